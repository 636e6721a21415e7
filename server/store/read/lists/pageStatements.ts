import { type RawBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { integersOf } from "../../db/valueList.ts";
import { neededColumns, type ReadScope } from "../asOfRevision.ts";
import type { OrderTerm } from "./orders.ts";

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
  /** Whether the rows need the columns of the order, of which `cursorAt` makes their cursors. */
  readonly includeCursors: boolean;
}

/** FROM and WHERE of a list, without selected columns. */
// biome-ignore lint/suspicious/noExplicitAny: any table and any join; the caller states the type of a row
export type List = SelectQueryBuilder<Tables, any, any>;

/** The lists of some parents. `parent` is the key of the parent that a row belongs to. */
export interface ListsOfParents {
  /** A function, because a statement that is compiled already needs no list. */
  readonly list: () => List;
  readonly table: string;
  readonly parent: RawBuilder<number>;
  /** The list of one parent, whose key is an SQL expression. Missing if a list is more than a condition on the parent. */
  readonly ofParent?: (key: RawBuilder<number>) => List;
  /** Identifies the SQL of the list. Missing if the SQL contains values that nothing identifies. */
  readonly name?: string;
  /** Identifies the values in the SQL of the list, such as those of a filter. Empty if there are none. */
  readonly otherValues?: string;
}

/** A request whose values may be stand-ins for those of later requests. */
export interface BoundRequest extends PageRequest {
  /** One more than the limit, to find out whether there are more rows. */
  readonly most: number;
  /** One parent's key, or the keys of several as a `listParameter`. */
  readonly parents: unknown;
}

export interface Raw extends Record<string, unknown> {
  readonly parent?: number;
  readonly total?: number;
}

/** One list needs no row numbers: an index can serve its order, so that only the rows of the page are read. */
export function singleList(scope: ReadScope, lists: ListsOfParents, request: BoundRequest): RawBuilder<Raw> {
  const { table } = lists;
  const { includeTotal, most } = request;
  const list = lists.ofParent?.(sql<number>`${request.parents}`) ?? lists.list();
  const columns = sql.join([neededColumns(scope, table), ...orderColumns(request)]);
  const shown = request.includeCursors ? sql`*` : neededColumns(scope, table, "listed");
  const page = sql<Raw>`select ${shown} from (${list.select(columns as never)}) as listed ${between(request)}
    order by ${direction(request)} limit ${most}`;
  // A page without rows has no row to carry the total, so the rows are joined to it.
  return includeTotal
    ? sql<Raw>`select page.*, counted."total" from (${totalOf(list)}) as counted left join (${page}) as page on 1 = 1
        order by ${direction(request)}`
    : page;
}

/** For each parent, an index can serve the order as for one list, so that only the rows of the pages are read. */
export function listOfEach(
  scope: ReadScope,
  { table, ofParent, list: all }: ListsOfParents,
  request: BoundRequest,
): RawBuilder<Raw> {
  const key = sql.ref(`${table}.key`);
  const { dialect } = scope;
  const list = ofParent?.(sql<number>`parents."value"`) ?? all();
  const columns = sql.join([sql`${key} as "key"`, ...orderColumns(request)]);
  const page = sql`select "key" from (${list.select(columns as never)}) as listed ${between(request)}
    order by ${direction(request)} limit ${request.most}`;
  const shown = sql.join([
    neededColumns(scope, table),
    ...(request.includeCursors ? orderColumns(request) : []),
    sql`parents."value" as "parent"`,
  ]);
  const total = request.includeTotal ? sql`, (${totalOf(list)}) as "total"` : sql``;
  const values = integersOf(dialect, request.parents, "parents");
  // A parent whose page has no row still has a total.
  const join = sql.raw(request.includeTotal ? "left join" : "join");
  // SQLite has no lateral joins; PostgreSQL would compare every row of the table with the result of the subquery.
  const rows =
    dialect === "sqlite"
      ? sql`${join} ${sql.table(table)} on ${key} in (${page})`
      : sql`${join} lateral (${page}) as page on true ${join} ${sql.table(table)} on ${key} = page."key"`;
  return sql<Raw>`select ${shown}${total} from ${values} ${rows}
    order by "parent", ${byExpressions(request)}`;
}

/** The rows are ranked by key and order alone, and only those of the pages are read whole. */
export function manyLists(
  scope: ReadScope,
  { list: listOfAll, table, parent }: ListsOfParents,
  request: BoundRequest,
): RawBuilder<Raw> {
  const list = listOfAll();
  const { dialect } = scope;
  const { after, before, includeTotal, most } = request;
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
    ...(request.includeCursors ? request.order.map((_, index) => sql.ref(`ranked.order${index}`)) : []),
    sql`ranked."parent", ranked."rank"`,
    ...(includeTotal && !countsSeparately ? [sql`ranked."total"`] : []),
  ]);
  // On SQLite, a cross join keeps its order. Otherwise the whole table is read to find the few ranked rows in it.
  const join = sql.raw(dialect === "sqlite" ? "cross join" : "join");
  const pages = sql`select ${neededColumns(scope, table)}, ${shown} from (${ranked}) as ranked
    ${join} ${sql.table(table)} on ${key} = ranked."key" where ranked."rank" <= ${most}`;
  // A page beyond the end of its list has no row to carry the total, so the rows are joined to the totals.
  return countsSeparately
    ? sql<Raw>`select page.*, counted."parent", counted."total" from (${totalsOf(list, parent)}) as counted
        left join (${pages}) as page on page."parent" = counted."parent" order by page."rank"`
    : sql<Raw>`${pages} order by ranked."parent", ranked."rank"`;
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

/** The same order where the columns of the order are not selected. */
const byExpressions = (request: PageRequest): RawBuilder<unknown> =>
  sql.join(
    inReadingOrder(request).map(
      ({ expression, descending }) => sql`${expression} ${sql.raw(descending ? "desc" : "asc")}`,
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

/** Not grouped, so that an index can be counted without sorting it. */
export const totalOf = (list: List) => sql<{ total: number }>`
  select count(*) as "total" from (${list.select(sql`1 as "one"` as never)}) as listed`;

export const totalsOf = (list: List, parent: RawBuilder<number>) => sql<{ parent: number; total: number }>`
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
