import { sql } from "kysely";
import { ExpectedError } from "../../domain/errors.ts";
import type { CorpusRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import { canonicalJson, sha256 } from "../../domain/text.ts";
import { chunks, insertAll, reserveKeys } from "../db/batchInsert.ts";
import type { Db, Store, WriteTransaction } from "../db/database.ts";
import { faultOf, OutcomeUnknownError } from "../db/storeFaults.ts";
import type { ChangeKind } from "../db/tables.ts";
import { TABLE_OF } from "../db/tables.ts";
import { enqueueWrite, retryWhileLocked } from "../db/writeQueue.ts";
import { type Keys, ownTime } from "../records/rows.ts";
import { searchDocument } from "../records/searchedText.ts";
import { addDocuments, indexDocuments, removeDocuments } from "../search/search.ts";
import { type ExistingRecord, type ExistingRecords, idOf } from "./existingRecords.ts";
import { insertVersions, type VersionOf } from "./versions.ts";

/** One transaction's write: its number is the data revision. */
export interface Write {
  readonly number: number;
  readonly recordedAt: number;
  readonly by: string;
  readonly reason: string;
}

/** The records that a write adds or revises, and the records that it withdraws. */
export interface ChangeSet {
  /** The corpus of new records, and whether the records come from its folder. */
  readonly corpus: string;
  readonly isLoad: boolean;
  readonly changed: readonly CorpusRecord[];
  /** Those of them (`Type/slug`) whose evidence was confirmed after the text around it had changed, for the history. */
  readonly confirmed?: ReadonlySet<string>;
  /** The hash of a record's content: see contentHash. */
  readonly hashOf: (record: CorpusRecord) => string;
  readonly withdrawn: readonly {
    readonly record: ExistingRecord;
    readonly by: string | null;
    readonly reason: string | null;
  }[];
  /** The records of the store that are changed, withdrawn or referred to. */
  readonly known: ExistingRecords;
  /** The slugs of articles whose licence forbids showing their text. */
  readonly withheld: ReadonlySet<string>;
  /** The keys of the sources of articles, by slug. */
  readonly sources: ReadonlyMap<string, number>;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Called for each new record, with its key. */
  readonly onAdded?: (record: Omit<ExistingRecord, "version" | "contentHash" | "revisedJson">) => void;
}

/** Added to the reason of a version whose evidence was confirmed. */
const CONFIRMED = "The text around the quoted words has changed, and the record was confirmed.";

/** The change does not fit what the store contains. Nothing was changed. */
export class ChangeRefusedError extends ExpectedError {
  override name = "ChangeRefusedError";
}

/**
 * The only place where data changes: in a transaction, by one writer at a time, which sees all earlier writes.
 * @throws OutcomeUnknownError if the connection was lost during the commit; after any other error nothing was changed
 */
export async function asWriter<Result>(
  store: Store,
  work: (writing: WriteTransaction) => Promise<Result>,
): Promise<Result> {
  let isDone = false;
  const write = (wait: number) => (hasLock: () => void) =>
    store.db.transaction().execute(async (db) => {
      const writing = { db, dialect: store.dialect };
      store.checkFile();
      await takeLock(writing, wait);
      hasLock();
      const result = await work(writing);
      // Checked last: a write to a file that is gone would be lost.
      store.checkFile();
      isDone = true;
      return result;
    });
  try {
    return await enqueueWrite(store, (wait) => retryWhileLocked({ ...store, lockWait: wait }, write(wait)));
  } catch (error) {
    throw isDone && faultOf(error) === "UNREACHABLE" ? new OutcomeUnknownError(error) : error;
  }
}

async function takeLock({ db, dialect }: WriteTransaction, wait: number): Promise<void> {
  if (dialect === "postgres") {
    await sql`select set_config('lock_timeout', ${`${wait}ms`}, true)`.execute(db);
    await sql`select pg_advisory_xact_lock(7238601)`.execute(db);
  }
  // SQLite takes its lock at the first write of a transaction, even if this write changes nothing.
  else await sql`update "corpus" set "write" = "write" where 1 = 0`.execute(db);
}

/** The author of a write, its reason, and its time in UTC milliseconds. */
export interface By {
  readonly by: string;
  /** Identifies the key or token that writes. Null if a folder is loaded. */
  readonly caller: string | null;
  readonly reason: string;
  readonly now: number;
}

/**
 * If the clock was set back, the write has the time of the write before it: data revisions are found by time, so that the
 * time of writes must never fall.
 */
export async function beginWrite(db: Db, { by, caller, reason, now }: By): Promise<Write> {
  const before = await db
    .selectFrom("write")
    .select("recordedAt")
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  const recordedAt = Math.max(now, before?.recordedAt ?? 0);
  const { number } = await db
    .insertInto("write")
    .values({ recordedAt, recordedBy: by, reason, caller })
    .returning("number")
    .executeTakeFirstOrThrow();
  return { number, recordedAt, by, reason };
}

/** The hash of a record's content, without what `revised` says about its last change. */
export function contentHash(record: CorpusRecord, withheld: ReadonlySet<string>): string {
  const { revised: _revised, ...content } = withoutRows(record);
  // A licence decides which words are searched, so a change of licence is a change of content.
  const shows = "evidence" in record ? record.evidence.map(({ article }) => article) : [record.slug];
  return sha256(canonicalJson([content, shows.filter((article) => withheld.has(article))]));
}

/** In the next release of a table, the same row may have another number and be in a file with another name. */
export function withoutRows(record: CorpusRecord): CorpusRecord {
  if (!("evidence" in record) || !record.evidence.some(({ cell }) => cell)) return record;
  const evidence = record.evidence.map(({ cell, ...place }) => ({ ...place, cell: cell?.column }));
  return { ...record, evidence } as unknown as CorpusRecord;
}

/** Writes and ends versions, and updates the change log and the search index. @returns the number of new records */
export async function applyChanges(writing: WriteTransaction, write: Write, set: ChangeSet): Promise<number> {
  const { db } = writing;
  const { changed, withdrawn, withheld } = set;
  const known = new Map(set.known);
  const gone = new Set(withdrawn.map(({ record }) => idOf(record)));
  const fresh = changed.filter((record) => !known.has(idOf(record)));
  const firstKey = fresh.length === 0 ? 0 : await reserveKeys(writing, "record", fresh.length);
  const identities = fresh.map((record, at) => ({
    key: firstKey + at,
    type: record.type,
    slug: record.slug,
    corpus: set.corpus,
    loadedHash: set.isLoad ? set.hashOf(record) : null,
    apiWrite: null,
  }));
  await insertAll(writing, "record", identities);
  for (const row of identities) {
    known.set(idOf(row), { ...row, version: null, contentHash: null, revisedJson: null });
    set.onAdded?.(row);
  }

  const coming = new Set(changed.map(idOf));
  const keys: Keys = {
    of(type, slug) {
      const found = known.get(`${type}/${slug}`);
      if (!found)
        throw new Error(
          `A record refers to the unknown ${type} ${slug}. Records must be checked before they are written.`,
        );
      if (!coming.has(idOf(found)) && (found.contentHash === null || gone.has(idOf(found))))
        throw new ChangeRefusedError(
          `A record refers to the ${type} “${slug}”, which was withdrawn. Nothing was changed.`,
        );
      return found.key;
    },
    source: (slug) => required(set.sources.get(slug), `The key of the source ${slug}`),
  };
  const versionOf: VersionOf = (record) => {
    const newest = known.get(idOf(record));
    const before = newest?.version ?? 0;
    const revisedJson = record.revised && canonicalJson(record.revised);
    // What the record says about an earlier change does not apply to this change.
    const revised = revisedJson === newest?.revisedJson ? null : record.revised;
    return {
      record: keys.of(record.type, record.slug),
      slug: record.slug,
      version: before + 1,
      recordedFrom: write.number,
      recordedUntil: null,
      validFrom: revised?.at?.earliest ?? (before === 0 ? (ownTime(record) ?? write.recordedAt) : write.recordedAt),
      recordedAt: write.recordedAt,
      recordedBy: revised?.by ?? write.by,
      reason: `${revised?.reason ?? write.reason}${set.confirmed?.has(idOf(record)) ? ` ${CONFIRMED}` : ""}`,
      revisedJson,
      contentHash: set.hashOf(record),
    };
  };

  const ended = [...changed.map((record) => known.get(idOf(record))), ...withdrawn.map(({ record }) => record)];
  await endVersions(
    db,
    ended.filter((record) => record !== undefined),
    write.number,
  );
  await insertVersions(writing, changed, versionOf, keys, set.onProgress);
  const kindOf = (record: CorpusRecord): ChangeKind =>
    known.get(idOf(record))?.contentHash == null ? "ADDED" : "REVISED";
  await insertAll(writing, "change", [
    ...changed.map((record) => ({
      write: write.number,
      record: keys.of(record.type, record.slug),
      kind: kindOf(record),
      version: (known.get(idOf(record))?.version ?? 0) + 1,
      by: null,
      reason: null,
    })),
    ...withdrawn.map(({ record, by, reason }) => ({
      write: write.number,
      record: record.key,
      kind: "WITHDRAWN" as const,
      version: required(record.version, `The version of the ${record.type} ${record.slug}`),
      by,
      reason,
    })),
  ]);
  await removeDocuments(
    writing,
    withdrawn.map(({ record }) => record.key),
  );
  const documents = (records: readonly CorpusRecord[]) =>
    records.flatMap((record) => searchDocument(record, keys.of(record.type, record.slug), withheld) ?? []);
  const isFresh = new Set(fresh);
  await addDocuments(writing, documents(fresh));
  await indexDocuments(writing, documents(changed.filter((record) => !isFresh.has(record))));
  return changed.filter((record) => kindOf(record) === "ADDED").length;
}

async function endVersions(db: Db, ended: readonly ExistingRecord[], write: number): Promise<void> {
  for (const [type, records] of Map.groupBy(ended, ({ type }) => type)) {
    for (const keys of chunks(records.map(({ key }) => key))) {
      await db
        .updateTable(TABLE_OF[type])
        .set({ recordedUntil: write })
        .where("recordedUntil", "is", null)
        .where("record", "in", keys)
        .execute();
    }
  }
}
