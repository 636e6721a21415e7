import { type RawBuilder, sql } from "kysely";
import type { Migration } from "./migration.ts";

/**
 * Indexes that contain what claims are counted by, so that a count reads neither the claims' wide rows nor sorts them. The queries
 * group by the same expressions: see `byKind` and `byPeriod`.
 */
export const facetIndexes: Migration = {
  name: "015-facet-indexes",
  async up(db) {
    const index = (name: string, first: RawBuilder<unknown>) =>
      db.schema.createIndex(`casualtyReport_current_${name}`).on("casualtyReport").expression(first);
    // The first column is an expression, so that no list with a filter on the harm uses this index instead of the one of its order.
    await index("kinds", sql`(${sql.ref("harm")} || '')`)
      .columns(["victims", "status", "scope", "review", "harm"])
      .where(sql.ref("recordedUntil"), "is", null)
      .execute();
    await index("statedDays", dayOf("statedFrom"))
      .expression(dayOf("statedUntil"))
      .where(sql.ref("recordedUntil"), "is", null)
      .execute();
  },
};

/** Days since 1970 began. Divisions round towards zero, so 400,000 days are added to avoid negative times. */
const dayOf = (column: string): RawBuilder<unknown> => sql`((${sql.ref(column)} + 34560000000000) / 86400000 - 400000)`;
