import { zstdDecompressSync } from "node:zlib";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEEDS } from "../config/config.ts";
import { collect, readTable } from "../testing/readCsv.ts";
import { type TestStore, testStore } from "../testing/testApp.ts";
import type { CellValue, Column } from "./columns.ts";
import type { FormatName } from "./formats.ts";
import { parquetPieces } from "./parquet.ts";
import { tableFile } from "./tableFile.ts";
import { TABLE_NAMES, TABLES, type TableName } from "./tables.ts";

const compressors = { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) };
const bytesOf = async (pieces: AsyncIterable<string | Uint8Array>): Promise<Buffer> =>
  Buffer.concat((await collect(pieces)).map((piece) => Buffer.from(piece as Uint8Array)));
const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

describe("Each table of the seeds", () => {
  let seeds: TestStore;
  beforeAll(async () => {
    seeds = await testStore("SQLite");
    await seeds.load(SEEDS);
  });
  afterAll(() => seeds[Symbol.asyncDispose]());
  const file = async (table: TableName, format: FormatName) =>
    bytesOf((await tableFile(seeds.store, { table, format })).pieces);
  const objects = async (table: TableName): Promise<Record<string, unknown>[]> =>
    (await file(table, "jsonl"))
      .toString()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  it.each(TABLE_NAMES)("has the same rows in every format: %s", async (table) => {
    const rows = await objects(table);
    const { columns } = TABLES[table];
    const csv = readTable((await file(table, "csv")).toString());
    const asCell = (value: unknown, { type }: Column<unknown>): string => {
      if (type === "list") return (value as string[]).join(";");
      return value === null ? "" : type === "json" ? JSON.stringify(value) : String(value);
    };
    expect(csv).toEqual(
      rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, asCell(row[column.name], column)]))),
    );

    const read = await parquetReadObjects({ file: arrayBuffer(await file(table, "parquet")), compressors });
    const stored = (value: unknown, { type }: Column<unknown>): unknown => {
      if (value === null) return null;
      return type === "json" ? JSON.stringify(value) : type === "time" ? new Date(String(value)) : value;
    };
    expect(read).toEqual(
      rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, stored(row[column.name], column)]))),
    );
  });

  it("is on the map where its coordinates, or those of its event, are", async () => {
    const claims = JSON.parse((await file("claims", "geojson")).toString());
    const find = (id: string) =>
      claims.features.find(({ properties }: { properties: { claim_id: string } }) => properties.claim_id === id);
    expect(find("vardenis-civilian-killed")).toMatchObject({
      type: "Feature",
      geometry: { type: "Point", coordinates: [45.7305, 40.1833] },
      properties: { coordinates_of: "claim", licence: "CC-BY-4.0" },
    });
    expect(find("afp-95-killed")).toBeUndefined();
    const events = JSON.parse((await file("events", "geojson")).toString());
    expect(events.features.length).toBeGreaterThan(5);
  });
});

it("A Parquet file with several row groups keeps all rows, and says what it contains", async () => {
  const columns: Column<number>[] = [
    { name: "number", description: "A number.", type: "integer", value: (row) => row },
    {
      name: "text",
      description: "A text.",
      type: "text",
      value: (row): CellValue => (row % 3 === 0 ? null : `é ${row}`),
    },
    { name: "tags", description: "Tags.", type: "list", value: (row) => (row % 2 === 0 ? [] : ["a", `b${row}`]) },
  ];
  async function* pages() {
    for (let at = 0; at < 25; at++) yield Array.from({ length: 1000 }, (_, index) => at * 1000 + index);
  }
  const file = arrayBuffer(await bytesOf(parquetPieces(columns, pages(), { title: "Numbers" })));
  const { row_groups: groups, key_value_metadata: about } = parquetMetadata(file);
  expect(groups.map(({ num_rows }) => Number(num_rows))).toEqual([10_000, 10_000, 5000]);
  expect(about).toEqual([{ key: "title", value: "Numbers" }]);
  const rows = await parquetReadObjects({ file, compressors });
  expect(rows).toHaveLength(25_000);
  expect(rows.at(-1)).toEqual({ number: 24_999, text: null, tags: ["a", "b24999"] });
});
