import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import type { CorpusRecord, SourceRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import { canonicalJson, sha256 } from "../../domain/text.ts";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import { chunks } from "../db/batchInsert.ts";
import type { Db, Store, WriteTransaction } from "../db/database.ts";
import { PRIVACY_DELAY } from "../read/privateSources.ts";
import { applyChanges, asWriter, beginWrite, ChangeRefusedError, withoutRows } from "./changeSet.ts";
import { API_CORPUS, writeCorpusRow } from "./corpusRow.ts";
import { type ExistingRecord, type ExistingRecords, existingBySlugs, idOf } from "./existingRecords.ts";
import { keepLoadedHashes } from "./folderHashes.ts";
import { type HashKey, hashKeyOf } from "./keyedHashes.ts";
import { missingKeys, withdrawUnreferred } from "./missingRecords.ts";
import { referencesOf } from "./recordReferences.ts";
import { reapplyWithdrawals } from "./withdrawals.ts";

/** A release of a dataset, as a corpus of its own. */
export interface ImportedCorpus {
  readonly slug: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly source: SourceRecord;
}

export interface ImportedBy {
  readonly by: string;
  readonly reason: string;
  /** The clock, in UTC milliseconds. */
  readonly now: () => number;
}

/** What became of records. */
export interface ImportCounts {
  added: number;
  revised: number;
  unchanged: number;
  /** Records that were reviewed or withdrawn through the API and have changed in the dataset since. They stay as they are. */
  kept: number;
}

/**
 * Writes the records of a dataset, each batch in one transaction. Records that the store has already, with the same content, are
 * not changed, so that an import can be repeated.
 */
export class RecordImport {
  readonly #store: Store;
  readonly #corpus: ImportedCorpus;
  readonly #by: ImportedBy;
  readonly #seen = new Set<number>();
  /** Actors, places and articles that many rows share: their ids are not looked up again. */
  readonly #shared: ExistingRecords = new Map();
  #isFirst: boolean | undefined;

  constructor(store: Store, corpus: ImportedCorpus, by: ImportedBy) {
    this.#store = store;
    this.#corpus = corpus;
    this.#by = by;
  }

  /** @throws ChangeRefusedError if another corpus has a record with one of the ids, or the corpus comes from elsewhere */
  async write(batch: readonly CorpusRecord[]): Promise<ImportCounts> {
    if (this.#isFirst === undefined) await this.#begin();
    return asWriter(this.#store, (writing) => this.#write(writing, batch));
  }

  async #write(writing: WriteTransaction, batch: readonly CorpusRecord[]): Promise<ImportCounts> {
    const counts = { added: 0, revised: 0, unchanged: 0, kept: 0 };
    const records = firstOfEach(batch).filter((record) => !this.#shared.has(idOf(record)));
    const existing = await existingBySlugs(writing.db, await this.#slugsToLookUp(writing.db, records));
    const key = await hashKeyOf(writing.db);
    const changed: CorpusRecord[] = [];
    const hashes = new Map<CorpusRecord, string>();
    for (const record of records) {
      const found = existing.get(idOf(record));
      // An actor that another corpus describes, such as a state, is used as it is.
      if (found && found.corpus !== this.#corpus.slug && record.type === "Actor") continue;
      if (found && found.corpus !== this.#corpus.slug)
        throw new ChangeRefusedError(
          `The store already contains the ${record.type} “${record.slug}”, from the corpus “${found.corpus}”. Nothing of this batch was imported.`,
        );
      const hash = importHash(record);
      hashes.set(record, hash);
      const state = stateOf(found, hash, key.isSame);
      if (state === "changed") changed.push(record);
      else if (!found || !this.#seen.has(found.key)) counts[state]++;
    }
    const known = new Map([...this.#shared, ...existing, ...(await this.#referredTo(writing.db, changed))]);
    if (changed.length > 0) {
      const { by, reason, now } = this.#by;
      const write = await beginWrite(writing.db, { by, caller: null, reason, now: now() });
      const hashOf = (record: CorpusRecord) => required(hashes.get(record), "The hash of a record");
      counts.added = await applyChanges(writing, write, {
        corpus: this.#corpus.slug,
        isLoad: true,
        changed,
        hashOf,
        withdrawn: [],
        known,
        withheld: this.#withheld(records),
        sources: await this.#writeCorpus(writing.db, write.number, changed.map(hashOf)),
        onAdded: (row) => {
          known.set(idOf(row), { ...row, version: 1, contentHash: row.loadedHash, revisedJson: null });
        },
      });
      counts.revised = changed.length - counts.added;
      await keepLoadedHashes(writing.db, { records: changed }, existing, { hashOf, key }, []);
      await reapplyWithdrawals(writing, { write: write.number, changed, folder: records });
    }
    for (const record of records) {
      const found = known.get(idOf(record));
      if (!found) continue;
      this.#seen.add(found.key);
      if (isShared(record, this.#corpus.slug)) this.#shared.set(idOf(record), found);
    }
    return counts;
  }

  async #begin(): Promise<void> {
    const { slug, source } = this.#corpus;
    await refuseOtherOrigin(this.#store.db, slug);
    this.#isFirst = await isEmptyCorpus(this.#store.db, slug);
    if (!source.isPrivate || (await isAnnounced(this.#store.db, slug))) return;
    await asWriter(this.#store, async ({ db }) => {
      const { by, now } = this.#by;
      const reason = `Records of ${this.#corpus.title} are about to be imported. Its licence forbids passing them on.`;
      const write = await beginWrite(db, { by, caller: null, reason, now: now() });
      await this.#writeCorpus(db, write.number, []);
    });
    await setTimeout(PRIVACY_DELAY);
  }

  /** The first import of a dataset finds none of its own records. Only ids of other corpora can be in the way. */
  async #slugsToLookUp(db: Db, records: readonly CorpusRecord[]): Promise<readonly string[]> {
    const slugs = records.map(({ slug }) => slug);
    if (!this.#isFirst) return slugs;
    const known = new Set<string>();
    // With the types, the index on type and slug is used.
    for (const some of chunks(slugs)) {
      const list = sql.join(some);
      const { rows } = await sql<{ slug: string }>`
        select record."slug" from "record" where record."slug" in (${list}) and record."type" in (${sql.join(RECORD_TYPES)})`.execute(
        db,
      );
      for (const { slug } of rows) known.add(slug);
    }
    return [...known];
  }

  /** The records of earlier batches and of other corpora that records of this batch refer to. */
  async #referredTo(db: Db, changed: readonly CorpusRecord[]): Promise<ExistingRecords> {
    if (changed.length === 0) return new Map();
    const own = new Set(changed.map(({ slug }) => slug));
    for (const { slug } of this.#shared.values()) own.add(slug);
    return existingBySlugs(
      db,
      changed.flatMap(referencesOf).filter((slug) => !own.has(slug)),
    );
  }

  #withheld(records: readonly CorpusRecord[]): ReadonlySet<string> {
    if (this.#corpus.source.showsText) return NONE;
    return new Set(records.flatMap((record) => (record.type === "Article" ? [record.slug] : [])));
  }

  /** Adds a write to the hash of the corpus, so that equal content that was imported in the same steps has an equal hash. */
  async #writeCorpus(db: Db, write: number, change: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { source, slug, title, version, description } = this.#corpus;
    const before = await db.selectFrom("corpus").select("hash").where("slug", "=", slug).executeTakeFirst();
    const hash = sha256(canonicalJson([before?.hash ?? slug, version, change]));
    return writeCorpusRow(
      db,
      { slug, title, version, description, sources: [source] },
      { hash, folderHash: null, fingerprint: null, write },
    );
  }

  /** How many records of earlier imports none of the written batches had. */
  async missing(): Promise<number> {
    return (await missingKeys(this.#store.db, this.#corpus.slug, this.#seen)).length;
  }

  /**
   * Withdraws the missing records, except those that were reviewed through the API and those that other records refer to. Their
   * history stays. @returns how many
   */
  withdrawMissing(): Promise<number> {
    return asWriter(this.#store, async (writing) => {
      const missing = await missingKeys(writing.db, this.#corpus.slug, this.#seen);
      if (missing.length === 0) return 0;
      const reason = `The record is not in ${this.#corpus.title} ${this.#corpus.version}.`;
      const write = await beginWrite(writing.db, { by: this.#by.by, caller: null, reason, now: this.#by.now() });
      const sources = await this.#writeCorpus(writing.db, write.number, ["withdrawn"]);
      return withdrawUnreferred(writing, missing, (records) =>
        applyChanges(writing, write, {
          corpus: this.#corpus.slug,
          isLoad: true,
          changed: [],
          hashOf: () => "",
          withdrawn: records.map((record) => ({ record, by: null, reason: null })),
          known: new Map(),
          withheld: NONE,
          sources,
        }),
      );
    });
  }
}

/** Rows repeat the records that they share. The first row counts. */
function firstOfEach(batch: readonly CorpusRecord[]): CorpusRecord[] {
  const found = new Map<string, CorpusRecord>();
  for (const record of batch) {
    const id = idOf(record);
    if (!found.has(id)) found.set(id, record);
  }
  return [...found.values()];
}

/** Whether a record is new or changed. A record that was reviewed or withdrawn through the API stays as it is. */
function stateOf(
  found: ExistingRecord | undefined,
  hash: string,
  isSame: HashKey["isSame"],
): "changed" | "unchanged" | "kept" {
  if (!found) return "changed";
  if (found.apiWrite !== null) return isSame(found.loadedHash, hash) ? "unchanged" : "kept";
  return isSame(found.contentHash, hash) ? "unchanged" : "changed";
}

/** Many rows share the actors, the places and the dataset's own article: these are compared once. */
const isShared = ({ type, slug }: CorpusRecord, corpus: string): boolean =>
  type === "Actor" || type === "Place" || slug === corpus;

/** A folder or the API can have a corpus with the same id: its records would count as records of earlier imports. */
async function refuseOtherOrigin(db: Db, corpus: string): Promise<void> {
  const found = await db.selectFrom("corpus").select("folderHash").where("slug", "=", corpus).executeTakeFirst();
  if (corpus === API_CORPUS || found?.folderHash)
    throw new ChangeRefusedError(
      `The corpus “${corpus}” ${corpus === API_CORPUS ? "is reserved for records from the API" : "was loaded from a folder"}. Give the imported corpus another id. Nothing was imported.`,
    );
}

/** Whether the services on the store know already that the corpus has a private source. */
async function isAnnounced(db: Db, corpus: string): Promise<boolean> {
  const source = db.selectFrom("source").select("key").where("corpus", "=", corpus);
  return (await source.where("isPrivate", "=", 1).where("isNamed", "=", 1).executeTakeFirst()) !== undefined;
}

async function isEmptyCorpus(db: Db, corpus: string): Promise<boolean> {
  const { rows } = await sql`select 1 from "record" where record."corpus" = ${corpus} limit 1`.execute(db);
  return rows.length === 0;
}

/**
 * The hash of what the dataset says. Not part of it: where the row is in the file, and since when the claimant has said it, which
 * is the release that first had the figure. So a new release changes only the records whose content changed.
 */
function importHash(record: CorpusRecord): string {
  const content: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(withoutRows(record)))
    if (value !== null && !(Array.isArray(value) && value.length === 0) && name !== "text") content[name] = value;
  if (record.type === "CasualtyReport") delete content.statedAt;
  return sha256(canonicalJson(content));
}
const NONE: ReadonlySet<string> = new Set();
