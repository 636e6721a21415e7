import { sql } from "kysely";
import type { Corpus, CorpusRecord } from "../domain/records.ts";
import { canonicalJson, sha256 } from "../domain/text.ts";
import { RECORD_TYPES, type RecordType } from "../domain/vocabulary.ts";
import type { Db, Store } from "./database.ts";
import { chunks, insertAll, insertIdentities } from "./insert.ts";
import { type Keys, ownTime, searchedText, TABLE_OF } from "./rows.ts";
import { indexDocuments, removeDocuments } from "./search.ts";
import type { ChangeKind } from "./tables.ts";
import { insertVersions, type VersionOf } from "./versions.ts";

export interface WriteOptions {
  /** Who and why, for the history; a record's own `revised` goes first. */
  readonly by?: string;
  readonly reason?: string;
  /** Withdraw the records that the store has of this corpus and the folder no longer holds, instead of refusing. */
  readonly withdrawMissing?: boolean;
  /** Of the files that the corpus was read from; kept for isLoaded. */
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
  /** The data revision after it; the one before where nothing changed. */
  readonly write: number;
}

/** The store cannot take this corpus as it is; nothing was changed. */
export class CorpusConflictError extends Error {
  override name = "CorpusConflictError";
}

/** Whether the store is in the state of a corpus whose files have this fingerprint. */
export async function isLoaded({ db }: Pick<Store, "db">, slug: string, fingerprint: string): Promise<boolean> {
  const found = await db.selectFrom("corpus").select("fingerprint").where("slug", "=", slug).executeTakeFirst();
  return found?.fingerprint === fingerprint;
}

interface Known {
  readonly key: number;
  readonly type: RecordType;
  readonly slug: string;
  readonly version: number | null;
  readonly contentHash: string | null;
  readonly revisedJson: string | null;
}

/**
 * The one place that changes data. Brings the store to the state of a corpus in one transaction: what is equal stays,
 * what differs becomes a new version, and each of them is in the change log.
 * @throws CorpusConflictError where another corpus has the same id, or records are missing from this one
 */
export async function writeCorpus(store: Store, corpus: Corpus, options: WriteOptions = {}): Promise<WriteResult> {
  const hash = sha256(canonicalJson(corpus));
  const loaded = await loadedState(store.db, corpus.slug);
  if (loaded?.hash === hash) {
    const fingerprint = options.fingerprint ?? null;
    await store.db.updateTable("corpus").set({ fingerprint }).where("slug", "=", corpus.slug).execute();
    return unchangedResult(corpus, loaded.write);
  }
  return store.db.transaction().execute((db) => writeInTransaction({ ...store, db }, corpus, hash, options));
}

const loadedState = (db: Db, slug: string): Promise<{ hash: string; write: number } | undefined> =>
  db.selectFrom("corpus").select(["hash", "write"]).where("slug", "=", slug).executeTakeFirst();

const unchangedResult = (corpus: Corpus, write: number): WriteResult => ({
  added: 0,
  revised: 0,
  withdrawn: 0,
  unchanged: corpus.records.length,
  write,
});

/** One writer at a time, who sees all that the one before has written. */
async function becomeTheWriter({ db, dialect }: Pick<Store, "db" | "dialect">): Promise<void> {
  if (dialect === "postgres") await sql`select pg_advisory_xact_lock(7238601)`.execute(db);
  // SQLite's lock comes with the first write of a transaction, also with one that changes nothing.
  else await sql`update "corpus" set "write" = "write" where 1 = 0`.execute(db);
}

async function writeInTransaction(
  store: Pick<Store, "db" | "dialect">,
  corpus: Corpus,
  hash: string,
  options: WriteOptions,
): Promise<WriteResult> {
  const { db } = store;
  await becomeTheWriter(store);
  const before = await loadedState(db, corpus.slug);
  if (before?.hash === hash) return unchangedResult(corpus, before.write);
  const recordedAt = (options.now ?? Date.now)();
  const by = options.by ?? `corpus ${corpus.slug} ${corpus.version}`;
  const reason = options.reason ?? "The corpus was loaded.";
  const { number: write } = await db
    .insertInto("write")
    .values({ recordedAt, recordedBy: by, reason })
    .returning("number")
    .executeTakeFirstOrThrow();

  const sources = await writeCorpusRow(db, corpus, { hash, write, fingerprint: options.fingerprint ?? null });
  const known = await knownRecords(db, corpus);
  const withheld = withheldArticles(corpus);
  const hashes = new Map(corpus.records.map((record) => [record, contentHash(record)]));
  const changed = corpus.records.filter((record) => known.get(idOf(record))?.contentHash !== hashes.get(record));
  const present = new Set(corpus.records.map(idOf));
  const missing = [...known.values()].filter((record) => record.contentHash !== null && !present.has(idOf(record)));
  const withdrawn = new Map(corpus.withdrawn?.map((entry) => [idOf(entry), entry]));
  const unexplained = missing.filter((record) => !withdrawn.has(idOf(record)));
  if (unexplained.length > 0 && !options.withdrawMissing) throw missingError(corpus, unexplained);

  await addIdentities(db, corpus, changed, known);
  const keys: Keys = {
    of(type, slug) {
      const found = known.get(`${type}/${slug}`);
      if (!found) throw new Error(`The corpus was not checked: it refers to the unknown ${type} ${slug}.`);
      return found.key;
    },
    source: (slug) => sources.get(slug) ?? 0,
  };

  const versionOf: VersionOf = (record) => {
    const newest = known.get(idOf(record));
    const before = newest?.version ?? 0;
    const revisedJson = record.revised && canonicalJson(record.revised);
    // What it says of an earlier change is not said of this one.
    const revised = revisedJson === newest?.revisedJson ? null : record.revised;
    return {
      record: keys.of(record.type, record.slug),
      slug: record.slug,
      version: before + 1,
      recordedFrom: write,
      recordedUntil: null,
      validFrom: revised?.at?.earliest ?? (before === 0 ? (ownTime(record) ?? recordedAt) : recordedAt),
      recordedAt,
      recordedBy: revised?.by ?? by,
      reason: revised?.reason ?? reason,
      revisedJson,
      contentHash: hashes.get(record) ?? "",
    };
  };

  await endVersions(
    db,
    [...changed.map((record) => known.get(idOf(record))), ...missing].filter((record) => record !== undefined),
    write,
  );
  await insertVersions(db, changed, versionOf, keys, options.onProgress);
  const kindOf = (record: CorpusRecord): ChangeKind =>
    known.get(idOf(record))?.contentHash == null ? "ADDED" : "REVISED";
  await insertAll(db, "change", [
    ...changed.map((record) => ({
      write,
      record: keys.of(record.type, record.slug),
      kind: kindOf(record),
      version: versionOf(record).version,
      by: null,
      reason: null,
    })),
    ...missing.map((record) => ({
      write,
      record: record.key,
      kind: "WITHDRAWN" as const,
      version: record.version ?? 0,
      by: withdrawn.get(idOf(record))?.by ?? null,
      reason: withdrawn.get(idOf(record))?.reason ?? null,
    })),
  ]);

  await removeDocuments(
    store,
    missing.map(({ key }) => key),
  );
  await indexDocuments(
    store,
    changed.map((record) => ({ record: keys.of(record.type, record.slug), ...searchedText(record, withheld) })),
  );
  const added = changed.filter((record) => kindOf(record) === "ADDED").length;
  return {
    added,
    revised: changed.length - added,
    withdrawn: missing.length,
    unchanged: corpus.records.length - changed.length,
    write,
  };

  function contentHash(record: CorpusRecord): string {
    const { revised: _revised, ...content } = record;
    // Whether words may be shown decides what of a record is searched, so a change of licence is a change of content.
    const shows = "evidence" in record ? record.evidence.map(({ article }) => article) : [record.slug];
    return sha256(canonicalJson([content, shows.filter((article) => withheld.has(article))]));
  }
}

const idOf = ({ type, slug }: { type: RecordType; slug: string }): string => `${type}/${slug}`;

function withheldArticles({ records, sources }: Corpus): Set<string> {
  const hidden = new Set(sources.filter(({ showsText }) => !showsText).map(({ slug }) => slug));
  return new Set(
    records.flatMap((record) => (record.type === "Article" && hidden.has(record.source) ? [record.slug] : [])),
  );
}

function missingError(corpus: Corpus, missing: readonly Known[]): CorpusConflictError {
  const names = missing.slice(0, 10).map(({ type, slug }) => `${type} ${slug}`);
  const more = missing.length > names.length ? ` and ${missing.length - names.length} more` : "";
  return new CorpusConflictError(
    `The store holds ${missing.length} records of the corpus “${corpus.slug}” that the folder does not: ${names.join(", ")}${more}. ` +
      "Put them back, name them in a list `withdrawn` with the reason, or withdraw them with --withdraw-missing (their history stays). Nothing was changed.",
  );
}

async function writeCorpusRow(
  db: Db,
  corpus: Corpus,
  state: { hash: string; write: number; fingerprint: string | null },
): Promise<Map<string, number>> {
  const { slug, title, version, description } = corpus;
  const row = { title, version, description, ...state };
  await db
    .insertInto("corpus")
    .values({ slug, ...row })
    .onConflict((conflict) => conflict.column("slug").doUpdateSet(row))
    .execute();
  const { hash, write } = state;
  await db.insertInto("corpusState").values({ corpus: slug, write, title, version, description, hash }).execute();
  const keys = new Map<string, number>();
  // Older versions of articles may still refer to a source that the corpus no longer names.
  await db.updateTable("source").set({ isNamed: 0 }).where("corpus", "=", slug).execute();
  for (const source of corpus.sources) {
    const values = { ...source, showsText: source.showsText ? 1 : 0, isNamed: 1 };
    const { key } = await db
      .insertInto("source")
      .values({ corpus: slug, ...values })
      .onConflict((conflict) => conflict.columns(["corpus", "slug"]).doUpdateSet(values))
      .returning("key")
      .executeTakeFirstOrThrow();
    keys.set(source.slug, key);
  }
  return keys;
}

/** The corpus's records that the store knows, by type and slug, each with its newest version. */
async function knownRecords(db: Db, corpus: Corpus): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const type of RECORD_TYPES) {
    const { rows } = await sql<{
      key: number;
      slug: string;
      corpus: string;
      version: number;
      contentHash: string;
      recordedUntil: number | null;
      revisedJson: string | null;
    }>`
      select record.key, record.slug, record.corpus, newest.version, newest."contentHash", newest."recordedUntil", newest."revisedJson"
      from "record" join ${sql.table(TABLE_OF[type])} as newest on newest.record = record.key
      where record.type = ${type}
        and newest.version = (select max(v.version) from ${sql.table(TABLE_OF[type])} as v where v.record = record.key)`.execute(
      db,
    );
    const slugs = new Set(corpus.records.filter((record) => record.type === type).map(({ slug }) => slug));
    const foreign = rows.find((row) => row.corpus !== corpus.slug && slugs.has(row.slug));
    if (foreign) {
      throw new CorpusConflictError(
        `The store already holds a ${type} “${foreign.slug}”, from the corpus “${foreign.corpus}”. Ids are unique in a store: ` +
          "give this one another id. Nothing was changed.",
      );
    }
    for (const { key, slug, version, contentHash, recordedUntil, revisedJson, corpus: owner } of rows) {
      if (owner !== corpus.slug) continue;
      known.set(`${type}/${slug}`, {
        key,
        type,
        slug,
        version,
        contentHash: recordedUntil === null ? contentHash : null,
        revisedJson,
      });
    }
  }
  return known;
}

async function addIdentities(
  db: Db,
  corpus: Corpus,
  changed: readonly CorpusRecord[],
  known: Map<string, Known>,
): Promise<void> {
  const fresh = changed.filter((record) => !known.has(idOf(record)));
  const rows = fresh.map(({ type, slug }) => ({ type, slug, corpus: corpus.slug }));
  for (const { key, type, slug } of await insertIdentities(db, rows)) {
    known.set(`${type}/${slug}`, { key, type, slug, version: null, contentHash: null, revisedJson: null });
  }
}

async function endVersions(db: Db, ended: readonly Known[], write: number): Promise<void> {
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
