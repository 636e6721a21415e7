import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { canonicalJson, sha256 } from "../../domain/text.ts";
import type { OrderTerm } from "../../store/read/lists/orders.ts";
import {
  type Cursor,
  emptyPage,
  type ListsOfParents,
  type Page,
  type PageRequest,
  pagesByParent,
} from "../../store/read/page.ts";
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
  readonly edges: { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

export interface ListField {
  readonly order: readonly OrderTerm[];
  /** The record that has the list; 0 for the lists at the root. */
  readonly parent: number;
  /** The lists of several parents at once. */
  list(parents: readonly number[]): Promise<ListsOfParents>;
}

/** A page of a record's list. If a request selects the same list of many records, one SQL statement reads all the pages. */
export async function connection<Row>(
  context: Context,
  info: GraphQLResolveInfo,
  args: ConnectionArgs,
  { order, parent, list }: ListField,
): Promise<Connection<Row>> {
  const selected = selectedFields(info);
  const codec = cursorsOf(info, args, order);
  const request: PageRequest = {
    ...pageArguments(args),
    after: codec.decode(args.after, "after"),
    before: codec.decode(args.before, "before"),
    order,
    includeRows: ["edges", "nodes", "pageInfo"].some((field) => selected.has(field)),
    includeTotal: selected.has("totalCount"),
  };
  const name = canonicalJson([
    "page",
    info.parentType.name,
    info.fieldName,
    withoutNulls(args),
    request.includeRows,
    request.includeTotal,
  ]);
  const pages = context.loader<number, Page<Row>>(name, async (parents) =>
    pagesByParent<Row>(context.store, await list(parents), parents, request),
  );
  return toConnection((await pages.load(parent)) ?? emptyPage(request), request, codec.encode);
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
  const { first: _first, last: _last, after: _after, before: _before, ...identity } = args;
  const fingerprint = sha256(
    canonicalJson([info.parentType.name, info.fieldName, withoutEmpty(withoutNulls(identity))]),
  ).slice(0, 12);
  return {
    encode: (values: Cursor): string => Buffer.from(JSON.stringify([fingerprint, ...values])).toString("base64url"),
    decode(text: string | null | undefined, argument: string): Cursor | null {
      if (text == null) return null;
      const [found, ...values] = parseCursor(text, argument);
      if (found !== fingerprint) {
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
  valueType === "number" ? Number.isSafeInteger(value) : typeof value === "string" && !value.includes("\u0000");

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

export function toConnection<Row>(
  page: Page<Row>,
  request: Pick<PageRequest, "after" | "before" | "backwards">,
  encode: (values: Cursor) => string,
): Connection<Row> {
  const edges = page.rows.map((node) => ({ cursor: encode(node.cursor), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: request.backwards ? request.before !== null : page.hasMore,
      hasPreviousPage: request.backwards ? page.hasMore : request.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: page.total,
  };
}

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
