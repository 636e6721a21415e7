import { type Options, stringify } from "csv-stringify/sync";
import type { CellValue, Column } from "./columns.ts";

export interface CsvOptions {
  /**
   * For a spreadsheet program: adds a byte order mark, so that it reads UTF-8, and an apostrophe before texts that it
   * would run as a formula. Other programs would read both as data.
   */
  readonly spreadsheet?: boolean | undefined;
}

/** RFC 4180: comma-separated, CRLF at the end of each line, quotes if a cell needs them. */
export const LINE_END = "\r\n";
export const LIST_SEPARATOR = ";";
const BYTE_ORDER_MARK = "\uFEFF";

/** A whole file: the header, and a line for each row. */
export const csvText = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], options: CsvOptions = {}): string =>
  csvHeader(columns, options) + csvLines(columns, rows, options);

/** The CSV of pages of rows, piece by piece. Waits for the first page, which may be refused. */
export async function* csvPieces<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  options: CsvOptions = {},
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const rows of pages) {
    yield (isFirst ? csvHeader(columns, options) : "") + csvLines(columns, rows, options);
    isFirst = false;
  }
  if (isFirst) yield csvHeader(columns, options);
}

const csvHeader = (columns: readonly { readonly name: string }[], { spreadsheet }: CsvOptions): string =>
  (spreadsheet ? BYTE_ORDER_MARK : "") + lines([columns.map(({ name }) => name)], {});

const csvLines = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], { spreadsheet }: CsvOptions): string =>
  lines(
    rows.map((row) => columns.map((column) => cell(column.value(row)))),
    { escape_formulas: spreadsheet === true },
  );

/** A single carriage return or line feed is quoted too: readers take either for the end of a line. */
const lines = (cells: readonly (readonly (string | number)[])[], options: Options): string =>
  stringify([...cells] as never[], { record_delimiter: LINE_END, quote_record_delimiter: true, ...options });

/** Numbers stay numbers, so that the minus sign of a longitude is not mistaken for a formula. */
function cell(value: CellValue): string | number {
  if (value === null) return "";
  if (typeof value === "boolean") return String(value);
  return typeof value === "object" ? value.join(LIST_SEPARATOR) : value;
}
