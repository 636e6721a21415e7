import type { Migration } from "./migration.ts";

/** From where and when the document of an article was retrieved, and the hash of what was retrieved. */
export const retrieval: Migration = {
  name: "014-retrieval",
  async up({ schema }) {
    for (const column of ["archiveUrl", "retrievedJson", "mediaHash"])
      await schema.alterTable("article").addColumn(column, "text").execute();
  },
};
