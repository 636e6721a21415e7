import { sql } from "kysely";
import type { CorpusRecord, SourceRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import { sha256 } from "../../domain/text.ts";
import { chunks } from "../db/batchInsert.ts";
import type { Db, Store, WriteTransaction } from "../db/database.ts";
import { applyChanges, asWriter, beginWrite, ChangeRefusedError, contentHash } from "./changeSet.ts";
import { writeCorpusRow } from "./corpusRow.ts";
import { type ExistingRecords, existingBySlugs, existingRecords, idOf } from "./existingRecords.ts";
import { hashKeyOf } from "./keyedHashes.ts";
import { referrersTo } from "./referrers.ts";
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

const TYPES_IN_ORDER = ["CasualtyReport", "Event", "Article", "Place", "Actor"] as const;

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
  #done = 0;

  constructor(store: Store, corpus: ImportedCorpus, by: ImportedBy) {
    this.#store = store;
    this.#corpus = corpus;
    this.#by = by;
  }

  /** @throws ChangeRefusedError if another corpus has a record with one of the ids */
  write(batch: readonly CorpusRecord[]): Promise<ImportCounts> {
    return asWriter(this.#store, (writing) => this.#write(writing, batch));
  }

  async #write(writing: WriteTransaction, batch: readonly CorpusRecord[]): Promise<ImportCounts> {
    const counts = { added: 0, revised: 0, unchanged: 0, kept: 0 };
    const records = [...new Map(batch.map((record) => [idOf(record), record])).values()].filter(
      (record) => !this.#shared.has(idOf(record)),
    );
    const known = new Map(this.#shared);
    for (const [id, record] of await existingBySlugs(
      writing.db,
      records.map(({ slug }) => slug),
    ))
      known.set(id, record);
    const changed: CorpusRecord[] = [];
    const hashes = new Map<CorpusRecord, string>();
    const { isSame } = await hashKeyOf(writing.db);
    for (const record of records) {
      const existing = known.get(idOf(record));
      if (existing && existing.corpus !== this.#corpus.slug) {
        // An actor that another corpus describes, such as a state, is used as it is.
        if (record.type === "Actor") continue;
        throw new ChangeRefusedError(
          `The store already contains the ${record.type} “${record.slug}”, from the corpus “${existing.corpus}”. Nothing of this batch was imported.`,
        );
      }
      const hash = importHash(record);
      hashes.set(record, hash);
      if (!existing) changed.push(record);
      else {
        this.#seen.add(existing.key);
        if (existing.apiWrite !== null) {
          if (isSame(existing.loadedHash, hash)) counts.unchanged++;
          else counts.kept++;
        } else if (isSame(existing.contentHash, hash)) counts.unchanged++;
        else changed.push(record);
      }
    }
    this.#done += records.length;
    if (changed.length > 0) {
      const { by, reason } = this.#by;
      const write = await beginWrite(writing.db, { by, caller: null, reason, now: this.#by.now() });
      const sources = await this.#writeCorpus(writing.db, write.number);
      const { source } = this.#corpus;
      const withheld = new Set(
        source.showsText ? [] : records.flatMap((record) => (record.type === "Article" ? [record.slug] : [])),
      );
      counts.added = await applyChanges(writing, write, {
        corpus: this.#corpus.slug,
        isLoad: true,
        changed,
        hashOf: (record) => required(hashes.get(record), "The hash of a record"),
        withdrawn: [],
        known,
        withheld,
        sources,
      });
      counts.revised = changed.length - counts.added;
      await this.#keepLoadedHashes(writing.db, changed, known, hashes);
      await reapplyWithdrawals(writing, { write: write.number, changed, folder: records });
    }
    await this.#remember(writing.db, records, known);
    return counts;
  }

  #writeCorpus(db: Db, write: number): Promise<ReadonlyMap<string, number>> {
    const { source, slug, title, version, description } = this.#corpus;
    const hash = sha256(`${slug} ${version} ${this.#done}`);
    return writeCorpusRow(
      db,
      { slug, title, version, description, sources: [source] },
      { hash, folderHash: null, fingerprint: null, write },
    );
  }

  /** For records that are revised: what the dataset said last, so that a later review is not overwritten. */
  async #keepLoadedHashes(
    db: Db,
    changed: readonly CorpusRecord[],
    known: ExistingRecords,
    hashes: ReadonlyMap<CorpusRecord, string>,
  ): Promise<void> {
    for (const record of changed) {
      const existing = known.get(idOf(record));
      if (!existing) continue;
      const loadedHash = hashes.get(record) ?? null;
      await db.updateTable("record").set({ loadedHash }).where("key", "=", existing.key).execute();
    }
  }

  async #remember(db: Db, records: readonly CorpusRecord[], known: ExistingRecords): Promise<void> {
    const fresh = records.filter((record) => !known.has(idOf(record)));
    for (const [id, record] of await existingBySlugs(
      db,
      fresh.map(({ slug }) => slug),
    )) {
      this.#seen.add(record.key);
      if (record.type === "Actor" || record.type === "Place" || record.slug === this.#corpus.slug)
        this.#shared.set(id, record);
    }
    for (const record of records) {
      const existing = known.get(idOf(record));
      if (existing && (record.type === "Actor" || record.type === "Place")) this.#shared.set(idOf(record), existing);
    }
  }

  /** The records of earlier imports of this dataset that none of the written batches had. */
  async missing(): Promise<number> {
    return (await this.#missing(this.#store.db)).length;
  }

  async #missing(db: Db): Promise<number[]> {
    const { rows } = await sql<{ key: number }>`
      select record."key" from "record" where record."corpus" = ${this.#corpus.slug}
        and not exists (select 1 from "change" where change.record = record."key" and change.kind = 'WITHDRAWN'
          and change.position = (select max(c.position) from "change" as c where c.record = record."key"))`.execute(db);
    return rows.flatMap(({ key }) => (this.#seen.has(key) ? [] : [key]));
  }

  /** Withdraws the missing records, those that nothing else refers to. Their history stays. @returns how many */
  withdrawMissing(): Promise<number> {
    return asWriter(this.#store, async (writing) => {
      const missing = await this.#missing(writing.db);
      if (missing.length === 0) return 0;
      const reason = `The record is not in ${this.#corpus.title} ${this.#corpus.version}.`;
      const write = await beginWrite(writing.db, { by: this.#by.by, caller: null, reason, now: this.#by.now() });
      const sources = await this.#writeCorpus(writing.db, write.number);
      let withdrawn = 0;
      // In this order, nothing that is withdrawn is referred to by what stays.
      for (const type of TYPES_IN_ORDER)
        for (const keys of chunks(missing)) {
          const found = await existingRecords(
            writing.db,
            sql`record.type = ${type} and record.key in (${sql.join(keys)})`,
          );
          const referred = new Set((await referrersTo(writing.db, keys)).map(({ to }) => to));
          const gone = [...found.values()].filter(({ key, contentHash }) => contentHash !== null && !referred.has(key));
          await applyChanges(writing, write, {
            corpus: this.#corpus.slug,
            isLoad: true,
            changed: [],
            hashOf: () => "",
            withdrawn: gone.map((record) => ({ record, by: null, reason: null })),
            known: new Map(),
            withheld: new Set(),
            sources,
          });
          withdrawn += gone.length;
        }
      return withdrawn;
    });
  }
}

/**
 * The hash of what the dataset says. Not part of it: where the row is in the file, and since when the claimant has said it, which
 * is the release that first had the figure. So a new release changes only the records whose content changed.
 */
function importHash(record: CorpusRecord): string {
  return contentHash(record.type === "CasualtyReport" ? { ...record, statedAt: null } : record, NONE);
}
const NONE: ReadonlySet<string> = new Set();
