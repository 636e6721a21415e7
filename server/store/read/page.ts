import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { ReadScope } from "./asOfRevision.ts";
import type { Relation } from "./relations.ts";

/** One column of a sort order. The last column must be unique: keyset pagination needs a total order. */
export interface OrderTerm {
  /** An SQL expression that is never null: SQLite sorts nulls first, PostgreSQL last. */
  readonly expression: RawBuilder<string | number>;
  readonly valueType: "number" | "text";
  readonly descending: boolean;
}

/** The values of a row in the columns of the order. */
export type Cursor = readonly (string | number)[];

export interface PageRequest {
  readonly order: readonly OrderTerm[];
  /** The page starts after this row; null if it starts at the first row. */
  readonly after: Cursor | null;
  /** The page ends before this row; null if it ends at the last row. */
  readonly before: Cursor | null;
  /** Whether to return the last rows between `after` and `before` instead of the first rows. */
  readonly backwards: boolean;
  readonly limit: number;
  readonly includeRows: boolean;
  readonly includeTotal: boolean;
}

export interface Page<Row> {
  readonly rows: readonly (Row & { readonly cursor: Cursor })[];
  /** Whether there are more rows after the page or, if `backwards`, before the page. */
  readonly hasMore: boolean;
  /** The number of rows of the whole list; null unless `includeTotal`. */
  readonly total: number | null;
}

/** FROM and WHERE of a list, without selected columns. */
// biome-ignore lint/suspicious/noExplicitAny: any table and any join; the caller states the type of a row
export type List = SelectQueryBuilder<Tables, any, any>;

/** The lists of some parents. `parent` is the key of the parent that a row belongs to. */
export interface ListsOfParents {
  readonly list: List;
  readonly table: string;
  readonly parent: RawBuilder<number>;
}

/**
 * Keyset pagination of many parents' lists at once: the same page of each list, by the parent's key. One statement. A
 * parent without rows may be missing from the result.
 */
export async function pagesByParent<Row>(
  db: Db,
  { list, table, parent }: ListsOfParents,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  const { after, before, limit, includeRows, includeTotal } = request;
  if (!includeRows) return countsOnly(db, list, parent, parents, request);
  const order = request.backwards ? reversed(request.order) : request.order;
  const orderColumns = order.map(({ expression }, index) => sql`${expression} as ${sql.ref(`order${index}`)}`);
  const countsSeparately = includeTotal && (after !== null || before !== null);
  const columns = sql.join([
    sql`${sql.table(table)}.*`,
    ...orderColumns,
    sql`${parent} as "parent"`,
    ...(includeTotal && !countsSeparately ? [sql`count(*) over (partition by ${parent}) as "total"`] : []),
  ]);
  const direction = sql.join(
    order.map(({ descending }, index) => sql`${sql.ref(`order${index}`)} ${sql.raw(descending ? "desc" : "asc")}`),
  );
  const ends = [
    ...(after === null ? [] : [afterCursor(request.order, after)]),
    ...(before === null ? [] : [afterCursor(reversed(request.order), before)]),
  ];
  const between = ends.length === 0 ? sql`` : sql`where ${sql.join(ends, sql` and `)}`;
  const listed = sql`(${list.select(columns as never)}) as listed`;
  const ranked = sql`select * from (
      select listed.*, row_number() over (partition by "parent" order by ${direction}) as "rank" from ${listed} ${between}
    ) as ranked where "rank" <= ${limit + 1} order by "parent", "rank"`;
  // A page beyond the end of its list has no row to carry the total, so the rows are joined to the totals.
  const withTotals = sql`select page.*, counted."parent", counted."total" from (${totalsOf(list, parent)}) as counted left join (${ranked}) as page on page."parent" = counted."parent" order by page."rank"`;
  // A single list does not need row numbers, so an index can serve the order.
  const single = sql`select * from ${listed} ${between} order by ${direction} limit ${limit + 1}`;
  const statement = countsSeparately ? withTotals : parents.length === 1 ? single : ranked;
  const { rows } = await sql<Raw>`${statement}`.execute(db);
  const found = new Map<number, Page<Row>>();
  for (const [key, own] of Map.groupBy(rows, (row) => Number(row.parent))) {
    const page = own.filter((row) => row.order0 !== null);
    const shown = page
      .slice(0, limit)
      .map(
        (row) =>
          ({ ...row, cursor: order.map((_, index) => row[`order${index}`]) }) as unknown as Page<Row>["rows"][number],
      );
    found.set(key, {
      rows: request.backwards ? shown.reverse() : shown,
      hasMore: page.length > limit,
      total: includeTotal ? Number(own[0]?.total) : null,
    });
  }
  return found;
}

/** The page of a parent without rows. */
export const emptyPage = ({ includeTotal }: PageRequest): Page<never> => ({
  rows: [],
  hasMore: false,
  total: includeTotal ? 0 : null,
});

interface Raw extends Record<string, unknown> {
  readonly parent: number;
  readonly total?: number;
}

async function countsOnly<Row>(
  db: Db,
  list: List,
  parent: RawBuilder<number>,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  if (!request.includeTotal) return new Map(parents.map((key) => [key, emptyPage(request)]));
  const { rows } = await totalsOf(list, parent).execute(db);
  const counted = new Map(rows.map((row) => [Number(row.parent), Number(row.total)]));
  return new Map(parents.map((key) => [key, { rows: [], hasMore: false, total: counted.get(key) ?? 0 }]));
}

const totalsOf = (list: List, parent: RawBuilder<number>) => sql<{ parent: number; total: number }>`
  select "parent", count(*) as "total" from (${list.select(sql`${parent} as "parent"` as never)}) as listed
  group by "parent"`;

const reversed = (order: readonly OrderTerm[]): OrderTerm[] =>
  order.map((term) => ({ ...term, descending: !term.descending }));

/** A number in a cursor may exceed the range of the column's type. */
const boundValue = ({ valueType }: OrderTerm, value: string | number | undefined) =>
  valueType === "number" ? sql`cast(${value} as bigint)` : sql`${value}`;

/** SQL condition: the row comes after the cursor. It equals the cursor in the first n columns and exceeds it in the next. */
function afterCursor(order: readonly OrderTerm[], cursor: Cursor): RawBuilder<boolean> {
  const alternatives = order.map((term, last) => {
    const column = (index: number) => sql.ref(`order${index}`);
    const equal = order.slice(0, last).map((term, index) => sql`${column(index)} = ${boundValue(term, cursor[index])}`);
    return sql`(${sql.join([...equal, sql`${column(last)} ${sql.raw(term.descending ? "<" : ">")} ${boundValue(term, cursor[last])}`], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(alternatives, sql` or `)})`;
}

/** Limits a list of all rows of a table to the children of some parents. */
export type Children = (all: List, table: string, parents: readonly number[], scope: ReadScope) => ListsOfParents;

/** The children of each parent: the rows whose `column` is the parent's key. */
export const byForeignKey =
  (column: string): Children =>
  (all, table, parents) => {
    const parent = sql.ref<number>(`${table}.${column}`);
    return { list: all.where(sql<SqlBool>`${parent} in (${sql.join(parents)})`), table, parent };
  };

/** The children of each parent: the rows whose `column` is the `child` of a pair in the relation. */
export const byRelation =
  (column: "key" | "record" | "event", relation: Relation): Children =>
  (all, table, parents, scope) => {
    const list = all.innerJoin(sql`(${relation(scope, parents)})`.as("relation") as never, (join) =>
      join.on(sql<SqlBool>`relation.child = ${sql.ref(`${table}.${column}`)}`),
    );
    return { list, table, parent: sql.ref<number>("relation.parent") };
  };

/** A list that belongs to no record: all its rows have the parent 0. */
export const topLevelList = (list: List, table: string): ListsOfParents => ({ list, table, parent: sql<number>`0` });
