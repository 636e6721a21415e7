import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";

/** One column of an order. The last of an order is unique, so that no two rows are equal in it. */
export interface OrderTerm {
  /** An SQL expression that is never null, so that both databases sort alike. */
  readonly by: RawBuilder<string | number>;
  readonly holds: "number" | "text";
  readonly descending: boolean;
}

export type Cursor = readonly (string | number)[];

export interface PageRequest {
  readonly order: readonly OrderTerm[];
  /** The order's values of the rows between which the page lies; null where it is open at that end. */
  readonly after: Cursor | null;
  readonly before: Cursor | null;
  readonly backwards: boolean;
  readonly limit: number;
  /** Whether the rows, and whether their number, were asked for. */
  readonly wantsRows: boolean;
  readonly wantsTotal: boolean;
}

export interface Page<Row> {
  readonly rows: readonly (Row & { readonly cursor: Cursor })[];
  /** Whether there are rows beyond the page in the direction of travel. */
  readonly more: boolean;
  /** Null where it was not asked for. */
  readonly total: number | null;
}

/** A list without order or page: FROM and WHERE, nothing selected. */
// biome-ignore lint/suspicious/noExplicitAny: any table and any join; what is read of a row is Row, below
type List = SelectQueryBuilder<Tables, any, any>;

/**
 * The same page of many parents' lists in one statement, whatever its size: each parent's rows are numbered in the
 * list's order, and the first of each are taken.
 */
export async function pagesByParent<Row>(
  db: Db,
  { list, table, parent }: { list: List; table: string; parent: RawBuilder<number> },
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  const { after, before, limit, wantsRows, wantsTotal } = request;
  if (!wantsRows) return totals(db, list, parent, parents, request);
  const order = request.backwards ? reversed(request.order) : request.order;
  const orderColumns = order.map(({ by }, index) => sql`${by} as ${sql.ref(`order${index}`)}`);
  const isCountedApart = wantsTotal && (after !== null || before !== null);
  const columns = sql.join([
    sql`${sql.table(table)}.*`,
    ...orderColumns,
    sql`${parent} as "parent"`,
    ...(wantsTotal && !isCountedApart ? [sql`count(*) over (partition by ${parent}) as "total"`] : []),
  ]);
  const direction = sql.join(
    order.map(({ descending }, index) => sql`${sql.ref(`order${index}`)} ${sql.raw(descending ? "desc" : "asc")}`),
  );
  const ends = [
    ...(after === null ? [] : [beyond(request.order, after)]),
    ...(before === null ? [] : [beyond(reversed(request.order), before)]),
  ];
  const between = ends.length === 0 ? sql`` : sql`where ${sql.join(ends, sql` and `)}`;
  const listed = sql`(${list.select(columns as never)}) as listed`;
  const ranked = sql`select * from (
      select listed.*, row_number() over (partition by "parent" order by ${direction}) as "rank" from ${listed} ${between}
    ) as ranked where "rank" <= ${limit + 1} order by "parent", "rank"`;
  // Past the end of a list there is no row to carry its total, so then the totals carry the rows.
  const countedApart = sql`select page.*, counted."parent", counted."total" from (
      select "parent", count(*) as "total" from (${list.select(sql`${parent} as "parent"` as never)}) as listed
      group by "parent"
    ) as counted left join (${ranked}) as page on page."parent" = counted."parent" order by page."rank"`;
  // A single list needs no numbering, and then an index can serve its order.
  const alone = sql`select * from ${listed} ${between} order by ${direction} limit ${limit + 1}`;
  const statement = isCountedApart ? countedApart : parents.length === 1 ? alone : ranked;
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
      more: page.length > limit,
      total: wantsTotal ? Number(own[0]?.total) : null,
    });
  }
  return found;
}

export const emptyPage = ({ wantsTotal }: PageRequest): Page<never> => ({
  rows: [],
  more: false,
  total: wantsTotal ? 0 : null,
});

interface Raw extends Record<string, unknown> {
  readonly parent: number;
  readonly total?: number;
}

async function totals<Row>(
  db: Db,
  list: List,
  parent: RawBuilder<number>,
  parents: readonly number[],
  request: PageRequest,
): Promise<Map<number, Page<Row>>> {
  if (!request.wantsTotal) return new Map(parents.map((key) => [key, emptyPage(request)]));
  const { rows } = await sql<{ parent: number; total: number }>`
    select "parent", count(*) as "total" from (${list.select(sql`${parent} as "parent"` as never)}) as listed group by "parent"`.execute(
    db,
  );
  const counted = new Map(rows.map((row) => [Number(row.parent), Number(row.total)]));
  return new Map(parents.map((key) => [key, { rows: [], more: false, total: counted.get(key) ?? 0 }]));
}

const reversed = (order: readonly OrderTerm[]): OrderTerm[] =>
  order.map((term) => ({ ...term, descending: !term.descending }));

/** A cursor may hold a number beyond the column's own range. */
const bound = ({ holds }: OrderTerm, value: string | number | undefined) =>
  holds === "number" ? sql`cast(${value} as bigint)` : sql`${value}`;

/** The rows that come after a cursor in an order: equal in the first n columns, beyond it in the next. */
function beyond(order: readonly OrderTerm[], cursor: Cursor): RawBuilder<boolean> {
  const alternatives = order.map((term, last) => {
    const column = (index: number) => sql.ref(`order${index}`);
    const equal = order.slice(0, last).map((term, index) => sql`${column(index)} = ${bound(term, cursor[index])}`);
    return sql`(${sql.join([...equal, sql`${column(last)} ${sql.raw(term.descending ? "<" : ">")} ${bound(term, cursor[last])}`], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(alternatives, sql` or `)})`;
}

/** The lists of records whose `column` holds their parent's key. */
export function listsByColumn(list: List, table: string, column: string, parents: readonly number[]) {
  const parent = sql.ref<number>(column);
  return { list: list.where(sql<SqlBool>`${parent} in (${sql.join(parents)})`), table, parent };
}

/**
 * The lists of records that a link names: a query of (`parent`, `child`) pairs, each once, whose child is the value of
 * `column`.
 */
export function listsByLink(
  list: List,
  table: string,
  column: string,
  link: RawBuilder<{ parent: number; child: number }>,
) {
  const joined = list.innerJoin(sql`(${link})`.as("link") as never, (join) =>
    join.on(sql<SqlBool>`link.child = ${sql.ref(column)}`),
  );
  return { list: joined, table, parent: sql.ref<number>("link.parent") };
}

/** A list as a whole, for the one parent 0. */
export const wholeList = (list: List, table: string) => ({ list, table, parent: sql<number>`0` });
