import { type RawBuilder, sql } from "kysely";
import type { ReadScope } from "../asOfRevision.ts";
import type { ListsOfParents } from "../lists/pageStatements.ts";
import type { Dimension, Grouping } from "./dimension.ts";

/** The records with one value. */
export interface CountedValue {
  /** A term, the slug of a record, or the number of a period. */
  readonly value: string | number;
  /** The record's key, if the value is a record. */
  readonly record: number | null;
  readonly count: number;
}

/** The records of a list, counted by their values. */
export interface CountedFacet {
  /** Those with the most records first, then by value; periods in chronological order. */
  readonly values: readonly CountedValue[];
  /** How many different values there are. */
  readonly valueCount: number;
  /** How many records have no value. */
  readonly withoutValue: number;
  readonly total: number;
}

export const NO_RECORDS: CountedFacet = { values: [], valueCount: 0, withoutValue: 0, total: 0 };

interface Row {
  readonly parent: number;
  readonly value: string | number | null;
  readonly record: number | null;
  readonly count: number;
  readonly rank: number;
  readonly values: number;
  readonly total: number;
}

/**
 * Counts the lists of some parents by one dimension, by the parent's key. One statement. It counts records, and never adds figures up.
 * A parent without records may be missing from the result.
 * @param most how many values to return of each list
 */
export async function countFacet(
  scope: ReadScope,
  lists: ListsOfParents,
  parents: readonly number[],
  dimension: Dimension,
  most: number,
): Promise<Map<number, CountedFacet>> {
  if (parents.length === 0) return new Map();
  const { rows } = await statement(scope, lists, parents, dimension, most).execute(scope.db);
  const byParent = Map.groupBy(rows, ({ parent }) => Number(parent));
  return new Map([...byParent].map(([parent, own]) => [parent, toFacet(own, dimension, most)]));
}

function statement(
  scope: ReadScope,
  lists: ListsOfParents,
  parents: readonly number[],
  { groupings, before, after, from = sql`"grouped"`, value, kind }: Dimension,
  most: number,
): RawBuilder<Row> {
  const { dialect } = scope;
  // Both databases then order terms by code points.
  const ordered = dialect === "postgres" && kind === "term" ? sql`"value" collate "C"` : sql`"value"`;
  const order =
    kind === "number" ? sql`"value"` : sql`"count" desc, ${kind === "record" ? sql`identity."slug"` : ordered}`;
  const shown = kind === "record" ? sql`identity."slug" as "slug"` : sql`null as "slug"`;
  const record = kind === "record" ? sql`left join "record" as identity on identity."key" = counted."value"` : sql``;
  // The row of the first value has the totals, even if no values are asked for.
  return sql<Row>`
    select "parent", "count", "rank", "values", "total",
      ${kind === "record" ? sql`"slug" as "value", "value" as "record"` : sql`"value", null as "record"`}
    from (with recursive ${before ? sql`${before}, ` : sql``}${grouped(lists, parents, groupings)}${after ? sql`, ${after}` : sql``}
      select counted.*, ${shown},
        row_number() over (partition by "parent", case when "value" is null then 1 else 0 end order by ${order}) as "rank",
        count("value") over (partition by "parent") as "values",
        cast(sum("count") over (partition by "parent") as bigint) as "total"
      from (select "parent", "value", cast(sum("count") as bigint) as "count"
        from (select grouped."parent", ${value} as "value", grouped."count" from ${from}) as valued
        group by "parent", "value") as counted ${record}) as ranked
    where "value" is null or "rank" <= ${Math.max(1, most)} order by "parent", "rank"`;
}

/** One list is not grouped by its parent, so that an index of the column can serve its groups. */
function grouped(
  lists: ListsOfParents,
  parents: readonly number[],
  groupings: readonly Grouping[],
): RawBuilder<unknown> {
  const [only] = parents;
  const key = only === undefined || parents.length > 1 ? null : sql.lit(only);
  const all = () => (key !== null && lists.ofParent?.(sql`${key}`)) || lists.list();
  const parts = groupings.map(({ columns, constants = {}, where }) => {
    const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
    const shown = sql.join([
      ...Object.keys(columns).map((name) => sql.ref(name)),
      ...Object.entries(constants).map(([name, value]) => sql`${value} as ${sql.ref(name)}`),
    ]);
    const selected = Object.entries(columns).map(([name, column]) => sql`${column} as ${sql.ref(name)}`);
    const list = where ? all().where(where) : all();
    return key === null
      ? sql`select "parent", ${shown}, count(*) as "count"
          from (${list.select(sql.join([sql`${lists.parent} as "parent"`, ...selected]) as never)}) as listed group by "parent", ${names}`
      : sql`select ${key} as "parent", ${shown}, count(*) as "count"
          from (${list.select(sql.join(selected) as never)}) as listed group by ${names}`;
  });
  return sql`"grouped" as (${sql.join(parts, sql` union all `)})`;
}

function toFacet(rows: readonly Row[], { kind }: Dimension, most: number): CountedFacet {
  const [first] = rows;
  const withValue = rows.filter(({ value }) => value !== null).slice(0, most);
  return {
    values: withValue.map(({ value, record, count }) => ({
      value: kind === "number" ? Number(value) : String(value),
      record: record === null ? null : Number(record),
      count: Number(count),
    })),
    valueCount: Number(first?.values ?? 0),
    withoutValue: rows.reduce((sum, { value, count }) => (value === null ? sum + Number(count) : sum), 0),
    total: Number(first?.total ?? 0),
  };
}
