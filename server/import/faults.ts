import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";

/** What is wrong with a table, and where. */
export interface TableFault {
  readonly file: string;
  /** From 1, with the header; null if the fault concerns the whole file. */
  readonly row: number | null;
  /** The line on which the row ends; null if the format has no lines. */
  readonly line: number | null;
  readonly column: string | null;
  /** What is wrong and what would be right, as the rest of a sentence: “is not a whole number”. */
  readonly problem: string;
}

/** How many faults a message lists. */
const MOST_LISTED = 50;

export class ImportError extends ExpectedError {
  override name = "ImportError";
  readonly faults: readonly TableFault[];

  /** @param done what was kept, as a sentence */
  constructor(faults: readonly TableFault[], done = "Nothing was imported.") {
    const listed = faults.slice(0, MOST_LISTED).map(formatTableFault);
    const more = faults.length > listed.length ? [`… and ${faults.length - listed.length} more`] : [];
    super([...listed, ...more, done].join("\n"));
    this.faults = faults;
  }
}

export function formatTableFault({ file, row, line, column, problem }: TableFault): string {
  const place = [
    line === null ? printableName(file) : `${printableName(file)}:${line}`,
    ...(row === null ? [] : [`row ${row}`]),
    ...(column === null ? [] : [`column ${printableName(column)}`]),
  ];
  return `${place.join(", ")}: ${printableName(problem)}`;
}
