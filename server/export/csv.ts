import type { CellValue, Column } from "./columns.ts";
import { rowWriter } from "./rowWriter.ts";

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
  csvHeader(columns, options) + csvLines(columns, options)(rows);

/** The CSV of pages of rows, piece by piece. Waits for the first page, which may be refused. */
export async function* csvPieces<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  options: CsvOptions = {},
): AsyncGenerator<string> {
  const lines = csvLines(columns, options);
  let isFirst = true;
  for await (const rows of pages) {
    yield (isFirst ? csvHeader(columns, options) : "") + lines(rows);
    isFirst = false;
  }
  if (isFirst) yield csvHeader(columns, options);
}

const csvHeader = (columns: readonly { readonly name: string }[], { spreadsheet }: CsvOptions): string =>
  `${spreadsheet ? BYTE_ORDER_MARK : ""}${columns.map(({ name }) => quoted(name)).join(",")}${LINE_END}`;

// Written by hand, because a library takes four times as long for each row, and would take most of the time of an export.
function csvLines<Row>(columns: readonly Column<Row>[], { spreadsheet }: CsvOptions): (rows: readonly Row[]) => string {
  const toText = spreadsheet ? guardedCell : cell;
  const line = rowWriter(columns, (column) => (row) => toText(column.value(row)));
  return (rows) => {
    let lines = "";
    for (const row of rows) lines += line(row) + LINE_END;
    return lines;
  };
}

function cell(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "string") return quoted(value);
  return typeof value === "object" ? quoted(value.join(LIST_SEPARATOR)) : String(value);
}

/** Numbers stay as they are, so that the minus sign of a longitude is not mistaken for a formula. */
function guardedCell(value: CellValue): string {
  const text = Array.isArray(value) ? value.join(LIST_SEPARATOR) : value;
  return typeof text === "string" && RUNS_AS_FORMULA.test(text) ? quoted(`'${text}`) : cell(value);
}

/** Also the full-width forms of the signs. */
const RUNS_AS_FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A single carriage return or line feed is quoted too: readers take either for the end of a line. */
const NEEDS_QUOTES = /[",\r\n]/;
const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
