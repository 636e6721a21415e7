import type { Migration } from "./migration.ts";

/** Retractions, parts that are all of their whole, and who withdrew a record and why. */
export const history: Migration = {
  name: "003-history",
  async up(db) {
    // One column a statement: SQLite takes no more.
    const reports = () => db.schema.alterTable("casualtyReport");
    await reports().addColumn("retractionJson", "text").execute();
    await reports().addColumn("retractedFrom", "bigint").execute();
    await reports().addColumn("retractedUntil", "bigint").execute();
    await reports()
      .addColumn("partsAreAll", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable("change").addColumn("by", "text").execute();
    await db.schema.alterTable("change").addColumn("reason", "text").execute();
  },
};
