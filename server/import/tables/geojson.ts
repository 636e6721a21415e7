import { basename } from "node:path";
import type { Readable } from "node:stream";
import chain from "stream-chain";
import { parser } from "stream-json";
import { pick } from "stream-json/filters/pick.js";
import { streamArray } from "stream-json/streamers/stream-array.js";
import { unstorableCharacter } from "../../domain/storableText.ts";
import { ImportError } from "../faults.ts";
import { inBatches } from "./inBatches.ts";
import type { Table, TableRow } from "./table.ts";
import { fileFault, tableStream } from "./tableStream.ts";

interface Item {
  readonly key: number;
  readonly value: unknown;
}

/**
 * Opens a GeoJSON file (RFC 7946) with a list of features. The properties of the first feature are the columns. Further columns are
 * `latitude` and `longitude`: the position of a point, unless the properties have them.
 * @throws ImportError if the file has no features, or is not JSON
 */
export async function openGeoJson(path: string, signal: AbortSignal): Promise<Table> {
  const features = chain([parser(), pick({ filter: "features" }), streamArray()]) as unknown as Readable &
    NodeJS.WritableStream;
  const notJson = (error: Error) => fileFault(basename(path), `is not valid JSON: ${error.message}`);
  const stream = await tableStream<Item>(path, features, signal, notJson);
  try {
    const first = await stream.items.next();
    if (first.done) throw fileFault(stream.file, "has no features; a GeoJSON file has a list `features`");
    const row = toRow(stream.file, first.value, null);
    const columns = Object.keys(row.values);
    return { ...stream, columns, rows: inBatches(toRows(stream.file, row, stream.items, new Set(columns))) };
  } catch (error) {
    await stream[Symbol.asyncDispose]();
    throw error;
  }
}

async function* toRows(
  file: string,
  first: TableRow,
  others: AsyncIterable<Item>,
  columns: ReadonlySet<string>,
): AsyncGenerator<TableRow> {
  yield first;
  for await (const item of others) yield toRow(file, item, columns);
}

interface Feature {
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** @param columns null for the first feature, whose properties are the columns */
function toRow(file: string, { key, value }: Item, columns: ReadonlySet<string> | null): TableRow {
  const number = key + 1;
  const refuse = (column: string | null, problem: string): never => {
    throw new ImportError([{ file, row: number, line: null, column, problem }]);
  };
  const { geometry, properties } = (value ?? {}) as Feature;
  if (!properties || typeof properties !== "object") return refuse(null, "has no properties");
  // Without a prototype, so that a property may be called `constructor`.
  const values: Record<string, string> = Object.create(null);
  Object.assign(values, positionOf(geometry));
  for (const [written, inner] of Object.entries(properties)) {
    const name = written.trim();
    if (name === "") refuse(null, "has a property without a name; give it a name");
    if (columns?.has(name) === false) refuse(name, "is not a property of the first feature; give it to all features");
    values[name] = textOf(inner);
    const character = unstorableCharacter(`${name}${values[name]}`);
    if (character !== null) refuse(name, `contains ${character}, which cannot be stored; remove it`);
  }
  return { number, line: null, values };
}

function positionOf(geometry: Feature["geometry"]): { latitude: string; longitude: string } {
  const [longitude, latitude] =
    geometry?.type === "Point" && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  return typeof latitude === "number" && typeof longitude === "number"
    ? { latitude: `${latitude}`, longitude: `${longitude}` }
    : { latitude: "", longitude: "" };
}

const textOf = (value: unknown): string =>
  value == null ? "" : typeof value === "object" ? JSON.stringify(value) : `${value}`;
