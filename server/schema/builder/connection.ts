import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { lazy } from "../../domain/lazy.ts";
import { required } from "../../domain/required.ts";
import { unstorableCharacter } from "../../domain/storableText.ts";
import { canonicalJson, sha256 } from "../../domain/text.ts";
import type { OrderTerm } from "../../store/read/lists/orders.ts";
import { cursorAt, emptyPage, type Page, pagesByParent } from "../../store/read/lists/page.ts";
import type { Cursor, ListsOfParents, PageRequest } from "../../store/read/lists/pageStatements.ts";
import { DEFAULT_PAGE, LARGEST_PAGE } from "./builder.ts";
import type { Context } from "./context.ts";
import { InputError } from "./errors.ts";

/** The paging arguments. All other arguments of a connection identify the list. */
export interface ConnectionArgs {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

export interface Connection<Row> {
  /** The nodes of the edges, so that a query without edges needs none. */
  readonly rows: readonly Row[];
  readonly edges: { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
  /** The list that the page is from. Null if it is not one of a parent's lists. */
  readonly list: ListOfParent | null;
}

/** A whole list, for fields of a connection that are about all its records. */
export interface ListOfParent {
  /** The record that has the list; 0 for a list at the root. */
  readonly parent: number;
  readonly context: Context;
  /** Identifies the list, except for the parent. */
  readonly name: string;
  /** The lists of several parents at once. */
  lists(parents: readonly number[]): Promise<ListsOfParents>;
}

export interface ListField {
  readonly order: readonly OrderTerm[];
  /** The records that have the lists; 0 for a list at the root. */
  readonly parents: readonly number[];
  /** The lists of several parents at once. */
  list(parents: readonly number[]): Promise<ListsOfParents>;
}

/** The same page of each record's list. One SQL statement reads all the pages. */
export async function connections<Row extends object>(
  context: Context,
  info: GraphQLResolveInfo,
  args: ConnectionArgs,
  { order, parents, list }: ListField,
): Promise<Connection<Row>[]> {
  const selected = selectedFields(info);
  const codec = cursorsOf(info, args, order);
  const request: PageRequest = {
    ...pageArguments(args),
    after: codec.decode(args.after, "after"),
    before: codec.decode(args.before, "before"),
    order,
    includeRows: ["edges", "nodes", "pageInfo"].some((field) => selected.has(field)),
    includeTotal: selected.has("totalCount"),
    // The total of a page without rows is joined to the rows in their order.
    includeCursors: ["edges", "pageInfo", "totalCount"].some((field) => selected.has(field)),
  };
  const name = JSON.stringify([
    "page",
    info.parentType.name,
    info.fieldName,
    args,
    request.includeRows,
    request.includeTotal,
    request.includeCursors,
  ]);
  const loader = context.loader<number, Page<Row>>(name, async (keys) =>
    pagesByParent<Row>(context.store, await list(keys), keys, request),
  );
  const pages = await loader.loadMany(parents);
  const encode = (row: object) => codec.encode(cursorAt(row, order));
  const whole = { context, name: nameOfList(info, args), lists: shared(list) };
  return pages.map((page, at) =>
    toConnection(page ?? emptyPage(request), request, encode, { ...whole, parent: parents[at] ?? 0 }),
  );
}

const nameOfList = ({ parentType, fieldName }: GraphQLResolveInfo, args: ConnectionArgs): string =>
  JSON.stringify([parentType.name, fieldName, withoutPaging(args)]);

function withoutPaging({ first: _first, last: _last, after: _after, before: _before, ...identity }: ConnectionArgs) {
  return identity;
}

/** Makes the lists of the same parents once. */
function shared(list: ListField["list"]): ListField["list"] {
  const made = new Map<string, ReturnType<ListField["list"]>>();
  return (parents) => {
    const key = parents.join();
    const lists = made.get(key) ?? list(parents);
    made.set(key, lists);
    return lists;
  };
}

/** A page of a list that belongs to no record. */
export async function topLevelConnection<Row extends object>(
  context: Context,
  info: GraphQLResolveInfo,
  args: ConnectionArgs,
  field: Omit<ListField, "parents">,
): Promise<Connection<Row>> {
  const [page] = await connections<Row>(context, info, args, { ...field, parents: [0] });
  return required(page, "The page");
}

/** Checks `first` and `last`. */
export function pageArguments({ first, last }: ConnectionArgs): { limit: number; backwards: boolean } {
  if (first != null && last != null) throw new InputError("first", "and last cannot be combined; give one of them");
  for (const [argument, value] of Object.entries({ first, last })) {
    if (value != null && (value < 0 || value > LARGEST_PAGE))
      throw new InputError(argument, `is ${value}; it takes 0 to ${LARGEST_PAGE}`);
  }
  return last != null ? { limit: last, backwards: true } : { limit: first ?? DEFAULT_PAGE, backwards: false };
}

/**
 * A cursor contains its record's values in the ordered columns, and a fingerprint of list, filter and order. A cursor of
 * another list is refused, because it would give a wrong page.
 */
export function cursorsOf(
  info: GraphQLResolveInfo,
  args: ConnectionArgs,
  order: readonly Pick<OrderTerm, "valueType">[],
) {
  const fingerprint = lazy(() => {
    const list = [info.parentType.name, info.fieldName, withoutEmpty(withoutNulls(withoutPaging(args)))];
    return sha256(canonicalJson(list)).slice(0, 12);
  });
  return {
    encode: (values: Cursor): string => Buffer.from(JSON.stringify([fingerprint(), ...values])).toString("base64url"),
    decode(text: string | null | undefined, argument: string): Cursor | null {
      if (text == null) return null;
      const [found, ...values] = parseCursor(text, argument);
      if (found !== fingerprint()) {
        throw new InputError(
          argument,
          "is a cursor of another list, filter or order; take it from this list with the same arguments",
        );
      }
      const fits =
        values.length === order.length && values.every((value, at) => isOrderValue(value, order[at]?.valueType));
      if (!fits) throw notACursor(text, argument);
      return values as Cursor;
    },
  };
}

/** Removes nulls, which mean the same as missing values: clients often send every variable. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, inner]) => inner != null);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner)]));
}

/** Removes an empty filter, which means the same as a missing filter. */
const withoutEmpty = (args: unknown): unknown =>
  Object.fromEntries(
    Object.entries(args as object).filter(([, value]) => typeof value !== "object" || Object.keys(value).length > 0),
  );

/** True if an ordered column can contain the value. Any other value did not come from one of our cursors. */
const isOrderValue = (value: unknown, valueType: OrderTerm["valueType"] | undefined): boolean =>
  valueType === "number"
    ? Number.isSafeInteger(value)
    : typeof value === "string" && unstorableCharacter(value) === null;

function parseCursor(text: string, argument: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Text that is not JSON gets the same error as JSON of another shape.
  }
  throw notACursor(text, argument);
}

const notACursor = (text: string, argument: string) =>
  new InputError(
    argument,
    `“${text.slice(0, 40)}” is not a cursor; take one from a \`cursor\`, \`startCursor\` or \`endCursor\` field of this list`,
  );

/** Makes the cursor only when it is read, since most queries ask for few cursors. */
class PageEdge<Row> {
  readonly node: Row;
  readonly #encode: (row: Row) => string;
  constructor(node: Row, encode: (row: Row) => string) {
    this.node = node;
    this.#encode = encode;
  }
  get cursor(): string {
    return this.#encode(this.node);
  }
}

/** Makes edges and cursors only when they are read. */
class PageConnection<Row> implements Connection<Row> {
  readonly #page: Page<Row>;
  readonly #request: Pick<PageRequest, "after" | "before" | "backwards">;
  readonly #encode: (row: Row) => string;
  readonly list: ListOfParent | null;
  constructor(
    page: Page<Row>,
    request: Pick<PageRequest, "after" | "before" | "backwards">,
    encode: (row: Row) => string,
    list: ListOfParent | null,
  ) {
    this.#page = page;
    this.#request = request;
    this.#encode = encode;
    this.list = list;
  }
  get rows() {
    return this.#page.rows;
  }
  get edges() {
    return this.rows.map((row) => new PageEdge(row, this.#encode));
  }
  get pageInfo() {
    return new PageInfo(this.#page, this.#request, this.#encode);
  }
  get totalCount() {
    return this.#page.total;
  }
}

class PageInfo<Row> {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #rows: readonly Row[];
  readonly #encode: (row: Row) => string;
  constructor(
    { hasMore, rows }: Page<Row>,
    { after, before, backwards }: Pick<PageRequest, "after" | "before" | "backwards">,
    encode: (row: Row) => string,
  ) {
    this.hasNextPage = backwards ? before !== null : hasMore;
    this.hasPreviousPage = backwards ? hasMore : after !== null;
    this.#rows = rows;
    this.#encode = encode;
  }
  get startCursor() {
    return this.#cursorOf(this.#rows[0]);
  }
  get endCursor() {
    return this.#cursorOf(this.#rows.at(-1));
  }
  #cursorOf(row: Row | undefined): string | null {
    return row === undefined ? null : this.#encode(row);
  }
}

/** @param encode makes the cursor of a row */
export const toConnection = <Row>(
  page: Page<Row>,
  request: Pick<PageRequest, "after" | "before" | "backwards">,
  encode: (row: Row) => string,
  list: ListOfParent | null = null,
): Connection<Row> => new PageConnection(page, request, encode, list);

/** The names of the fields selected below this one, including those in fragments. */
export function selectedFields(info: GraphQLResolveInfo): Set<string> {
  const names = new Set<string>();
  const visit = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else
        visit(
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : info.fragments[selection.name.value]?.selectionSet,
        );
    }
  };
  for (const field of info.fieldNodes as readonly FieldNode[]) visit(field.selectionSet);
  return names;
}
