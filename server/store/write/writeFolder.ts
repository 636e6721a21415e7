import type { Corpus, CorpusRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import { canonicalJson, sha256 } from "../../domain/text.ts";
import { chunks } from "../db/batchInsert.ts";
import type { Db, Store, WriteTransaction } from "../db/database.ts";
import { vacuumIfCheap } from "../db/vacuum.ts";
import { applyChanges, asWriter, beginWrite, ChangeRefusedError, contentHash } from "./changeSet.ts";
import { API_CORPUS, writeCorpusRow } from "./corpusRow.ts";
import { type ExistingRecord, type ExistingRecords, existingRecords, idOf } from "./existingRecords.ts";
import { keepLoadedHashes, withReviews } from "./folderHashes.ts";
import { type HashKey, hashKeyOf } from "./keyedHashes.ts";
import { describeMoved, movedQuotes } from "./movedEvidence.ts";
import { alignQuotes } from "./redaction/alignQuotes.ts";
import { referrersTo } from "./referrers.ts";
import { reapplyWithdrawals } from "./withdrawals.ts";

export interface WriteOptions {
  /** The author and the reason, for the history. A record's own `revised` takes precedence. */
  readonly by?: string;
  readonly reason?: string;
  /** Withdraw the records of this corpus that are missing from the folder, instead of refusing. */
  readonly withdrawMissing?: boolean;
  /** Overwrite records that were reviewed or withdrawn through the API and have changed in the folder since. */
  readonly overwriteReviews?: boolean;
  /** The slugs of reviewed records whose words stand in other surroundings, and which still hold. */
  readonly confirmEvidence?: readonly string[];
  /** The fingerprint of the files that the corpus was read from, for isLoaded. */
  readonly fingerprint?: string;
  /** The clock, in UTC milliseconds. */
  readonly now?: () => number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WriteResult {
  readonly added: number;
  readonly revised: number;
  readonly withdrawn: number;
  readonly unchanged: number;
  /** The data revision after the write, or the revision of the corpus's newest change if nothing changed. */
  readonly write: number;
  /** False if the folder brought a withdrawn name, and the database's files may still contain it. */
  readonly isErased: boolean;
}

/** The corpus does not fit the store. Nothing was changed. */
export class CorpusConflictError extends ChangeRefusedError {
  override name = "CorpusConflictError";
}

/** True if the store contains the corpus as loaded from files with this fingerprint. */
export async function isLoaded({ db }: Pick<Store, "db">, slug: string, fingerprint: string): Promise<boolean> {
  const found = await db.selectFrom("corpus").select("fingerprint").where("slug", "=", slug).executeTakeFirst();
  return (await hashKeyOf(db)).isSame(found?.fingerprint, fingerprint);
}

/**
 * Brings the store to the state of a corpus in one transaction: equal records stay, other records get new versions, and each
 * change is in the change log. Changes through the API since the last load stay.
 * @throws CorpusConflictError if another corpus has a record with the same id, records are missing from this one, the
 * folder and the API both changed a record, or the text around the words of a reviewed record has changed
 */
export async function writeCorpus(store: Store, corpus: Corpus, options: WriteOptions = {}): Promise<WriteResult> {
  if (corpus.slug === API_CORPUS)
    throw new CorpusConflictError(
      `The id “${API_CORPUS}” is reserved for records from the API. Give the corpus another id. Nothing was changed.`,
    );
  const hash = sha256(canonicalJson(corpus));
  const loaded = await loadedState(store.db, corpus.slug);
  const key = await hashKeyOf(store.db);
  if (loaded && key.isSame(loaded.folderHash, hash)) {
    const fingerprint = options.fingerprint === undefined ? null : key.keyed(options.fingerprint);
    await store.db.updateTable("corpus").set({ fingerprint }).where("slug", "=", corpus.slug).execute();
    return unchangedResult(corpus, loaded.write);
  }
  const written = await asWriter(store, (writing) => writeFolder(writing, corpus, hash, options));
  return written.isErased ? written : { ...written, isErased: await vacuumIfCheap(store) };
}

const loadedState = (db: Db, slug: string): Promise<{ folderHash: string | null; write: number } | undefined> =>
  db.selectFrom("corpus").select(["folderHash", "write"]).where("slug", "=", slug).executeTakeFirst();

const unchangedResult = (corpus: Corpus, write: number): WriteResult => ({
  added: 0,
  revised: 0,
  withdrawn: 0,
  unchanged: corpus.records.length,
  write,
  isErased: true,
});

async function writeFolder(
  writing: WriteTransaction,
  corpus: Corpus,
  hash: string,
  options: WriteOptions,
): Promise<WriteResult> {
  const { db } = writing;
  const before = await loadedState(db, corpus.slug);
  const key = await hashKeyOf(db);
  if (before && key.isSame(before.folderHash, hash)) return unchangedResult(corpus, before.write);
  const known = await recordsOf(db, corpus);
  const withheld = withheldArticles(corpus);
  const hashes = new Map(corpus.records.map((record) => [record, contentHash(record, withheld)]));
  const hashOf = (record: CorpusRecord) =>
    required(hashes.get(record), `The hash of the ${record.type} ${record.slug}`);
  const { changed: differing, conflicts } = compare(corpus, known, hashOf, key);
  const present = new Set(corpus.records.map(idOf));
  const missing = [...known.values()].filter((record) => record.contentHash !== null && !present.has(idOf(record)));
  const named = new Map(corpus.withdrawn?.map((entry) => [idOf(entry), entry]));
  const unexplained = missing.filter((record) => !named.has(idOf(record)));
  if (unexplained.length > 0 && !options.withdrawMissing) throw missingError(corpus, unexplained);
  conflicts.push(...unexplained.filter(({ apiWrite }) => apiWrite !== null));
  if (conflicts.length > 0 && !options.overwriteReviews) throw reviewedError(corpus, conflicts);

  const confirmed = await confirmMoved(writing, differing, known, options.confirmEvidence ?? []);
  const changed = await alignQuotes(writing, differing, corpus.records);
  // The hash of a record's own words, with the name, would confirm a guess of the name.
  for (const [at, record] of differing.entries())
    if (changed[at] && changed[at] !== record)
      for (const same of [record, changed[at]]) hashes.set(same, key.keyed(hashOf(record)));

  const by = options.by ?? `corpus ${corpus.slug} ${corpus.version}`;
  const reason = options.reason ?? "The corpus was loaded.";
  const write = await beginWrite(db, { by, caller: null, reason, now: (options.now ?? Date.now)() });
  const state = {
    hash: key.keyed(withReviews(corpus, known, { hash, hashOf, key })),
    folderHash: key.keyed(hash),
    fingerprint: options.fingerprint === undefined ? null : key.keyed(options.fingerprint),
    write: write.number,
  };
  const sources = await writeCorpusRow(db, corpus, state);
  const withdrawn = missing.map((record) => {
    const { by = null, reason = null } = named.get(idOf(record)) ?? {};
    return { record, by, reason };
  });
  const added = await applyChanges(writing, write, {
    corpus: corpus.slug,
    isLoad: true,
    changed,
    confirmed,
    hashOf,
    withdrawn,
    known,
    withheld,
    sources,
    onProgress: options.onProgress,
  });
  await refuseDangling(db, corpus, missing);
  await keepLoadedHashes(db, corpus, known, { hashOf, key }, missing);
  const hadName = await reapplyWithdrawals(writing, { write: write.number, changed, folder: corpus.records });
  return {
    added,
    revised: changed.length - added,
    withdrawn: missing.length,
    unchanged: corpus.records.length - changed.length,
    write: write.number,
    isErased: !hadName,
  };
}

/** The records of a folder that differ from the store, and those that the API has also changed since the last load. */
function compare(
  corpus: Corpus,
  known: ExistingRecords,
  hashOf: (record: CorpusRecord) => string,
  { isSame }: HashKey,
) {
  const changed: CorpusRecord[] = [];
  const conflicts: ExistingRecord[] = [];
  for (const record of corpus.records) {
    const held = known.get(idOf(record));
    const hash = hashOf(record);
    // If the folder has not changed a record since the last load, the record stays as the API left it, reviewed or withdrawn.
    if (held && (isSame(held.contentHash, hash) || (held.apiWrite !== null && isSame(held.loadedHash, hash)))) continue;
    changed.push(record);
    if (held && held.apiWrite !== null) conflicts.push(held);
  }
  return { changed, conflicts };
}

/** The records whose moved evidence the caller has confirmed. Refuses the load if it has moved in others. */
async function confirmMoved(
  writing: WriteTransaction,
  changed: readonly CorpusRecord[],
  known: ExistingRecords,
  confirmed: readonly string[],
): Promise<ReadonlySet<string>> {
  const moved = await movedQuotes(writing, changed, known);
  const needless = confirmed.filter((slug) => !moved.some(({ record }) => record.slug === slug));
  if (needless.length > 0)
    throw new CorpusConflictError(
      `--confirm-evidence names ${needless.join(", ")}, but the text around the words of such a record has not changed. Leave it out. Nothing was changed.`,
    );
  const open = moved.filter(({ record }) => !confirmed.includes(record.slug));
  if (open.length > 0) throw new CorpusConflictError(describeMoved(open));
  return new Set(moved.map(({ record }) => idOf(record)));
}

function withheldArticles({ records, sources }: Corpus): Set<string> {
  const hidden = new Set(sources.filter(({ showsText }) => !showsText).map(({ slug }) => slug));
  return new Set(
    records.flatMap((record) => (record.type === "Article" && hidden.has(record.source) ? [record.slug] : [])),
  );
}

function missingError(corpus: Corpus, missing: readonly ExistingRecord[]): CorpusConflictError {
  return new CorpusConflictError(
    `The store contains ${missing.length} records of the corpus “${corpus.slug}” that the folder does not: ${named(missing)}. ` +
      "Put them back, name them in a list `withdrawn` with the reason, or withdraw them with --withdraw-missing (their history stays). Nothing was changed.",
  );
}

function reviewedError(corpus: Corpus, conflicts: readonly ExistingRecord[]): CorpusConflictError {
  return new CorpusConflictError(
    `${conflicts.length} records of the corpus “${corpus.slug}” were reviewed or withdrawn through the API, and have been changed in the folder since then: ${named(conflicts)}. ` +
      "Put them into the folder as they were, or as the API left them (see the `revisions` of the records), or overwrite them with --overwrite-reviews (the reviews stay in the history). Nothing was changed.",
  );
}

/** A list of records for a message: all of them, or the first ten if there are more. */
function named(records: readonly { readonly type: string; readonly slug: string }[]): string {
  const names = records.slice(0, 10).map(({ type, slug }) => `${type} ${slug}`);
  return `${names.join(", ")}${records.length > names.length ? ` and ${records.length - names.length} more` : ""}`;
}

/** Refuses to withdraw records that other records refer to. */
async function refuseDangling(db: Db, corpus: Corpus, withdrawn: readonly ExistingRecord[]): Promise<void> {
  for (const some of chunks(withdrawn)) {
    const referrers = await referrersTo(
      db,
      some.map(({ key }) => key),
    );
    if (referrers.length === 0) continue;
    const missed = some.filter(({ key }) => referrers.some(({ to }) => to === key));
    throw new CorpusConflictError(
      `The folder of the corpus “${corpus.slug}” no longer contains ${named(missed)}, but other records refer to them: ${named(referrers)}. ` +
        "Put the missing records back, or withdraw the records that refer to them first. Nothing was changed.",
    );
  }
}

/** The corpus's records in the store. Refuses ids that another corpus already uses. */
async function recordsOf(db: Db, corpus: Corpus): Promise<ExistingRecords> {
  const known = await existingRecords(db);
  const own = new Set(corpus.records.map(idOf));
  for (const [id, { type, slug, corpus: owner }] of known) {
    if (owner === corpus.slug) continue;
    if (own.has(id)) {
      throw new CorpusConflictError(
        `The store already contains the ${type} “${slug}”, from the corpus “${owner}”. Ids are unique in a store: ` +
          "give the new record another id. Nothing was changed.",
      );
    }
    known.delete(id);
  }
  return known;
}
