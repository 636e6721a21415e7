import { sql } from "kysely";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { newHashKey } from "../keyedHashes.ts";
import type { Touched } from "./touched.ts";

/**
 * Replaces the hashes of all content from which a name was removed: of the versions, of what the folders contained, of the
 * corpora, and of the requests that brought the name.
 * @param records the records of the touched versions
 */
export async function keyHashes(
  { db }: Pick<WriteTransaction, "db">,
  touched: Touched,
  records: ReadonlySet<number>,
): Promise<void> {
  const { keyed } = await newHashKey(db);
  const writes = new Set(touched.writes);
  for (const [table, versions] of touched.versions)
    for (const some of chunks([...versions])) {
      const { rows } = await sql<{ key: number; contentHash: string; write: number }>`
        select "key", "contentHash", "recordedFrom" as "write" from ${sql.table(table)}
        where "key" in (${sql.join(some)})`.execute(db);
      for (const { key, contentHash, write } of rows) {
        writes.add(write);
        await sql`update ${sql.table(table)} set "contentHash" = ${keyed(contentHash)} where "key" = ${key}`.execute(
          db,
        );
      }
    }
  const corpora = new Set(touched.corpora);
  for (const some of chunks([...records])) {
    const rows = await db
      .selectFrom("record")
      .select(["key", "corpus", "loadedHash"])
      .where("key", "in", some)
      .execute();
    for (const { key, corpus, loadedHash } of rows) {
      corpora.add(corpus);
      if (loadedHash !== null)
        await db
          .updateTable("record")
          .set({ loadedHash: keyed(loadedHash) })
          .where("key", "=", key)
          .execute();
    }
  }
  for (const slug of corpora) await keyCorpus(db, slug, keyed);
  for (const some of chunks([...writes])) {
    const requests = await db.selectFrom("request").select(["write", "inputHash"]).where("write", "in", some).execute();
    for (const { write, inputHash } of requests)
      await db
        .updateTable("request")
        .set({ inputHash: keyed(inputHash) })
        .where("write", "=", write)
        .where("inputHash", "=", inputHash)
        .execute();
  }
}

async function keyCorpus(db: WriteTransaction["db"], slug: string, keyed: (hash: string) => string): Promise<void> {
  const row = await db
    .selectFrom("corpus")
    .select(["hash", "folderHash", "fingerprint"])
    .where("slug", "=", slug)
    .executeTakeFirstOrThrow();
  const orNull = (hash: string | null) => (hash === null ? null : keyed(hash));
  await db
    .updateTable("corpus")
    .set({ hash: keyed(row.hash), folderHash: orNull(row.folderHash), fingerprint: orNull(row.fingerprint) })
    .where("slug", "=", slug)
    .execute();
  const states = await db.selectFrom("corpusState").select(["write", "hash"]).where("corpus", "=", slug).execute();
  for (const { write, hash } of states)
    await db
      .updateTable("corpusState")
      .set({ hash: keyed(hash) })
      .where("corpus", "=", slug)
      .where("write", "=", write)
      .execute();
}
