import { type Selectable, sql } from "kysely";
import { executeCompiled } from "../db/compiledStatement.ts";
import type { Tables, VersionedTable } from "../db/tables.ts";
import { isInList, listParameter } from "../db/valueList.ts";
import { columnsKey, neededColumns, type ReadScope, visibleAt } from "./asOfRevision.ts";

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
  const { dialect, revision } = scope;
  const given = { list: listParameter(dialect, values) };
  const statement = ({ list }: typeof given) => sql<Row<Table>>`
    select ${neededColumns(scope, table, table, [column])} from ${sql.table(table)}
    where ${isInList(dialect, sql.ref(column), list)} and ${visibleAt(scope)}`;
  if (revision !== null) return (await statement(given).execute(scope.db)).rows;
  return executeCompiled(scope, `visible ${table} ${column} ${columnsKey(scope, table)}`, given, statement);
}
