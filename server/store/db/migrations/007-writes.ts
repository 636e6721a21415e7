import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Writing by the API: keys, requests that were answered, reviews of a corpus's records, texts and names withdrawn. */
export const writes: Migration = {
  name: "007-writes",
  async up(db) {
    const { schema } = db;
    // What the folder held when it was last loaded, which a review through the API leaves as it is.
    await schema.alterTable("corpus").addColumn("folderHash", "text").execute();
    await sql`update "corpus" set "folderHash" = "hash"`.execute(db);
    await schema.alterTable("record").addColumn("loadedHash", "text").execute();
    await schema.alterTable("record").addColumn("apiWrite", "integer").execute();
    for (const [type, table] of VERSIONED)
      await sql`update "record" set "loadedHash" = (
          select version."contentHash" from ${sql.table(table)} as version
          where version."record" = "record"."key" and version."recordedUntil" is null)
        where "type" = ${type}`.execute(db);
    await schema
      .alterTable("article")
      .addColumn("isTextWithdrawn", "integer", (c) => c.notNull().defaultTo(0))
      .execute();

    await schema
      .createTable("withdrawal")
      .addColumn("record", "integer", (c) => c.primaryKey().references("record.key"))
      .addColumn("what", "text", (c) => c.notNull())
      .addColumn("write", "integer", (c) => c.notNull().references("write.number"))
      .execute();

    await schema
      .createTable("request")
      .addColumn("write", "integer", (c) => c.notNull().references("write.number"))
      .addColumn("operation", "text", (c) => c.notNull())
      .addColumn("inputHash", "text", (c) => c.notNull())
      .addColumn("caller", "text", (c) => c.notNull())
      .addColumn("clientKey", "text")
      .addColumn("record", "integer", (c) => c.notNull().references("record.key"))
      .addUniqueConstraint("requestKey", ["caller", "clientKey"])
      .execute();
    await schema.createIndex("request_input").on("request").columns(["operation", "inputHash"]).execute();
    await schema.createIndex("request_write").on("request").column("write").execute();

    await schema
      .createTable("apiKey")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("scopes", "text", (c) => c.notNull())
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("previousHash", "text")
      .addColumn("previousUntil", "bigint")
      .addColumn("createdAt", "bigint", (c) => c.notNull())
      .addColumn("rotatedAt", "bigint")
      .addColumn("revokedAt", "bigint")
      .addColumn("lastUsedAt", "bigint")
      .execute();

    // What a mutation brought is read by its write.
    await schema.createIndex("change_write").on("change").column("write").execute();
  },
};

const VERSIONED = [
  ["Actor", "actor"],
  ["Place", "place"],
  ["Article", "article"],
  ["Event", "event"],
  ["CasualtyReport", "casualtyReport"],
] as const;
