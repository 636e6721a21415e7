import type { Corpus, CorpusRecord } from "../../domain/records.ts";
import { canonicalJson, sha256 } from "../../domain/text.ts";
import { chunks } from "../db/batchInsert.ts";
import type { Db } from "../db/database.ts";
import { type ExistingRecord, type ExistingRecords, idOf } from "./existingRecords.ts";
import type { HashKey } from "./keyedHashes.ts";

/** The hashes of the folder's records, and what to compare them with the store's by. */
export interface FolderHashes {
  readonly hashOf: (record: CorpusRecord) => string;
  readonly key: HashKey;
}

/** A corpus's hash. It differs from the folder's own hash if the API has changed records of the corpus. */
export function withReviews(
  corpus: Corpus,
  known: ExistingRecords,
  { hash: folderHash, hashOf, key }: FolderHashes & { readonly hash: string },
): string {
  const touched = corpus.records.flatMap((record) => {
    const held = known.get(idOf(record));
    return held && held.apiWrite !== null && key.isSame(held.loadedHash, hashOf(record))
      ? [[idOf(held), held.contentHash]]
      : [];
  });
  return touched.length === 0 ? folderHash : sha256(canonicalJson([folderHash, touched]));
}

/** Stores the hash of each record in the folder, so that the next load can tell what the folder has changed. */
export async function keepLoadedHashes(
  db: Db,
  corpus: Pick<Corpus, "records">,
  known: ExistingRecords,
  { hashOf, key }: FolderHashes,
  missing: readonly ExistingRecord[],
): Promise<void> {
  for (const record of corpus.records) {
    const held = known.get(idOf(record));
    const loadedHash = hashOf(record);
    // New records are inserted with their hash.
    if (!held || key.isSame(held.loadedHash, loadedHash)) continue;
    await db
      .updateTable("record")
      .set({ loadedHash, apiWrite: null })
      .where("type", "=", record.type)
      .where("slug", "=", record.slug)
      .execute();
  }
  for (const some of chunks(missing))
    await db
      .updateTable("record")
      .set({ loadedHash: null, apiWrite: null })
      .where(
        "key",
        "in",
        some.map(({ key }) => key),
      )
      .execute();
}
