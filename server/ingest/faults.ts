import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";

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

/** Something that is worth a look but may be right. It is written like a fault, and prevents nothing. */
export type Notice = Fault;

/** One line, or more if the problem has several: then all but the first are indented, so that none looks like another fault. */
export function formatFault({ file, line, field, problem }: Fault): string {
  const name = printableName(file);
  const place = line === null ? name : `${name}:${line}`;
  const message = problem.replaceAll("\n", "\n  ");
  return field === null ? `${place}: ${message}` : `${place} ${printableName(field)}: ${message}`;
}

/** All faults of a corpus at once. Nothing of the corpus was stored. */
export class CorpusError extends ExpectedError {
  override name = "CorpusError";
  readonly faults: readonly Fault[];

  constructor(folder: string, faults: readonly Fault[], notices: readonly Notice[] = []) {
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
    const lines = [
      `The corpus in ${printableName(folder)} has ${count}; nothing of it was loaded.`,
      ...faults.map(formatFault),
      ...(notices.length > 0 ? [formatNotices(notices)] : []),
    ];
    super(lines.join("\n"));
    this.faults = faults;
  }
}

export const formatNotices = (notices: readonly Notice[]): string =>
  ["To look at (these are not faults):", ...notices.map(formatFault)].join("\n");

/** `["count", "tags", 2]` as `count.tags[2]`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`))
    .join("");
}
