import type { TypedDocument } from "./document.ts";
import type { PageInfoFields } from "./generated/types.ts";
import type { Arguments, CallOptions, Core } from "./request.ts";
import { operationError } from "./response.ts";

/** One page of a list. */
export interface Page<Node> extends AnyPage<Node> {
  readonly pageInfo: PageInfoFields;
  /** The number of records that match the filter, on all pages together. */
  readonly totalCount: number;
}

/** The minimum that a page in your own query must select. */
export interface AnyPage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: Partial<PageInfoFields>;
}

/** The variables of every list. `first` or `last` is the page size: 20 by default, at most 100. */
export interface PageVariables {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/**
 * A list. `await` it to get one page, or loop over it to get all records of all pages. A page is requested when it is
 * needed, and the first page only once. With `last`, the list is read backwards, from the last record to the first.
 * @example
 * const { nodes, totalCount } = await client.articles({ first: 2 });
 * for await (const article of client.articles()) console.log(article.title);
 */
export interface Connection<Node, Of extends AnyPage<Node> = Page<Node>> extends PromiseLike<Of>, AsyncIterable<Node> {
  /** Loops over all records of all pages. */
  [Symbol.asyncIterator](): AsyncGenerator<Node, void, undefined>;
  /**
   * Loops over the pages. With `last`, the last page comes first, but the records of each page are in the list's order.
   * @example
   * for await (const { nodes } of client.articles({ first: 100 }).pages()) console.log(nodes.length);
   */
  pages(): AsyncGenerator<Of, void, undefined>;
  /**
   * Resolves to the first `limit` records, or to all without a limit. Requests only the pages that are needed.
   * @example
   * const events = await client.events({ first: 50 }).toArray({ limit: 75 }); // two requests
   */
  toArray(options?: { readonly limit?: number }): Promise<Node[]>;
}

/** @param first the first page, if it is loaded already */
export function createConnection<Node, Of extends AnyPage<Node> = Page<Node>>(
  text: string,
  variables: PageVariables,
  load: (variables: PageVariables) => Promise<Of>,
  first?: Of,
): Connection<Node, Of> {
  const isBackwards = variables.last != null;
  const variable = isBackwards ? "before" : "after";
  let loading: Promise<Of> | undefined = first && Promise.resolve<Of>(first);
  const firstPage = () => (loading ??= load(variables));
  const list: Connection<Node, Of> = {
    // biome-ignore lint/suspicious/noThenProperty: awaiting a list gives one page.
    then: (onPage, onError) => firstPage().then(onPage, onError),
    async *[Symbol.asyncIterator]() {
      for await (const { nodes } of list.pages()) yield* isBackwards ? nodes.toReversed() : nodes;
    },
    async *pages() {
      for (let page = await firstPage(), position: unknown; ; ) {
        yield page;
        const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
        if (!(isBackwards ? hasPreviousPage : hasNextPage)) return;
        const next = isBackwards ? startCursor : endCursor;
        // A faulty service, a document that ignores the cursor, or `first: 0` would otherwise loop for ever.
        if (next == null || next === position || !text.includes(`$${variable}`))
          throw operationError(text, "NO_LIST", `No next page: $${variable} or a new cursor is missing.`);
        position = next;
        page = await load({ ...variables, [variable]: next });
      }
    },
    async toArray({ limit = 1 / 0 } = {}) {
      const nodes: Node[] = [];
      if (limit > 0)
        for await (const node of list) {
          if (nodes.push(node) >= limit) break;
        }
      return nodes;
    },
  };
  return list;
}

/**
 * Pages through a list anywhere in the result of your own document. The document must pass `$after` to that list (with
 * `last`: `$before`) and select its `nodes` and `pageInfo { hasNextPage endCursor }` (`hasPreviousPage startCursor`).
 * @param listIn returns the list from the result; null or undefined rejects with the code `NO_LIST`
 */
export function connection<Result, Variables, Of extends AnyPage<unknown>>(
  core: Core,
  document: TypedDocument<Result, Variables>,
  variables: Variables & PageVariables,
  listIn: (data: Result) => Of | null | undefined,
  { startFrom, ...options }: CallOptions & { readonly startFrom?: Of | undefined } = {},
): Connection<Of["nodes"][number], Of> {
  const text = core.textOf(document);
  const load = async (page: PageVariables) => {
    const list = listIn(await core.query(document, ...([page, options] as unknown as Arguments<Variables>)));
    if (list) return list;
    throw operationError(text, "NO_LIST", "listIn found no list.");
  };
  return createConnection(text, variables, load, startFrom);
}
