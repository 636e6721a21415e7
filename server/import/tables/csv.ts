import { open } from "node:fs/promises";
import { basename } from "node:path";
import { CsvError, type Info, parse } from "csv-parse";
import { ImportError } from "../faults.ts";
import { inBatches } from "./inBatches.ts";
import type { Table, TableRow } from "./table.ts";
import { fileFault, tableStream } from "./tableStream.ts";

/** A longer row has a quotation mark that is not closed, and would fill the memory. In bytes. */
const LONGEST_ROW = 4_000_000;

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * Opens a CSV file: UTF-8, with a header. The separator is a comma, a semicolon or a tab, whichever the header has most of. Empty
 * lines are skipped.
 * @throws ImportError if the file is not such a table
 */
export async function openCsv(path: string, signal: AbortSignal): Promise<Table> {
  const parser = parse({
    bom: true,
    info: true,
    delimiter: await separatorOf(path),
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  const stream = await tableStream<Parsed>(path, parser, signal, (error) => faultOf(path, error));
  try {
    const first = await stream.items.next();
    if (first.done) throw fileFault(stream.file, "is empty; a table begins with a header");
    const columns = first.value.record.map((name) => name.trim());
    const problem = headerProblem(columns);
    if (problem !== null)
      throw new ImportError([{ file: stream.file, row: 1, line: first.value.info.lines, column: null, problem }]);
    return { ...stream, columns, rows: inBatches(toRows(stream.items, columns)) };
  } catch (error) {
    await stream[Symbol.asyncDispose]();
    throw error;
  }
}

async function* toRows(parsed: AsyncIterable<Parsed>, columns: readonly string[]): AsyncGenerator<TableRow> {
  for await (const { record, info } of parsed) {
    if (record.every((value) => value === "")) continue;
    // Without a prototype, so that a column may be called `constructor`.
    const values: Record<string, string> = Object.create(null);
    for (let at = 0; at < columns.length; at++) values[columns[at] ?? ""] = record[at] ?? "";
    yield { number: info.records + info.empty_lines, line: info.lines, values };
  }
}

function headerProblem(columns: readonly string[]): string | null {
  const nameless = columns.indexOf("");
  if (nameless >= 0) return `has no name for column ${nameless + 1}; name the column in the header, or remove it`;
  const repeated = columns.find((name, at) => columns.indexOf(name) !== at);
  return repeated === undefined ? null : `has the column “${repeated}” twice; rename one of them`;
}

function faultOf(path: string, error: Error): ImportError {
  const file = basename(path);
  if (!(error instanceof CsvError)) return fileFault(file, `cannot be read: ${error.message}`);
  const { lines, records, empty_lines = 0 } = error as CsvError & Partial<Info>;
  const row = typeof records === "number" ? records + empty_lines + 1 : null;
  return new ImportError([{ file, row, line: lines ?? null, column: null, problem: problemOf(error) }]);
}

function problemOf({ code, message }: CsvError): string {
  switch (code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH":
      return "does not have as many values as the header; put texts that contain the separator into quotation marks";
    case "CSV_QUOTE_NOT_CLOSED":
    case "CSV_MAX_RECORD_SIZE":
      return "has a quotation mark that is not closed; close it or remove it";
    case "CSV_INVALID_CLOSING_QUOTE":
    case "INVALID_OPENING_QUOTE":
      return "has a quotation mark inside a value; write it twice and put the value into quotation marks";
    default:
      return `is not valid CSV: ${message}`;
  }
}

/** The first 64 KB. Empty if the file cannot be read: then the stream of its rows says so. */
async function beginningOf(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } catch {
    return "";
  }
}

async function separatorOf(path: string): Promise<string> {
  const header = await beginningOf(path);
  const end = header.search(/[\r\n]/);
  const line = (end < 0 ? header : header.slice(0, end)).replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((separator) => [separator, line.split(separator).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
