import { type Selectable, sql } from "kysely";
import type { Tables, VersionedTable } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** One version of a record, as a row of its type's table. */
export type Row<Table extends VersionedTable> = Selectable<Tables[Table]>;

/** Columns that identify a record outside this database. Several records may share a value. */
export type NaturalKey = "url" | "wikidataId" | "isoAlpha2" | "isoAlpha3";

/** The versions visible at the data revision that have one of the values in the column, in no defined order. One statement. */
export async function visibleRows<Table extends VersionedTable>(
  scope: ReadScope,
  table: Table,
  column: "record" | "slug" | NaturalKey,
  values: readonly (number | string)[],
): Promise<Row<Table>[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<Row<Table>>`
    select * from ${sql.table(table)} where ${visibleAt(scope)} and ${sql.ref(column)} in (${sql.join(values)})`.execute(
    scope.db,
  );
  return rows;
}
