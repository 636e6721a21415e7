import { type RawBuilder, type SqlBool, sql } from "kysely";
import { findName, mayContainName } from "../../../domain/names/findName.ts";
import { maskSpans } from "../../../domain/names/mask.ts";
import type { NameForms } from "../../../domain/names/nameForms.ts";
import { sha256 } from "../../../domain/text.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import type { TableName } from "../../db/tableKeys.ts";
import { isInList, listParameter } from "../../db/valueList.ts";
import { maskRow } from "./maskRow.ts";
import { ownerOf } from "./relatedRecords.ts";
import { broughtBy, type OnChange, pageKey, type Row, rowsOf, updateRow } from "./rows.ts";
import { wordColumns } from "./wordColumns.ts";

/** The rows of a table in which a name may be. */
export interface Found {
  readonly table: TableName;
  readonly columns: readonly string[];
  /** The rows' keys or, if the table has none, the rows. */
  readonly rows: readonly (number | Row)[];
  /** Those of them that contain the whole name. */
  readonly certain: ReadonlySet<number | Row>;
}

/**
 * Searches all columns of words of all tables.
 * @param write if not null, only what this write brought
 */
export async function findRows(on: WriteTransaction, forms: NameForms, write: number | null): Promise<Found[]> {
  const found: Found[] = [];
  for (const [table, columns] of await wordColumns(on)) {
    const rows: (number | Row)[] = [];
    const certain = new Set<number | Row>();
    for await (const row of rowsOf(on, table, write === null ? undefined : broughtBy(table, write))) {
      const words = columnsIn(table, row, columns)
        .flatMap((column) => (row[column] as string | null) ?? [])
        .join("\n");
      if (!mayContainName(words, forms)) continue;
      const name = nameOf(table, row);
      rows.push(name);
      const changes = maskRow(table, row, columnsIn(table, row, columns), (text) => withoutName(text, forms, false));
      if (Object.keys(changes).length > 0) certain.add(name);
    }
    if (rows.length > 0) found.push({ table, columns, rows, certain });
  }
  return found;
}

/** The words of a cell are not in the text of an article, from which other quotes are cut anew. */
const columnsIn = (table: TableName, row: Row, columns: readonly string[]): readonly string[] =>
  table === "evidence" && row.cellFile !== null ? [...columns, "quote"] : columns;

function nameOf(table: TableName, row: Row): number | Row {
  const key = pageKey(table);
  return key === null ? row : Number(row[key]);
}

const withoutName = (text: string, forms: NameForms, isAbout: boolean): string =>
  maskSpans(text, findName(text, forms, isAbout));

/** The records that contain the whole name. */
export async function recordsWithName(on: WriteTransaction, found: readonly Found[]): Promise<Set<number>> {
  const records = new Set<number>();
  for (const { table, certain } of found)
    for (const some of chunks([...certain].filter((name) => typeof name === "number"))) {
      const { rows } = await sql<{ record: number | null }>`
        select distinct ${ownerOf(table)} as "record" from ${sql.table(table)} where ${hasKey(on, table, some)}`.execute(
        on.db,
      );
      for (const { record } of rows) if (record !== null) records.add(record);
    }
  return records;
}

const hasKey = ({ dialect }: WriteTransaction, table: TableName, keys: readonly number[]): RawBuilder<SqlBool> =>
  isInList(dialect, sql.ref(pageKey(table) ?? ""), listParameter(dialect, keys));

/** The records that are about the actor, and the writes that changed them. */
export interface About {
  readonly records: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
}

function isRelated(table: TableName, row: Row, { records, writes }: About): boolean {
  if (table === "write") return writes.has(Number(row.number));
  return table === "request" ? writes.has(Number(row.write)) : records.has(Number(row.owner));
}

/** Masks the name in the rows that were found, except texts of articles. */
export async function maskRows(
  on: WriteTransaction,
  forms: NameForms,
  found: readonly Found[],
  about: About,
  onChange: OnChange,
): Promise<void> {
  for (const { table, columns, rows, certain } of found) {
    if (table === "articleText") continue;
    for await (const row of asTheyAre(on, table, rows)) {
      const isAbout = certain.has(nameOf(table, row)) || isRelated(table, row, about);
      const own = columnsIn(table, row, columns);
      const changes = maskRow(table, row, own, (text) => withoutName(text, forms, isAbout));
      if (Object.keys(changes).length === 0) continue;
      const { quote } = changes;
      await updateRow(on, table, row, typeof quote === "string" ? { ...changes, articleHash: sha256(quote) } : changes);
      onChange(table, row);
    }
  }
}

/** Rows as they are now, with the record that each belongs to as `owner`. */
async function* asTheyAre(
  on: WriteTransaction,
  table: TableName,
  rows: readonly (number | Row)[],
): AsyncGenerator<Row> {
  if (pageKey(table) === null) return yield* rows as readonly Row[];
  for (const keys of chunks(rows as readonly number[]))
    yield* (
      await sql<Row>`select ${sql.table(table)}.*, ${ownerOf(table)} as "owner" from ${sql.table(table)}
        where ${hasKey(on, table, keys)}`.execute(on.db)
    ).rows;
}
