import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** What a corpus was called, and in which version, at each write: a citation of an old revision names that one. */
export const corpusStates: Migration = {
  name: "004-corpus-states",
  async up(db) {
    await db.schema
      .createTable("corpusState")
      .addColumn("corpus", "text", (c) => c.notNull().references("corpus.slug"))
      .addColumn("write", "integer", (c) => c.notNull().references("write.number"))
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("version", "text", (c) => c.notNull())
      .addColumn("description", "text")
      .addColumn("hash", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("corpusStateKey", ["corpus", "write"])
      .execute();
    // Of the writes before, only the newest is known.
    await sql`insert into "corpusState" ("corpus", "write", "title", "version", "description", "hash")
      select "slug", "write", "title", "version", "description", "hash" from "corpus"`.execute(db);
  },
};
