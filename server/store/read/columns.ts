import { type RawBuilder, sql } from "kysely";
import type { ReadScope } from "./asOfRevision.ts";

/** Rows by column: the values of one row stand at the same place in each. */
export type Columns<Row> = { readonly [Name in keyof Row]: readonly Row[Name][] };

/**
 * Many rows in one, each column a JSON list. Drivers make an object of every row and a value of every field by itself:
 * for thousands of rows that costs several times what finding them does.
 * @param columns the SQL of each
 */
export async function columnsOf<Row>(
  on: ReadScope,
  columns: Readonly<Record<keyof Row & string, RawBuilder<unknown>>>,
  from: RawBuilder<unknown>,
): Promise<Columns<Row>> {
  const toList = sql.raw(on.dialect === "postgres" ? "json_agg" : "json_group_array");
  const entries = Object.entries<RawBuilder<unknown>>(columns);
  // The lists are made in one pass over the rows, so all have them in the same order.
  const lists = entries.map(([name, column]) => sql`${toList}(${column}) as ${sql.ref(name)}`);
  const { rows } = await sql<Record<string, unknown>>`select ${sql.join(lists)} ${from}`.execute(on.db);
  return Object.fromEntries(entries.map(([name]) => [name, listOf(rows[0]?.[name])])) as Columns<Row>;
}

/** SQLite gives JSON as text. PostgreSQL's driver has read it, and gives null where there are no rows. */
const listOf = (value: unknown): unknown => (typeof value === "string" ? JSON.parse(value) : (value ?? []));
