import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** For finding current records by what they are known by elsewhere. */
export const naturalKeys: Migration = {
  name: "006-natural-keys",
  async up(db) {
    for (const [table, column] of INDEXES)
      await db.schema
        .createIndex(`${table}_current_${column}`)
        .on(table)
        .column(column)
        .where(sql.ref("recordedUntil"), "is", null)
        .execute();
  },
};

const INDEXES = [
  ["actor", "wikidataId"],
  ["actor", "isoAlpha2"],
  ["actor", "isoAlpha3"],
  ["place", "wikidataId"],
  ["article", "url"],
] as const;
