import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import { executeCompiled, type NameWithValues } from "../db/compiledStatement.ts";
import type { Tables } from "../db/tables.ts";
import { integersOf, listParameter } from "../db/valueList.ts";
import { columnsKey, neededColumns, type ReadScope } from "./asOfRevision.ts";
import type { OrderTerm } from "./lists/orders.ts";
import type { Relation } from "./relations.ts";
import { keptTotal } from "./totals.ts";

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

export interface Page<Row> {
  readonly rows: readonly Row[];
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

/**
 * Keyset pagination of many parents' lists at once: the same page of each list, by the parent's key. One statement. A
 * parent without rows may be missing from the result.
 */
export async function pagesByParent<Row>(
  scope: PageScope,
  lists: ListsOfParents,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  const kept = request.includeTotal ? await totalOfTopLevel(scope, lists) : null;
  if (kept === null) return readPages(scope, lists, parents, request);
  if ("keep" in kept) {
    const pages = await readPages<Row>(scope, lists, parents, request);
    kept.keep(pages.get(TOP_LEVEL)?.total ?? 0);
    return pages;
  }
  const pages = await readPages<Row>(scope, lists, parents, { ...request, includeTotal: false });
  return new Map([...pages].map(([parent, page]) => [parent, { ...page, total: kept.total }]));
}

/** The kept total of a list that belongs to no record, in the newest state. Null if it is not kept. */
async function totalOfTopLevel(scope: PageScope, { name, otherValues = "", ofParent }: ListsOfParents) {
  if (!scope.totals || scope.revision !== null || name === undefined || ofParent) return null;
  return keptTotal(scope, scope.totals, `${name} ${otherValues}`);
}

async function readPages<Row>(
  scope: PageScope,
  lists: ListsOfParents,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  if (!request.includeRows) return countsOnly(scope, lists, parents, request);
  const [only] = parents;
  const isSingle = only !== undefined && parents.length === 1;
  const values = {
    most: request.limit + 1,
    parents: isSingle ? only : listParameter(scope.dialect, parents),
    ...valuesOf("after", request.after),
    ...valuesOf("before", request.before),
  };
  const statement = (given: typeof values): RawBuilder<Raw> => {
    const bounded = {
      ...request,
      ...given,
      after: cursorOf("after", request, given),
      before: cursorOf("before", request, given),
    };
    return isSingle
      ? singleList(scope, lists, bounded)
      : lists.ofParent
        ? listOfEach(scope, lists, bounded)
        : manyLists(scope, lists, bounded);
  };
  const name = nameOf(scope, lists, request, isSingle);
  const rows = await executeNamed(scope, name, values, statement);
  if (isSingle) return new Map([[only, toPage<Row>(rows, request)]]);
  const byParent = Map.groupBy(rows, ({ parent }) => Number(parent));
  return new Map([...byParent].map(([key, own]) => [key, toPage<Row>(own, request)]));
}

/** Statements with a name are compiled once, unless they read an earlier state. */
const executeNamed = async <Row, Values extends Readonly<Record<string, unknown>>>(
  scope: PageScope,
  name: string | NameWithValues | null,
  values: Values,
  build: (values: Values) => RawBuilder<Row>,
): Promise<Row[]> =>
  name === null || scope.revision !== null
    ? (await build(values).execute(scope.db)).rows
    : executeCompiled(scope, name, values, build);

/** A request whose values may be stand-ins for those of later requests. */
interface BoundRequest extends PageRequest {
  /** One more than the limit, to find out whether there are more rows. */
  readonly most: number;
  /** One parent's key, or the keys of several as a `listParameter`. */
  readonly parents: unknown;
}

const valuesOf = (end: "after" | "before", cursor: Cursor | null) =>
  Object.fromEntries((cursor ?? []).map((value, at) => [`${end}${at}`, value]));

const cursorOf = (end: "after" | "before", request: PageRequest, values: Readonly<Record<string, unknown>>) =>
  request[end]?.map((_, at) => values[`${end}${at}`] as string | number) ?? null;

/** Identifies the SQL of a page. Null if nothing does. */
const nameOf = (
  scope: PageScope,
  { name, otherValues, table }: ListsOfParents,
  { after, before, backwards, includeTotal, includeCursors }: PageRequest,
  isSingle: boolean,
): string | NameWithValues | null =>
  withValues(
    name && [
      "page",
      name,
      isSingle,
      after !== null,
      before !== null,
      backwards,
      includeTotal,
      includeCursors,
      columnsKey(scope, table),
    ],
    otherValues,
  );

const withValues = (
  parts: readonly unknown[] | "" | undefined,
  otherValues: string | undefined,
): string | NameWithValues | null => {
  if (!parts) return null;
  const name = parts.join(" ");
  return otherValues ? { name, otherValues } : name;
};

type PageScope = ReadScope;

/** One list needs no row numbers: an index can serve its order, so that only the rows of the page are read. */
function singleList(scope: PageScope, lists: ListsOfParents, request: BoundRequest): RawBuilder<Raw> {
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
function listOfEach(
  scope: PageScope,
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
function manyLists(
  scope: PageScope,
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

/** The cursor of a row of a page. */
export const cursorAt = (row: object, order: readonly OrderTerm[]): Cursor =>
  order.map((_, index) => (row as Raw)[`order${index}`] as string | number);

function toPage<Row>(rows: readonly Raw[], { backwards, includeTotal, limit }: PageRequest): Page<Row> {
  // A parent without rows has a row with its total alone.
  const page = rows.filter((row) => row.record !== null && row.key !== null);
  const shown = page.slice(0, limit) as Row[];
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
  scope: PageScope,
  lists: ListsOfParents,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  const [only] = parents;
  if (!request.includeTotal || only === undefined) return new Map(parents.map((key) => [key, emptyPage(request)]));
  const counted = new Map<number, number>();
  if (parents.length === 1) {
    const given = { parent: only };
    const statement = ({ parent }: typeof given) => totalOf(lists.ofParent?.(sql<number>`${parent}`) ?? lists.list());
    const name = withValues(lists.name && ["total", lists.name], lists.otherValues);
    const [row] = await executeNamed(scope, name, given, statement);
    counted.set(only, Number(row?.total));
  } else {
    const { rows } = await totalsOf(lists.list(), lists.parent).execute(scope.db);
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
export type Children = (all: () => List, table: string, parents: readonly number[], scope: ReadScope) => ListsOfParents;

/** The children of each parent: the rows whose `column` is the parent's key. */
export const byForeignKey =
  (column: string): Children =>
  (all, table, parents) => {
    const parent = sql.ref<number>(`${table}.${column}`);
    return {
      list: () => all().where(sql<SqlBool>`${parent} in (${sql.join(parents)})`),
      table,
      parent,
      ofParent: (key) => all().where(sql<SqlBool>`${parent} = ${key}`),
    };
  };

/** The children of each parent: the rows whose `column` is the `child` of a pair in the relation. */
export const byRelation =
  (column: "key" | "record" | "event", relation: Relation): Children =>
  (all, table, parents, scope) => {
    const list = () => {
      const [pairs, child] = [relation(scope, parents), sql.ref(`${table}.${column}`)];
      const joined = all().innerJoin(sql`(${pairs})`.as("relation") as never, (join) =>
        join.on(sql<SqlBool>`relation.child = ${child}`),
      ) as List;
      // SQLite expects many pairs of a recursive query, and would read the whole table. A single list is read in its order.
      return scope.dialect === "sqlite" && parents.length > 1
        ? joined.where(sql<SqlBool>`${child} in (select "child" from (${pairs}) as children)`)
        : joined;
    };
    return { list, table, parent: sql.ref<number>("relation.parent") };
  };

/** The parent of the rows of a list that belongs to no record. */
export const TOP_LEVEL = 0;

/** A list that belongs to no record. */
export const topLevelList = (list: () => List, table: string): ListsOfParents => ({
  list,
  table,
  parent: sql<number>`${sql.lit(TOP_LEVEL)}`,
});
