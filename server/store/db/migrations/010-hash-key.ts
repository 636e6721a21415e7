import type { Migration } from "./migration.ts";

/** The key of the hashes of what held a withdrawn name. */
export const hashKey: Migration = {
  name: "010-hash-key",
  async up({ schema }) {
    await schema
      .createTable("hashKey")
      .addColumn("key", "text", (c) => c.primaryKey())
      .execute();
  },
};
