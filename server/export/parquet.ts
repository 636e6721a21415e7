import { zstdCompressSync } from "node:zlib";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { CellValue, Column, ColumnType } from "./columns.ts";

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

/** How many rows are in memory at once, and in one row group of the file. */
const GROUP = 10_000;

/** Everything but the name. Values may be unknown. A list of texts is never unknown, only empty. */
const ELEMENTS: Readonly<Record<ColumnType, (name: string) => SchemaElement[]>> = {
  text: (name) => [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }],
  integer: (name) => [{ name, type: "INT32", repetition_type: "OPTIONAL" }],
  decimal: (name) => [{ name, type: "DOUBLE", repetition_type: "OPTIONAL" }],
  boolean: (name) => [{ name, type: "BOOLEAN", repetition_type: "OPTIONAL" }],
  time: (name) => [{ name, type: "INT64", converted_type: "TIMESTAMP_MILLIS", repetition_type: "OPTIONAL" }],
  list: (name) => [
    { name, converted_type: "LIST", num_children: 1, repetition_type: "REQUIRED" },
    { name: "list", num_children: 1, repetition_type: "REPEATED" },
    { name: "element", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
  ],
  json: (name) => [{ name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" }],
};

const toStored = (type: ColumnType, value: CellValue): unknown => {
  if (type === "list") return value ?? [];
  return type === "time" && typeof value === "string" ? new Date(value) : value;
};

/**
 * Apache Parquet, compressed with Zstandard, in row groups of at most 10,000 rows.
 * @param about what the file says about itself, by name
 */
export async function* parquetPieces<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  about: Readonly<Record<string, string>>,
): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  /** What was written since the last call. The writer goes on counting the offsets in the whole file. */
  const written = (): Uint8Array => {
    const piece = writer.getBytes().slice();
    writer.index = 0;
    return piece;
  };
  const file = new ParquetWriter({
    writer,
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.flatMap(({ name, type }) => ELEMENTS[type](name)),
    ],
    codec: "ZSTD",
    compressors: { ZSTD: zstdCompressSync },
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: "conflict-graph",
  });
  let group: Row[] = [];
  const write = () =>
    file.write({
      columnData: columns.map((column) => ({
        name: column.name,
        data: group.map((row) => toStored(column.type, column.value(row))),
        // For queries that skip pages. It would take memory until the end of the file.
        offsetIndex: false,
      })),
      rowGroupSize: GROUP,
    });
  for await (const rows of pages) {
    group.push(...rows);
    if (group.length < GROUP) continue;
    await write();
    group = [];
    yield written();
  }
  if (group.length > 0) await write();
  await file.finish();
  yield written();
}
