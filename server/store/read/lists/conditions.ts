import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DeniedMatter } from "../../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { byTime } from "./orders.ts";

/** The SQL conditions of list filters. Records are given by key, and times in UTC milliseconds. */
export type Condition = RawBuilder<SqlBool>;

/** A record matches if it has one of the values. Undefined means no condition. */
export type AnyOf<Value> = readonly Value[] | undefined;

/** Both ends are inclusive. A record matches if its own time overlaps the range; a record without a time does not. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export const allOf = (conditions: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;

/** A condition on a filter's field if the field is given. */
export const ifGiven = <Value>(value: Value | undefined, condition: (value: Value) => Condition): Condition[] =>
  value === undefined ? [] : [condition(value)];

export const isIn = (column: string, values: readonly (string | number)[]): Condition =>
  values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;

/** A condition for each column of the table for which values are given. */
export const columnsIn = (table: string, values: Readonly<Record<string, AnyOf<string | number>>>): Condition[] =>
  Object.entries(values).flatMap(([column, some]) => ifGiven(some, (given) => isIn(`${table}.${column}`, given)));

export const isWithin = (column: string, subquery: RawBuilder<number>): Condition =>
  sql<SqlBool>`${sql.ref(column)} in ${subquery}`;

/** The record keys of the visible rows of a table that meet the conditions. */
export const recordsWhere = (scope: ReadScope, table: string, ...conditions: readonly Condition[]) =>
  sql<number>`(select "record" from ${sql.table(table)} where ${allOf([visibleAt(scope), ...conditions])})`;

export const isNull = (column: string, wanted: boolean): Condition =>
  sql<SqlBool>`${sql.ref(column)} is ${sql.raw(wanted ? "" : "not ")}null`;

/**
 * The time between the columns `<name>From` and `<name>Until` of a table overlaps the range. The starts are compared by the
 * expression that lists are ordered by, so that an index of the order serves both. A time that ends in the range begins no
 * longer before it than the longest time of the table, which has an index (migration 009).
 */
export function overlaps(table: string, name: string, range: TimeRange): Condition {
  const [from, until] = [`${table}.${name}From`, `${table}.${name}Until`];
  const start = byTime(from)(false).expression;
  const longest = sql`(select max(${sql.ref(`${name}Until`)} - ${sql.ref(`${name}From`)}) from ${sql.table(table)})`;
  return allOf([
    isNull(from, false),
    ...ifGiven(range.until, (latest) => sql<SqlBool>`${start} <= ${latest}`),
    ...ifGiven(
      range.from,
      (earliest) => sql<SqlBool>`${sql.ref(until)} >= ${earliest} and ${start} >= ${earliest} - ${longest}`,
    ),
  ]);
}

/**
 * SQL condition: a row of `table`, called `related` in the conditions, belongs to the version and meets the conditions.
 * @param reference the column of `table` that refers to the version's key
 * @param version the column of the version's key, such as `event.key`
 */
export const hasRelated = (table: string, reference: string, version: string, conditions: readonly Condition[]) =>
  sql<SqlBool>`exists (select 1 from ${sql.table(table)} as related
    where ${allOf([sql<SqlBool>`${sql.ref(`related.${reference}`)} = ${sql.ref(version)}`, ...conditions])})`;

/** SQL condition: the event or report has a denial; if given, of one of these matters, by one of these actors or affiliates. */
export function hasDenial(
  scope: ReadScope,
  table: "event" | "casualtyReport",
  { matter, by }: { readonly matter?: AnyOf<DeniedMatter>; readonly by?: AnyOf<number> } = {},
): Condition {
  return hasRelated("denial", table === "event" ? "event" : "report", `${table}.key`, [
    ...columnsIn("related", { matter }),
    ...ifGiven(by, (actors) => isWithin("related.deniedBy", withAffiliates(scope, actors))),
  ]);
}

export const not = (condition: Condition): Condition => sql<SqlBool>`not ${condition}`;

/** Places and, recursively, all places that are part of them. */
export const placesWithin = (scope: ReadScope, places: readonly number[]) => descendants(scope, "place", places);
/** Events and, recursively, all their parts. */
export const eventsWithin = (scope: ReadScope, events: readonly number[]) => descendants(scope, "event", events);

function descendants(scope: ReadScope, table: "place" | "event", roots: readonly number[]): RawBuilder<number> {
  return sql<number>`(
    with recursive within_("record") as (
      select "record" from ${sql.table(table)} where ${visibleAt(scope)} and ${isIn("record", roots)}
      union select child."record" from ${sql.table(table)} as child join within_ on child."partOf" = within_."record" where ${visibleAt(scope, "child")}
    ) select "record" from within_)`;
}

/** Actors and, recursively, all actors that are affiliated with them at any time. */
export const withAffiliates = (scope: ReadScope, actors: readonly number[]) => sql<number>`(
    with recursive within_("actor") as (
      select "record" from "actor" where ${visibleAt(scope)} and ${isIn("record", actors)}
      union select below."member" from "affiliation" as below
      join within_ on below."organisation" = within_."actor"
      where below."actor" in (select "key" from "actor" where ${visibleAt(scope)})
    ) select "actor" from within_)`;

/** A table of pairs: each event with itself and, recursively, with all its parts. */
export function eventTree(scope: ReadScope, roots: readonly number[]) {
  return sql<{ ancestor: number; descendant: number }>`(
    with recursive tree("ancestor", "descendant") as (
      select "record", "record" from "event" where ${visibleAt(scope)} and ${isIn("record", roots)}
      union select tree."ancestor", child."record" from "event" as child join tree on child."partOf" = tree."descendant" where ${visibleAt(scope, "child")}
    ) select "ancestor", "descendant" from tree)`;
}
