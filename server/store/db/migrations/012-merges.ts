import type { Migration } from "./migration.ts";

/** Which records were merged into which others. */
export const merges: Migration = {
  name: "012-merges",
  async up({ schema }) {
    await schema
      .createTable("recordMerge")
      .addColumn("record", "integer", (c) => c.primaryKey().references("record.key"))
      .addColumn("into", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("write", "integer", (c) => c.notNull().references("write.number"))
      .execute();
  },
};
