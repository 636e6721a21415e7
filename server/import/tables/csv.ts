import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { CsvError, type Info, parse } from "csv-parse";
import { ImportError } from "../faults.ts";
import type { Table, TableRow } from "./table.ts";

/** The number of rows that are handed on at a time. */
const ROWS = 500;

/**
 * Opens a CSV file: UTF-8, with a header. The separator is a comma, a semicolon or a tab, whichever the header has most of.
 * @throws ImportError if the file is not such a table
 */
export async function openCsv(path: string, signal: AbortSignal): Promise<Table> {
  const file = basename(path);
  const { size } = await stat(path);
  const refuse = (line: number | null, problem: string): never => {
    throw new ImportError([{ file, row: null, line, column: null, problem }]);
  };
  const separator = await separatorOf(path);
  const input = createReadStream(path, { signal });
  const parser = input.pipe(parse({ bom: true, info: true, delimiter: separator, relax_column_count: false }));
  input.on("error", (error) => parser.destroy(error));
  const records = withReadableErrors(parser, file);
  const first = await records.next();
  const columns = first.done ? refuse(null, "is empty; a table begins with a header") : first.value.record;
  const repeated = columns.find((name, at) => columns.indexOf(name) !== at);
  if (repeated !== undefined) refuse(1, `has the column “${repeated}” twice; rename one of them`);

  async function* rows(): AsyncGenerator<readonly TableRow[]> {
    let batch: TableRow[] = [];
    for await (const { record, info } of records) {
      const values: Record<string, string> = {};
      for (let at = 0; at < columns.length; at++) values[columns[at] as string] = record[at] ?? "";
      batch.push({ number: info.records, line: info.lines, values });
      if (batch.length === ROWS) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return { file, columns, bytes: size, bytesRead: () => input.bytesRead, rows: rows() };
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

async function* withReadableErrors(parser: AsyncIterable<Parsed>, file: string): AsyncGenerator<Parsed> {
  try {
    yield* parser;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines, records } = error as CsvError & Partial<Info>;
    const row = typeof records === "number" ? records + 1 : null;
    throw new ImportError([{ file, row, line: lines ?? null, column: null, problem: problemOf(error) }]);
  }
}

function problemOf(error: CsvError): string {
  if (error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH")
    return `has another number of values than the header; put texts with separators into quotation marks`;
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return "has a quotation mark that is not closed; close it or remove it";
  if (error.code === "CSV_INVALID_CLOSING_QUOTE" || error.code === "INVALID_OPENING_QUOTE")
    return "has a quotation mark inside a value; write it twice and put the value into quotation marks";
  return `is not valid CSV: ${error.message}`;
}

async function separatorOf(path: string): Promise<string> {
  let header = "";
  for await (const piece of createReadStream(path, { end: 65_535, encoding: "utf8" })) header += piece;
  const end = header.search(/[\r\n]/);
  const line = (end < 0 ? header : header.slice(0, end)).replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((separator) => [separator, line.split(separator).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
