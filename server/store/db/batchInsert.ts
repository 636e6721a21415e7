import { CompiledQuery, type Insertable, sql } from "kysely";
import type { Db, DialectName, WriteTransaction } from "./database.ts";
import { GENERATED_KEYS } from "./tableKeys.ts";
import type { Tables } from "./tables.ts";

/** The most rows of one statement in PostgreSQL, which takes them as one value. */
const MAX_ROWS = 2_000;
/** The numbers of rows of one statement in SQLite. They are few, so that statements stay prepared. */
const ROWS_AT_ONCE = [64, 8, 1] as const;

/** Splits keys into batches of 1000, each few enough for one statement. */
export function* chunks<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += 1000) yield values.slice(at, at + 1000);
}

/**
 * Inserts any number of rows, in few statements. All rows must have the same columns. The statements are not built by Kysely,
 * which would take more time than inserting.
 */
export async function insertAll<Table extends keyof Tables>(
  { db, dialect }: WriteTransaction,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  if (dialect === "postgres")
    for (let at = 0; at < rows.length; at += MAX_ROWS)
      await db.executeQuery(
        CompiledQuery.raw(jsonInsert(table, columns), [JSON.stringify(rows.slice(at, at + MAX_ROWS))]),
      );
  else
    for (let at = 0; at < rows.length; ) {
      const size = ROWS_AT_ONCE.find((known) => known <= rows.length - at) ?? 1;
      const values: unknown[] = [];
      for (const row of rows.slice(at, at + size) as readonly Readonly<Record<string, unknown>>[])
        for (const column of columns) values.push(row[column]);
      await db.executeQuery(CompiledQuery.raw(valuesInsert(table, columns, size), values));
      at += size;
    }
}

/** The texts of statements: SQLite's driver finds a prepared statement by its text. */
const texts = new Map<string, string>();
function remember(key: string, make: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = make();
  texts.set(key, text);
  return text;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const listed = (columns: readonly string[]): string => columns.map(quoted).join(", ");

const valuesInsert = (table: string, columns: readonly string[], rows: number): string =>
  remember(`${table} ${rows} ${columns.join()}`, () => {
    const row = `(${columns.map(() => "?").join(", ")})`;
    return `insert into ${quoted(table)} (${listed(columns)}) values ${Array.from({ length: rows }, () => row).join(", ")}`;
  });

const jsonInsert = (table: string, columns: readonly string[]): string =>
  remember(`${table} ${columns.join()}`, () => {
    const names = listed(columns);
    const key = Object.hasOwn(GENERATED_KEYS, table) ? GENERATED_KEYS[table as keyof typeof GENERATED_KEYS] : null;
    const withKeys = key !== null && columns.includes(key) ? " overriding system value" : "";
    return `insert into ${quoted(table)} (${names})${withKeys} select ${names} from json_populate_recordset((select t from ${quoted(table)} as t limit 0), $1::json)`;
  });

/**
 * Reserves generated keys of a table for rows that are about to be inserted, so that rows that refer to each other can be inserted
 * without reading back their keys. The caller must have the write lock.
 * @returns the first of `count` keys without gaps
 */
export async function reserveKeys(
  { db, dialect }: { readonly db: Db; readonly dialect: DialectName },
  table: keyof typeof GENERATED_KEYS,
  count: number,
): Promise<number> {
  const key = GENERATED_KEYS[table];
  if (key === null) throw new Error(`The table ${table} has no generated key.`);
  if (dialect === "sqlite") {
    // Inserting the keys moves SQLite's own counter.
    const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db);
    return (rows[0]?.seq ?? 0) + 1;
  }
  const sequence = sql`pg_get_serial_sequence(${quoted(table)}, ${key})`;
  const { rows } = await sql<{ first: string | number }>`
    select setval(${sequence}, nextval(${sequence}) + ${count - 1}::bigint) - ${count - 1}::bigint as "first"`.execute(
    db,
  );
  return Number(rows[0]?.first);
}
