import { setImmediate } from "node:timers/promises";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { WriteTransaction } from "../../db/database.ts";
import { GENERATED_KEYS, type TableName } from "../../db/tableKeys.ts";
import { TABLE_OF, type VersionedTable } from "../../db/tables.ts";

export type Row = Readonly<Record<string, unknown>>;
/** Called for each row that changes. */
export type OnChange = (table: TableName, row: Row) => void;

/** The number of rows to read at once. */
const PAGE = 1000;

const VERSIONED = new Set<string>(Object.values(TABLE_OF));
export const isVersioned = (table: TableName): table is VersionedTable => VERSIONED.has(table);

/** The rows that belong to a version of a record: the column with its key, and the table of the version. */
export const PARENTS: Partial<Record<TableName, Readonly<Record<string, VersionedTable | "denial">>>> = {
  articleText: { article: "article" },
  articleAgency: { article: "article" },
  mention: { version: "article" },
  affiliation: { actor: "actor" },
  participant: { event: "event" },
  denial: { report: "casualtyReport", event: "event" },
  evidence: { report: "casualtyReport", event: "event", denial: "denial" },
};

/** The column by which a table is read page by page; null if the table is small. */
export const pageKey = (table: TableName): string | null =>
  table === "articleText" ? "article" : GENERATED_KEYS[table];

/** The columns that identify a row of a table without a generated key. By default, all of them. */
const IDENTITIES: Partial<Record<TableName, readonly string[]>> = {
  articleText: ["article"],
  apiKey: ["id"],
  corpus: ["slug"],
  corpusState: ["corpus", "write"],
};

function identityOf(table: TableName, row: Row): readonly string[] {
  const key = GENERATED_KEYS[table];
  return IDENTITIES[table] ?? (key === null ? Object.keys(row) : [key]);
}

/** SQL: the rows that a write brought. Small tables are read as a whole. */
export function broughtBy(table: TableName, write: number): RawBuilder<SqlBool> {
  if (isVersioned(table)) return sql`"recordedFrom" = ${write}`;
  if (table === "write") return sql`"number" = ${write}`;
  if (table === "change" || table === "request" || table === "corpusState") return sql`"write" = ${write}`;
  const parents = Object.entries(PARENTS[table] ?? {});
  if (parents.length === 0) return sql`1 = 1`;
  const within = parents.map(
    ([column, parent]) =>
      sql`${sql.ref(column)} in (select "key" from ${sql.table(parent)} where ${broughtBy(parent, write)})`,
  );
  return sql`(${sql.join(within, sql` or `)})`;
}

/** Reads the rows of a table that meet a condition, page by page, so that the process can do other things in between. */
export async function* rowsOf(
  { db }: WriteTransaction,
  table: TableName,
  condition: RawBuilder<SqlBool> = sql`1 = 1`,
): AsyncGenerator<Row> {
  const key = pageKey(table);
  for (let last = 0; ; ) {
    const page = key === null ? sql`` : sql`and ${sql.ref(key)} > ${last} order by ${sql.ref(key)} limit ${PAGE}`;
    const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${condition} ${page}`.execute(db);
    yield* rows;
    if (key === null || rows.length < PAGE) return;
    last = Number(rows.at(-1)?.[key]);
    await setImmediate();
  }
}

/** Changes some columns of a row. */
export async function updateRow({ db }: WriteTransaction, table: TableName, row: Row, changes: Row): Promise<void> {
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  if (set.length === 0) return;
  const same = identityOf(table, row).map((column) =>
    row[column] === null ? sql`${sql.ref(column)} is null` : sql`${sql.ref(column)} = ${row[column]}`,
  );
  await sql`update ${sql.table(table)} set ${sql.join(set)} where ${sql.join(same, sql` and `)}`.execute(db);
}
