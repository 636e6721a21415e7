import { type RawBuilder, sql } from "kysely";
import { executeCompiled, type NameWithValues } from "../../db/compiledStatement.ts";
import { listParameter } from "../../db/valueList.ts";
import { columnsKey, type ReadScope } from "../asOfRevision.ts";
import { TOP_LEVEL } from "./children.ts";
import type { OrderTerm } from "./orders.ts";
import {
  type Cursor,
  type ListsOfParents,
  listOfEach,
  manyLists,
  type PageRequest,
  type Raw,
  singleList,
  totalOf,
  totalsOf,
} from "./pageStatements.ts";
import { keptTotal } from "./totals.ts";

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Whether there are more rows after the page or, if `backwards`, before the page. */
  readonly hasMore: boolean;
  /** The number of rows of the whole list; null unless `includeTotal`. */
  readonly total: number | null;
}

/**
 * Keyset pagination of many parents' lists at once: the same page of each list, by the parent's key. One statement. A
 * parent without rows may be missing from the result.
 */
export async function pagesByParent<Row>(
  scope: ReadScope,
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
async function totalOfTopLevel(scope: ReadScope, { name, otherValues = "", ofParent }: ListsOfParents) {
  if (!scope.totals || scope.revision !== null || name === undefined || ofParent) return null;
  return keptTotal(scope, scope.totals, `${name} ${otherValues}`);
}

async function readPages<Row>(
  scope: ReadScope,
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
  scope: ReadScope,
  name: string | NameWithValues | null,
  values: Values,
  build: (values: Values) => RawBuilder<Row>,
): Promise<Row[]> =>
  name === null || scope.revision !== null
    ? (await build(values).execute(scope.db)).rows
    : executeCompiled(scope, name, values, build);

const valuesOf = (end: "after" | "before", cursor: Cursor | null) =>
  Object.fromEntries((cursor ?? []).map((value, at) => [`${end}${at}`, value]));

const cursorOf = (end: "after" | "before", request: PageRequest, values: Readonly<Record<string, unknown>>) =>
  request[end]?.map((_, at) => values[`${end}${at}`] as string | number) ?? null;

/** Identifies the SQL of a page. Null if nothing does. */
const nameOf = (
  scope: ReadScope,
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

async function countsOnly<Row>(
  scope: ReadScope,
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
