import type { CorpusRecord } from "../../domain/records.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Dataset, ImportContext } from "../../import/dataset.ts";
import type { TableFault } from "../../import/faults.ts";
import { RowReader } from "../../import/rowReader.ts";
import type { Row } from "./datasetRows.ts";

export interface ReadRow {
  readonly records: readonly CorpusRecord[];
  readonly leftOut: readonly string[];
  /** Column and problem. */
  readonly faults: readonly string[];
  /** The columns that the importer looked at. */
  readonly looked: ReadonlySet<string>;
  all<Type extends RecordType>(type: Type): readonly Extract<CorpusRecord, { type: Type }>[];
  /** The claim whose id has this end. */
  claim(end: string): Extract<CorpusRecord, { type: "CasualtyReport" }> | undefined;
}

/** The hash of an empty file. */
export const MEDIA_HASH = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** What a dataset's importer makes of one row, the second of its file. */
export function readRow(dataset: Dataset, row: Row, given: Partial<ImportContext> = {}): ReadRow {
  const looked = new Set<string>();
  const values = new Proxy(row, {
    get(target, name) {
      looked.add(String(name));
      return Reflect.get(target, name);
    },
  });
  const faults: TableFault[] = [];
  const reader = dataset.reader({ release: null, mediaHash: MEDIA_HASH, ucdpActors: new Map(), ...given });
  const { records, leftOut } = reader.read(new RowReader("table.csv", { number: 2, line: 2, values }, faults));
  const all: ReadRow["all"] = (type) =>
    [...reader.shared, ...records].filter(
      (record): record is Extract<CorpusRecord, { type: typeof type }> => record.type === type,
    );
  return {
    records,
    leftOut,
    looked,
    faults: faults.map(({ column, problem }) => `${column} ${problem}`),
    all,
    claim: (end) => all("CasualtyReport").find(({ slug }) => slug.endsWith(`-${end}`)),
  };
}
