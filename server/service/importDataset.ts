import { basename } from "node:path";
import type { CorpusRecord } from "../domain/records.ts";
import type { Dataset, DatasetReader } from "../import/dataset.ts";
import { DATASETS, datasetOf, missingColumns, unknownColumns } from "../import/datasets/datasets.ts";
import { ImportError, type TableFault } from "../import/faults.ts";
import { RowReader } from "../import/rowReader.ts";
import { openTable } from "../import/tables/openTable.ts";
import type { TableRow } from "../import/tables/table.ts";
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
  /** Records of earlier imports that the file lacks, and that were not withdrawn. */
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
  const { signal } = options;
  const table = await openTable(path, signal);
  const dataset = chooseDataset(path, table.columns, options.dataset);
  const release = options.release ?? dataset.releaseOf(basename(path));
  const reader = dataset.reader({ release, ucdpActors: await actorsByUcdpId(store) });
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
  const counts = { added: 0, revised: 0, unchanged: 0, kept: 0 };
  const leftOut = new Map<string, number>();
  let rows = 0;
  const write = async (batch: readonly TableRow[]) => {
    signal.throwIfAborted();
    const read = readBatch(table.file, reader, batch, leftOut, rows);
    const done = await records.write(rows === 0 ? [...reader.shared, ...read] : read);
    for (const name of Object.keys(counts) as (keyof ImportCounts)[]) counts[name] += done[name];
    rows += batch.length;
    options.onProgress?.({ rows, bytesRead: table.bytesRead(), bytes: table.bytes });
  };
  let pending: TableRow[] = [];
  for await (const some of table.rows) {
    pending.push(...some);
    if (pending.length < ROWS_PER_WRITE) continue;
    await write(pending);
    pending = [];
  }
  if (pending.length > 0) await write(pending);
  const withdrawn = options.withdrawMissing ? await records.withdrawMissing() : 0;
  const missing = options.withdrawMissing ? 0 : await records.missing();
  return { ...counts, dataset, release, rows, withdrawn, missing, leftOut };
}

function chooseDataset(path: string, columns: readonly string[], id: string | null): Dataset {
  const fault = (problem: string) =>
    new ImportError([{ file: basename(path), row: null, line: null, column: null, problem }]);
  const dataset = id === null ? datasetOf(columns) : DATASETS.find((known) => known.id === id);
  if (!dataset) {
    const known = DATASETS.map(({ id: name }) => name).join(", ");
    throw fault(
      id === null
        ? `has the columns of no dataset that is known here (${known}); import any other table with --map`
        : `cannot be imported as “${id}”; known here: ${known}`,
    );
  }
  const missing = missingColumns(dataset, columns);
  if (missing.length > 0) throw fault(`lacks the columns ${missing.join(", ")} of ${dataset.title}`);
  const unknown = unknownColumns(dataset, columns);
  if (unknown.length > 0)
    throw fault(
      `has columns that ${dataset.title} is not known to have: ${unknown.join(", ")}; nobody has said what they mean, so remove them or use --map`,
    );
  return dataset;
}

function readBatch(
  file: string,
  reader: DatasetReader,
  batch: readonly TableRow[],
  leftOut: Map<string, number>,
  before: number,
): CorpusRecord[] {
  const faults: TableFault[] = [];
  const records: CorpusRecord[] = [];
  for (const row of batch) {
    const read = reader.read(new RowReader(file, row, faults));
    records.push(...read.records);
    for (const reason of read.leftOut) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  }
  if (faults.length === 0) return records;
  const kept =
    before === 0
      ? "Nothing was imported."
      : `The first ${before} rows were imported. Correct the file and run the command again: rows that were imported are not repeated.`;
  throw new ImportError(faults, kept);
}
