import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DeniedMatter } from "../../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import type { OrderTerm } from "../page.ts";

/**
 * What the lists of records share, each as of the data revision that is read. A filter's fields must all hold; a field that takes several values holds
 * where one of them does. Records are named by key.
 */

/** UTC milliseconds, both ends included; a record matches where its own time overlaps it. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export type Many<Value> = readonly Value[] | undefined;
/** SQL that holds where a span of two columns overlaps a range; a record without a time never does. */
export function overlaps(from: string, until: string, range: TimeRange): RawBuilder<SqlBool> {
  const conditions = [sql`${sql.ref(from)} is not null`];
  if (range.until !== undefined) conditions.push(sql`${sql.ref(from)} <= ${range.until}`);
  if (range.from !== undefined) conditions.push(sql`${sql.ref(until)} >= ${range.from}`);
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

export const isIn = (column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> =>
  values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;

/** Places with all the places in them. */
export const placesWithin = (on: ReadScope, places: readonly number[]) => descendants(on, "place", places);
/** Events with all the events that are part of them. */
export const eventsWithin = (on: ReadScope, events: readonly number[]) => descendants(on, "event", events);

function descendants(on: ReadScope, table: "place" | "event", roots: readonly number[]): RawBuilder<number> {
  return sql<number>`(
    with recursive within_("record") as (
      select "record" from ${sql.table(table)} where ${visibleAt(on)} and ${isIn("record", roots)}
      union select child."record" from ${sql.table(table)} as child join within_ on child."partOf" = within_."record" where ${visibleAt(on, "child")}
    ) select "record" from within_)`;
}

/** Actors with all who are affiliated to them at any time, directly or by others. */
export const withAffiliates = (on: ReadScope, actors: readonly number[]) => sql<number>`(
    with recursive within_("actor") as (
      select "record" from "actor" where ${visibleAt(on)} and ${isIn("record", actors)}
      union select below."member" from "affiliation" as below
      join within_ on below."organisation" = within_."actor"
      where below."actor" in (select "key" from "actor" where ${visibleAt(on)})
    ) select "actor" from within_)`;

/** For lists of many events at once: each with itself and all that are part of it. */
export function eventTree(on: ReadScope, roots: readonly number[]) {
  return sql<{ ancestor: number; descendant: number }>`(
    with recursive tree("ancestor", "descendant") as (
      select "record", "record" from "event" where ${visibleAt(on)} and ${isIn("record", roots)}
      union select tree."ancestor", child."record" from "event" as child join tree on child."partOf" = tree."descendant" where ${visibleAt(on, "child")}
    ) select "ancestor", "descendant" from tree)`;
}

export function denied(
  on: ReadScope,
  owner: "event" | "casualtyReport",
  wanted: boolean,
  matter?: Many<DeniedMatter>,
  by?: Many<number>,
): RawBuilder<SqlBool> {
  const conditions = [
    owner === "event" ? sql`denying.event = event.key` : sql`denying.report = ${sql.ref("casualtyReport.key")}`,
    ...(matter ? [isIn("denying.matter", matter)] : []),
    ...(by ? [sql`denying."deniedBy" in ${withAffiliates(on, by)}`] : []),
  ];
  return sql<SqlBool>`${sql.raw(wanted ? "" : "not")} exists (select 1 from "denial" as denying where ${sql.join(conditions, sql` and `)})`;
}

export const number =
  (by: RawBuilder<number>) =>
  (descending: boolean): OrderTerm => ({ by, holds: "number", descending });
export const text =
  (column: string) =>
  (descending: boolean): OrderTerm => ({ by: sql.ref<string>(column), holds: "text", descending });
/** Unknown times sort as the earliest and unknown figures as below zero; the indexes hold the same expressions. */
export const time = (column: string) =>
  number(sql<number>`coalesce(${sql.ref(column)}, ${sql.lit(-9_007_199_254_740_991)})`);
export const key = (column: string) => number(sql.ref<number>(column));
