import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/**
 * The full-text index. Both databases are given terms that we have already split, folded and stemmed (terms.ts), so
 * both match the same records; FTS5's ascii tokenizer takes every character above 127 as a letter and parts at spaces.
 */
export const search: Migration = {
  name: "002-search",
  async up(db, dialect) {
    if (dialect === "postgres") {
      await sql`create table "search" (
        "record" integer primary key references "record" ("key"),
        "document" tsvector not null
      )`.execute(db);
      await sql`create index "search_document" on "search" using gin ("document")`.execute(db);
    } else {
      await sql`create virtual table "search" using fts5 (
        title, body, content = '', contentless_delete = 1, tokenize = 'ascii'
      )`.execute(db);
    }
  },
};
