import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import chain from "stream-chain";
import { parser } from "stream-json";
import { pick } from "stream-json/filters/pick.js";
import { streamArray } from "stream-json/streamers/stream-array.js";
import { ImportError } from "../faults.ts";
import type { Table, TableRow } from "./table.ts";

/** The number of features that are handed on at a time. */
const ROWS = 500;

/**
 * Opens a GeoJSON file (RFC 7946) with a list of features. The properties are the columns; a point gives the columns
 * `latitude` and `longitude`, unless the properties have them.
 * @throws ImportError if the file has no features, or is not JSON
 */
export async function openGeoJson(path: string, signal: AbortSignal): Promise<Table> {
  const file = basename(path);
  const { size } = await stat(path);
  const input = createReadStream(path, { signal });
  const pipeline = chain([input, parser(), pick({ filter: "features" }), streamArray()]);
  input.on("error", (error) => pipeline.destroy(error));
  const features = readFeatures(pipeline as AsyncIterable<{ key: number; value: unknown }>, file);
  const first = await features.next();
  if (first.done) throw fault(file, null, "has no features; a GeoJSON file has a list `features`");

  async function* rows(): AsyncGenerator<readonly TableRow[]> {
    let batch: TableRow[] = [first.value];
    for await (const row of features) {
      batch.push(row);
      if (batch.length === ROWS) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return {
    file,
    columns: Object.keys(first.value.values),
    bytes: size,
    bytesRead: () => input.bytesRead,
    rows: rows(),
  };
}

const fault = (file: string, row: number | null, problem: string): ImportError =>
  new ImportError([{ file, row, line: null, column: null, problem }]);

async function* readFeatures(
  features: AsyncIterable<{ key: number; value: unknown }>,
  file: string,
): AsyncGenerator<TableRow> {
  try {
    for await (const { key, value } of features) yield toRow(file, key + 1, value);
  } catch (error) {
    if (error instanceof ImportError || !(error instanceof Error) || error.name === "AbortError") throw error;
    throw fault(file, null, `is not valid JSON: ${error.message}`);
  }
}

interface Feature {
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

function toRow(file: string, number: number, feature: unknown): TableRow {
  const { geometry, properties } = (feature ?? {}) as Feature;
  if (!properties || typeof properties !== "object") throw fault(file, number, "has no properties");
  const [longitude, latitude] =
    geometry?.type === "Point" && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  const values: Record<string, string> = {};
  if (latitude !== undefined) Object.assign(values, { latitude: `${latitude}`, longitude: `${longitude}` });
  for (const [name, value] of Object.entries(properties)) values[name] = textOf(value);
  return { number, line: null, values };
}

const textOf = (value: unknown): string =>
  value == null ? "" : typeof value === "object" ? JSON.stringify(value) : `${value}`;
