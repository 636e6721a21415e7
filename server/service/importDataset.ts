import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { CorpusRecord } from "../domain/records.ts";
import type { Dataset, DatasetReader } from "../import/dataset.ts";
import { DATASETS, datasetOf, missingColumns, unknownColumns } from "../import/datasets/datasets.ts";
import { ImportError, type TableFault } from "../import/faults.ts";
import { slugPart } from "../import/ids.ts";
import { RowReader } from "../import/rowReader.ts";
import { openTable } from "../import/tables/openTable.ts";
import type { Table, TableRow } from "../import/tables/table.ts";
import { fileFault } from "../import/tables/tableStream.ts";
import type { Store } from "../store/db/database.ts";
import { actorsByUcdpId } from "../store/read/ucdpActors.ts";
import { type ImportCounts, RecordImport } from "../store/write/importRecords.ts";

export interface ImportOptions {
  /** The id of the dataset; null to tell it by the header. */
  readonly dataset: string | null;
  /** The release; null to tell it by the name of the file. */
  readonly release: string | null;
  /** Whether records of earlier imports that the file lacks are withdrawn. */
  readonly withdrawMissing: boolean;
  readonly by: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly rows: number;
  readonly bytesRead: number;
  readonly bytes: number;
}

export interface ImportSummary extends ImportCounts {
  readonly dataset: Dataset;
  readonly release: string | null;
  readonly rows: number;
  readonly withdrawn: number;
  /**
   * Records of earlier imports that the file lacks, and that were not withdrawn: nobody asked for it, they were reviewed through the
   * API, or other records refer to them.
   */
  readonly missing: number;
  /** Why something was left out, and how often. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** The number of rows of one transaction. */
const ROWS_PER_WRITE = 1000;

/**
 * Imports a file of a dataset into a store, batch by batch. Each batch is imported completely or not at all, and an import that was
 * stopped can be repeated.
 * @throws ImportError with every fault of the first batch that has any, and the signal's reason between two batches
 */
export async function importDataset(store: Store, path: string, options: ImportOptions): Promise<ImportSummary> {
  const { signal, withdrawMissing } = options;
  await using table = await openTable(path, signal);
  const dataset = chooseDataset(table, options.dataset);
  const release = chooseRelease(table, dataset, options.release);
  const named = release === null ? dataset.title : `${dataset.title} ${release}`;
  const records = new RecordImport(
    store,
    {
      slug: dataset.id,
      title: dataset.title,
      version: release ?? "unknown release",
      description: `Imported from ${table.file}. ${dataset.url}`,
      source: { slug: dataset.id, ...dataset.source },
    },
    { by: options.by, reason: `${named} was imported from ${table.file}.`, now: Date.now },
  );
  const rows = new DatasetRows(
    table.file,
    dataset,
    dataset.reader({ release, mediaHash: await mediaHashOf(path), ucdpActors: await actorsByUcdpId(store) }),
  );
  const counts: ImportCounts = { added: 0, revised: 0, unchanged: 0, kept: 0 };
  const write = async (batch: readonly TableRow[]) => {
    signal.throwIfAborted();
    addCounts(counts, await records.write(rows.read(batch)));
    rows.imported += batch.length;
    options.onProgress?.({ rows: rows.imported, bytesRead: table.bytesRead(), bytes: table.bytes });
  };
  try {
    let pending: TableRow[] = [];
    for await (const some of table.rows) {
      pending.push(...some);
      if (pending.length < ROWS_PER_WRITE) continue;
      await write(pending);
      pending = [];
    }
    if (pending.length > 0) await write(pending);
  } catch (error) {
    throw error instanceof ImportError && rows.imported > 0 ? stoppedAfter(rows.imported, error) : error;
  }
  const withdrawn = withdrawMissing ? await records.withdrawMissing() : 0;
  const missing = await records.missing();
  return { ...counts, dataset, release, rows: rows.imported, withdrawn, missing, leftOut: rows.leftOut };
}

async function mediaHashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest("hex")}`;
}

export function addCounts(counts: ImportCounts, more: ImportCounts): void {
  for (const name of Object.keys(counts) as (keyof ImportCounts)[]) counts[name] += more[name];
}

const stoppedAfter = (rows: number, { faults }: ImportError): ImportError =>
  new ImportError(
    faults,
    `The first ${rows} rows were imported. Correct the file and run the command again: rows that were imported are not repeated.`,
  );

function chooseDataset({ file, columns }: Table, id: string | null): Dataset {
  const dataset = id === null ? datasetOf(columns) : DATASETS.find((known) => known.id === id);
  if (!dataset) {
    const known = DATASETS.map(({ id: name }) => name).join(", ");
    throw fileFault(
      file,
      id === null
        ? `does not have the columns of a known dataset (${known}); name one with --dataset to see which columns it lacks, or import the table with --map`
        : `cannot be imported as “${id}”; known here: ${known}`,
    );
  }
  const missing = missingColumns(dataset, columns);
  if (missing.length > 0) throw fileFault(file, `lacks the columns ${missing.join(", ")} of ${dataset.title}`);
  const unknown = unknownColumns(dataset, columns);
  if (unknown.length > 0)
    throw fileFault(
      file,
      `has columns that ${dataset.title} is not known to have: ${unknown.join(", ")}; remove them, or import the table with --map`,
    );
  return dataset;
}

function chooseRelease({ file }: Table, { release, title }: Dataset, given: string | null): string | null {
  if (given !== null && !release.isValid(given))
    throw fileFault(file, `cannot be release “${given}” of ${title}; write the release such as ${release.example}`);
  const found = given ?? release.ofFile(file);
  return found !== null && release.isValid(found) ? found : null;
}

/** Turns the rows of a file into records, and counts what is left out. */
class DatasetRows {
  readonly leftOut = new Map<string, number>();
  /** The number of rows whose records are in the store. */
  imported = 0;
  readonly #file: string;
  readonly #idColumn: string;
  readonly #reader: DatasetReader;
  readonly #rowOfId = new Map<string, number>();

  constructor(file: string, { idColumn }: Dataset, reader: DatasetReader) {
    this.#file = file;
    this.#idColumn = idColumn;
    this.#reader = reader;
  }

  /** @throws ImportError with every fault of the batch */
  read(batch: readonly TableRow[]): CorpusRecord[] {
    const faults: TableFault[] = [];
    const records: CorpusRecord[] = this.imported === 0 ? [...this.#reader.shared] : [];
    for (const row of batch) {
      const values = new RowReader(this.#file, row, faults);
      const read = this.#reader.read(values);
      this.#refuseRepeated(values);
      for (const record of read.records) records.push(record);
      for (const reason of read.leftOut) this.leftOut.set(reason, (this.leftOut.get(reason) ?? 0) + 1);
    }
    if (faults.length > 0) throw new ImportError(faults);
    return records;
  }

  #refuseRepeated(row: RowReader): void {
    const id = slugPart(row.raw(this.#idColumn));
    const before = this.#rowOfId.get(id);
    if (before === undefined) this.#rowOfId.set(id, row.row);
    else row.fault(this.#idColumn, `is “${row.raw(this.#idColumn)}”, as in row ${before}; two rows cannot have one id`);
  }
}
