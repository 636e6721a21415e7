import { ExpectedError } from "../domain/errors.ts";

/** One fault of a corpus: where it is, what is wrong, and what would be right. */
export interface Fault {
  /** Relative to the corpus folder. */
  readonly file: string;
  /** Counted from 1; null if the fault concerns the whole file or folder. */
  readonly line: number | null;
  /** A path such as `casualtyReports[3].count.value`; null if the fault does not concern one field. */
  readonly field: string | null;
  readonly problem: string;
}

export function formatFault({ file, line, field, problem }: Fault): string {
  const place = line === null ? file : `${file}:${line}`;
  return field === null ? `${place}: ${problem}` : `${place} ${field}: ${problem}`;
}

/** All faults of a corpus at once. Nothing of the corpus was stored. */
export class CorpusError extends ExpectedError {
  override name = "CorpusError";
  readonly faults: readonly Fault[];

  constructor(folder: string, faults: readonly Fault[]) {
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    super(`The corpus in ${folder} has ${count}; nothing of it was loaded.\n${faults.map(formatFault).join("\n")}`);
    this.faults = faults;
  }
}

/** `["count", "tags", 2]` as `count.tags[2]`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`))
    .join("");
}
