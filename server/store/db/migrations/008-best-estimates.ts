import type { Migration } from "./migration.ts";

/** The best estimate of a claim's figure. */
export const bestEstimates: Migration = {
  name: "008-best-estimates",
  async up({ schema }) {
    await schema.alterTable("casualtyReport").addColumn("best", "integer").execute();
  },
};
