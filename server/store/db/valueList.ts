import { type RawBuilder, sql } from "kysely";
import type { DialectName } from "./database.ts";

type Values = readonly (number | string)[];

/** Many values as one parameter, so that the SQL is the same for any number of values. */
export const listParameter = (dialect: DialectName, values: Values): unknown =>
  dialect === "postgres" ? values : JSON.stringify(values);

/** SQL condition: the column has one of the values of a `listParameter`. */
export const isInList = (dialect: DialectName, column: RawBuilder<unknown>, parameter: unknown): RawBuilder<boolean> =>
  dialect === "postgres"
    ? sql<boolean>`${column} = any(${parameter})`
    : sql<boolean>`${column} in (select "value" from json_each(${parameter}))`;

/** SQL table expression: the integers of a `listParameter`, in the column `value`. */
export const integersOf = (dialect: DialectName, parameter: unknown, alias: string): RawBuilder<unknown> =>
  dialect === "postgres"
    ? sql`unnest(cast(${parameter} as integer[])) as ${sql.table(alias)}("value")`
    : sql`json_each(${parameter}) as ${sql.table(alias)}`;
