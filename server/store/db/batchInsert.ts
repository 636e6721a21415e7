import { type Insertable, type Selectable, sql } from "kysely";

import type { Db } from "./database.ts";
import type { Tables, VersionColumns, VersionedTable } from "./tables.ts";

/** Below the limits for bound values in one statement: SQLite 32,766, PostgreSQL 65,535. */
const MAX_VALUES = 30_000;

/** Splits keys into batches of 1000, each few enough for one statement. */
export function* chunks<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < values.length; at += 1000) yield values.slice(at, at + 1000);
}

/** Inserts any number of rows, in as few statements as the limit for bound values allows. All rows must have the same columns. */
export async function insertAll<Table extends keyof Tables>(
  db: Db,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  await insertRows(db, table, rows, []);
}

/** Inserts rows of the table `record` and returns them with their generated keys. */
export function insertIdentities(
  db: Db,
  rows: readonly Insertable<Tables["record"]>[],
): Promise<Selectable<Tables["record"]>[]> {
  return insertRows(db, "record", rows, ["key", "type", "slug", "corpus", "loadedHash", "apiWrite"]);
}

/** Inserts versions of records of one type and returns the generated key of each, by record key. */
export async function insertVersionRows(
  db: Db,
  table: VersionedTable,
  rows: readonly Omit<Insertable<VersionColumns>, "key">[],
): Promise<Map<number, number>> {
  const inserted = await insertRows<{ record: number; key: number }>(db, table, rows, ["record", "key"]);
  return new Map(inserted.map(({ record, key }) => [record, key]));
}

async function insertRows<Returned>(
  db: Db,
  table: keyof Tables,
  rows: readonly object[],
  returned: readonly string[],
): Promise<Returned[]> {
  const names = Object.keys(rows[0] ?? {});
  const size = Math.max(1, Math.floor(MAX_VALUES / names.length));
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const returning = returned.length === 0 ? sql`` : sql`returning ${sql.join(returned.map((name) => sql.ref(name)))}`;
  const result: Returned[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const values = rows
      .slice(at, at + size)
      .map((row) => sql`(${sql.join(names.map((name) => (row as Record<string, unknown>)[name]))})`);
    const inserted =
      await sql<Returned>`insert into ${sql.table(table)} (${columns}) values ${sql.join(values)} ${returning}`.execute(
        db,
      );
    result.push(...inserted.rows);
  }
  return result;
}
