import type { Migration } from "./migration.ts";

/** Cells of tables as evidence, what a claimant bases a figure on, and sources that may not be passed on. */
export const datasets: Migration = {
  name: "013-datasets",
  async up({ schema }) {
    const columns = [
      ["cellFile", "text"],
      ["cellRow", "integer"],
      ["cellColumn", "text"],
    ] as const;
    for (const [name, type] of columns) await schema.alterTable("evidence").addColumn(name, type).execute();
    await schema.alterTable("casualtyReport").addColumn("basisJson", "text").execute();
    await schema
      .alterTable("source")
      .addColumn("isPrivate", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
