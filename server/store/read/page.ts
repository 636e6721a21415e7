import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { ReadScope } from "./asOfRevision.ts";
import type { OrderTerm } from "./lists/orders.ts";
import type { Relation } from "./relations.ts";

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
  /** The list of one parent, whose key is an SQL expression. Missing if a list is more than a condition on the parent. */
  readonly ofParent?: (key: RawBuilder<number>) => List;
}

/**
 * Keyset pagination of many parents' lists at once: the same page of each list, by the parent's key. One statement. A
 * parent without rows may be missing from the result.
 */
export async function pagesByParent<Row>(
  { db, dialect }: Pick<ReadScope, "db" | "dialect">,
  lists: ListsOfParents,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  if (!request.includeRows) return countsOnly(db, lists, parents, request);
  const [only] = parents;
  const isSingle = only !== undefined && parents.length === 1;
  const { ofParent } = lists;
  const statement = isSingle
    ? singleList(lists, request)
    : ofParent
      ? listOfEach(dialect, { table: lists.table, ofParent }, parents, request)
      : manyLists(dialect, lists, request);
  const { rows } = await sql<Raw>`${statement}`.execute(db);
  if (isSingle) return new Map([[only, toPage<Row>(rows, request)]]);
  const byParent = Map.groupBy(rows, ({ parent }) => Number(parent));
  return new Map([...byParent].map(([key, own]) => [key, toPage<Row>(own, request)]));
}

/** One list needs no row numbers: an index can serve its order, so that only the rows of the page are read. */
function singleList({ list, table }: ListsOfParents, request: PageRequest): RawBuilder<unknown> {
  const { includeTotal, limit } = request;
  const columns = sql.join([sql`${sql.table(table)}.*`, ...orderColumns(request)]);
  const page = sql`select * from (${list.select(columns as never)}) as listed ${between(request)}
    order by ${direction(request)} limit ${limit + 1}`;
  // A page without rows has no row to carry the total, so the rows are joined to it.
  return includeTotal
    ? sql`select page.*, counted."total" from (${totalOf(list)}) as counted left join (${page}) as page on 1 = 1
        order by ${direction(request)}`
    : page;
}

/** For each parent, an index can serve the order as for one list, so that only the rows of the pages are read. */
function listOfEach(
  dialect: ReadScope["dialect"],
  { table, ofParent }: { readonly table: string; readonly ofParent: (key: RawBuilder<number>) => List },
  parents: readonly number[],
  request: PageRequest,
): RawBuilder<unknown> {
  const key = sql.ref(`${table}.key`);
  const list = ofParent(sql<number>`parents.column1`);
  const columns = sql.join([sql`${key} as "key"`, ...orderColumns(request)]);
  const page = sql`select "key" from (${list.select(columns as never)}) as listed ${between(request)}
    order by ${direction(request)} limit ${request.limit + 1}`;
  const shown = sql.join([sql`${sql.table(table)}.*`, ...orderColumns(request), sql`parents.column1 as "parent"`]);
  const total = request.includeTotal ? sql`, (${totalOf(list)}) as "total"` : sql``;
  const values = sql.join(parents.map((parent) => sql`(cast(${parent} as integer))`));
  // A parent whose page has no row still has a total.
  const join = sql.raw(request.includeTotal ? "left join" : "join");
  // SQLite has no lateral joins; PostgreSQL would compare every row of the table with the result of the subquery.
  const rows =
    dialect === "sqlite"
      ? sql`${join} ${sql.table(table)} on ${key} in (${page})`
      : sql`${join} lateral (${page}) as page on true ${join} ${sql.table(table)} on ${key} = page."key"`;
  return sql`select ${shown}${total} from (values ${values}) as parents ${rows} order by "parent", ${direction(request)}`;
}

/** The rows are ranked by key and order alone, and only those of the pages are read whole. */
function manyLists(
  dialect: ReadScope["dialect"],
  { list, table, parent }: ListsOfParents,
  request: PageRequest,
): RawBuilder<unknown> {
  const { after, before, includeTotal, limit } = request;
  const key = sql.ref(`${table}.key`);
  const countsSeparately = includeTotal && (after !== null || before !== null);
  const columns = sql.join([
    sql`${key} as "key"`,
    ...orderColumns(request),
    sql`${parent} as "parent"`,
    ...(includeTotal && !countsSeparately ? [sql`count(*) over (partition by ${parent}) as "total"`] : []),
  ]);
  const ranked = sql`select listed.*, row_number() over (partition by "parent" order by ${direction(request)}) as "rank"
    from (${list.select(columns as never)}) as listed ${between(request)}`;
  const shown = sql.join([
    ...request.order.map((_, index) => sql.ref(`ranked.order${index}`)),
    sql`ranked."parent", ranked."rank"`,
    ...(includeTotal && !countsSeparately ? [sql`ranked."total"`] : []),
  ]);
  // On SQLite, a cross join keeps its order. Otherwise the whole table is read to find the few ranked rows in it.
  const join = sql.raw(dialect === "sqlite" ? "cross join" : "join");
  const pages = sql`select ${sql.table(table)}.*, ${shown} from (${ranked}) as ranked
    ${join} ${sql.table(table)} on ${key} = ranked."key" where ranked."rank" <= ${limit + 1}`;
  // A page beyond the end of its list has no row to carry the total, so the rows are joined to the totals.
  return countsSeparately
    ? sql`select page.*, counted."parent", counted."total" from (${totalsOf(list, parent)}) as counted
        left join (${pages}) as page on page."parent" = counted."parent" order by page."rank"`
    : sql`${pages} order by ranked."parent", ranked."rank"`;
}

const inReadingOrder = ({ order, backwards }: PageRequest): readonly OrderTerm[] =>
  backwards ? reversed(order) : order;

const orderColumns = (request: PageRequest): RawBuilder<unknown>[] =>
  inReadingOrder(request).map(({ expression }, index) => sql`${expression} as ${sql.ref(`order${index}`)}`);

const direction = (request: PageRequest): RawBuilder<unknown> =>
  sql.join(
    inReadingOrder(request).map(
      ({ descending }, index) => sql`${sql.ref(`order${index}`)} ${sql.raw(descending ? "desc" : "asc")}`,
    ),
  );

/** The rows between the cursors, of a list that is called `listed`. */
function between({ order, after, before }: PageRequest): RawBuilder<unknown> {
  const ends = [
    ...(after === null ? [] : [afterCursor(order, after)]),
    ...(before === null ? [] : [afterCursor(reversed(order), before)]),
  ];
  return ends.length === 0 ? sql`` : sql`where ${sql.join(ends, sql` and `)}`;
}

function toPage<Row>(rows: readonly Raw[], { order, backwards, includeTotal, limit }: PageRequest): Page<Row> {
  const page = rows.filter((row) => row.order0 != null);
  const shown = page
    .slice(0, limit)
    .map(
      (row) =>
        ({ ...row, cursor: order.map((_, index) => row[`order${index}`]) }) as unknown as Page<Row>["rows"][number],
    );
  return {
    rows: backwards ? shown.reverse() : shown,
    hasMore: page.length > limit,
    total: includeTotal ? Number(rows[0]?.total ?? 0) : null,
  };
}

/** The page of a parent without rows. */
export const emptyPage = ({ includeTotal }: PageRequest): Page<never> => ({
  rows: [],
  hasMore: false,
  total: includeTotal ? 0 : null,
});

interface Raw extends Record<string, unknown> {
  readonly parent?: number;
  readonly total?: number;
}

async function countsOnly<Row>(
  db: Db,
  { list, parent }: ListsOfParents,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  const [only] = parents;
  if (!request.includeTotal || only === undefined) return new Map(parents.map((key) => [key, emptyPage(request)]));
  const counted = new Map<number, number>();
  if (parents.length === 1) {
    const { rows } = await totalOf(list).execute(db);
    counted.set(only, Number(rows[0]?.total));
  } else {
    const { rows } = await totalsOf(list, parent).execute(db);
    for (const row of rows) counted.set(Number(row.parent), Number(row.total));
  }
  return new Map(parents.map((key) => [key, { rows: [], hasMore: false, total: counted.get(key) ?? 0 }]));
}

/** Not grouped, so that an index can be counted without sorting it. */
const totalOf = (list: List) => sql<{ total: number }>`
  select count(*) as "total" from (${list.select(sql`1 as "one"` as never)}) as listed`;

const totalsOf = (list: List, parent: RawBuilder<number>) => sql<{ parent: number; total: number }>`
  select "parent", count(*) as "total" from (${list.select(sql`${parent} as "parent"` as never)}) as listed
  group by "parent"`;

const reversed = (order: readonly OrderTerm[]): OrderTerm[] =>
  order.map((term) => ({ ...term, descending: !term.descending }));

/**
 * A number in a cursor may exceed the range of the column's type. The cast alone would have an affinity, and SQLite would then
 * not begin at the number in an index of an expression; a sum has none.
 */
const boundValue = ({ valueType }: OrderTerm, value: string | number | undefined) =>
  valueType === "number" ? sql`(cast(${value} as bigint) + 0)` : sql`${value}`;

/**
 * SQL condition: the row comes after the cursor. It equals the cursor in the first n columns and exceeds it in the next. The
 * condition on the first column alone, which follows from the others, lets an index begin at the cursor.
 */
function afterCursor(order: readonly OrderTerm[], cursor: Cursor): RawBuilder<boolean> {
  const alternatives = order.map((term, last) => {
    const column = (index: number) => sql.ref(`order${index}`);
    const equal = order.slice(0, last).map((term, index) => sql`${column(index)} = ${boundValue(term, cursor[index])}`);
    return sql`(${sql.join([...equal, sql`${column(last)} ${sql.raw(term.descending ? "<" : ">")} ${boundValue(term, cursor[last])}`], sql` and `)})`;
  });
  const [first] = order;
  const begin =
    first && sql`${sql.ref("order0")} ${sql.raw(first.descending ? "<=" : ">=")} ${boundValue(first, cursor[0])} and `;
  return sql<boolean>`${begin ?? sql``}(${sql.join(alternatives, sql` or `)})`;
}

/** Limits a list of all rows of a table to the children of some parents. */
export type Children = (all: List, table: string, parents: readonly number[], scope: ReadScope) => ListsOfParents;

/** The children of each parent: the rows whose `column` is the parent's key. */
export const byForeignKey =
  (column: string): Children =>
  (all, table, parents) => {
    const parent = sql.ref<number>(`${table}.${column}`);
    return {
      list: all.where(sql<SqlBool>`${parent} in (${sql.join(parents)})`),
      table,
      parent,
      ofParent: (key) => all.where(sql<SqlBool>`${parent} = ${key}`),
    };
  };

/** The children of each parent: the rows whose `column` is the `child` of a pair in the relation. */
export const byRelation =
  (column: "key" | "record" | "event", relation: Relation): Children =>
  (all, table, parents, scope) => {
    const [pairs, child] = [relation(scope, parents), sql.ref(`${table}.${column}`)];
    const joined = all.innerJoin(sql`(${pairs})`.as("relation") as never, (join) =>
      join.on(sql<SqlBool>`relation.child = ${child}`),
    ) as List;
    // SQLite expects many pairs of a recursive query, and would read the whole table. A single list is read in its order.
    const list =
      scope.dialect === "sqlite" && parents.length > 1
        ? joined.where(sql<SqlBool>`${child} in (select "child" from (${pairs}) as children)`)
        : joined;
    return { list, table, parent: sql.ref<number>("relation.parent") };
  };

/** A list that belongs to no record: all its rows have the parent 0. */
export const topLevelList = (list: List, table: string): ListsOfParents => ({ list, table, parent: sql<number>`0` });
