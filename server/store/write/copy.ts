import { setImmediate } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import { chunks, insertAll } from "../db/batchInsert.ts";
import type { Db, Store, WriteTransaction } from "../db/database.ts";
import { COPIED_TABLES, GENERATED_KEYS, type TableName } from "../db/tableKeys.ts";
import { TABLE_OF } from "../db/tables.ts";
import { reindex } from "./reindex.ts";

export interface CopyOptions {
  /** If the signal is aborted, the copy fails with the signal's reason. */
  readonly signal: AbortSignal;
  onProgress?(done: number, total: number): void;
}

/** The number of rows to read at once. */
const PAGE = 1000;

/**
 * Copies all rows of all tables, with their keys, into empty tables of the same structure, on the same or another kind of
 * database, and builds the search index. Call it with both in a transaction, so that it
 * reads one state, and changes the target completely or not at all.
 */
export async function copyRows(from: Pick<Store, "db">, to: WriteTransaction, options: CopyOptions): Promise<number> {
  const total = (await Promise.all(COPIED_TABLES.map((table) => countOf(from.db, table)))).reduce((a, b) => a + b);
  let done = 0;
  for (const table of COPIED_TABLES) {
    for await (const rows of pagesOf(from.db, table)) {
      await notAborted(options);
      await insertAll(to, table, rows as never);
      done += rows.length;
      options.onProgress?.(done, total);
    }
    await countOn(to, table);
  }
  for (const type of Object.keys(TABLE_OF) as RecordType[]) await reindexAll(to, type, options);
  return done;
}

/** True if all tables are empty. */
export async function isEmpty(db: Db): Promise<boolean> {
  for (const table of COPIED_TABLES)
    if ((await sql`select 1 from ${sql.table(table)} limit 1`.execute(db)).rows.length > 0) return false;
  return true;
}

/** Removes all rows. The database continues to count keys where it was, so no key is used twice. */
export async function removeRows({ db }: WriteTransaction): Promise<void> {
  await sql`delete from "search"`.execute(db);
  for (const table of COPIED_TABLES.toReversed()) await sql`delete from ${sql.table(table)}`.execute(db);
}

async function countOf(db: Db, table: TableName): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as "count" from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.count);
}

type Row = Readonly<Record<string, unknown>>;

async function* pagesOf(db: Db, table: TableName): AsyncGenerator<readonly Row[]> {
  const key = GENERATED_KEYS[table];
  const page = async (rest: RawBuilder<unknown>) =>
    (await sql<Row>`select * from ${sql.table(table)} ${rest}`.execute(db)).rows;
  if (key === null) {
    const [first] = await page(sql`limit 1`);
    // Orders by all columns: rows that are equal in all columns are interchangeable.
    const order = sql.join(Object.keys(first ?? {}).map((column) => sql.ref(column)));
    for (let at = 0; first; at += PAGE) {
      const rows = await page(sql`order by ${order} limit ${PAGE} offset ${at}`);
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) return;
    }
    return;
  }
  for (let last = 0; ; ) {
    const rows = await page(sql`where ${sql.ref(key)} > ${last} order by ${sql.ref(key)} limit ${PAGE}`);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    last = Number(rows.at(-1)?.[key]);
  }
}

/** Makes PostgreSQL continue from the greatest key, or from its own count if greater. SQLite does this by itself. */
async function countOn({ db, dialect }: WriteTransaction, table: TableName): Promise<void> {
  const key = GENERATED_KEYS[table];
  if (dialect === "sqlite" || key === null) return;
  await sql`
    select setval("sequence", "last") from (
      select "sequence", greatest(
        (select max(${sql.ref(key)}) from ${sql.table(table)}), pg_sequence_last_value("sequence")) as "last"
      from (select pg_get_serial_sequence(${`"${table}"`}, ${key})::regclass as "sequence") as "found"
    ) as "counted" where "last" is not null`.execute(db);
}

async function reindexAll(writing: WriteTransaction, type: RecordType, options: CopyOptions): Promise<void> {
  const { rows } = await sql<{ record: number }>`
    select "record" from ${sql.table(TABLE_OF[type])} where "recordedUntil" is null`.execute(writing.db);
  for (const some of chunks(rows)) {
    await notAborted(options);
    await reindex(
      writing,
      some.map(({ record }) => ({ type, record })),
    );
  }
}

/** Lets signals arrive between SQLite's statements, which block. */
async function notAborted({ signal }: CopyOptions): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
