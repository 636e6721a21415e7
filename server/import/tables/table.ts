/** One row of a table that is imported, with the place of each value for messages and evidence. */
export interface TableRow {
  /** The row, from 1. The header counts as a row; in GeoJSON, features count from 1. */
  readonly number: number;
  /** The line on which the row ends; null if the format has no lines. */
  readonly line: number | null;
  /** The values by column, without a prototype. A missing value is an empty text. */
  readonly values: Readonly<Record<string, string>>;
}

/** A table as a file contains it. Disposing closes the file. */
export interface Table extends AsyncDisposable {
  /** The name of the file, without its folder. */
  readonly file: string;
  readonly columns: readonly string[];
  /** How many bytes there are, and how many have been read. */
  readonly bytes: number;
  readonly bytesRead: () => number;
  readonly rows: AsyncIterable<readonly TableRow[]>;
}
