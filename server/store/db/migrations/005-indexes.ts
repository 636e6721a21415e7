import type { Migration } from "./migration.ts";

/** For reading the store as it stood: the other indexes hold current versions alone. And for finding records by slug. */
export const indexes: Migration = {
  name: "005-indexes",
  async up(db) {
    for (const [table, column] of INDEXES)
      await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
  },
};

const INDEXES = [
  ["casualtyReport", "event"],
  ["casualtyReport", "article"],
  ["casualtyReport", "partOf"],
  ["casualtyReport", "slug"],
  ["event", "partOf"],
  ["event", "slug"],
  ["article", "slug"],
  ["actor", "slug"],
  ["place", "slug"],
] as const;
