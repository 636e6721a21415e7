import { failure } from "./answer.ts";
import type { TypedDocument } from "./document.ts";
import type { PageInfoFields } from "./generated/types.ts";
import type { Arguments, CallOptions, Core } from "./request.ts";

/** One page of a list. */
export interface Page<Node> extends AnyPage<Node> {
  readonly pageInfo: PageInfoFields;
  /** How many records the whole list has under its filter, whatever the page. */
  readonly totalCount: number;
}

/** A page of a query of your own: with whatever it selects, but at least this. */
export interface AnyPage<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: Partial<PageInfoFields>;
}

/** The variables that every list takes. */
export interface PageVariables {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/**
 * A list that has not been asked for yet. Await it for one page; loop over it for every record of every page. Nothing is
 * sent before, and each page only when it is needed; the first one is kept, so that both together ask for it once.
 * With `last`, it goes from the list's end to its beginning, the last record first.
 */
export interface Connection<Node, Of extends AnyPage<Node> = Page<Node>> extends PromiseLike<Of>, AsyncIterable<Node> {
  /** Every record of every page. */
  [Symbol.asyncIterator](): AsyncGenerator<Node, void, undefined>;
  /** Every page, each in the list's order. */
  pages(): AsyncGenerator<Of, void, undefined>;
  /** The records of as many pages as are needed for `limit` of them; of all pages without one. */
  toArray(options?: { readonly limit?: number }): Promise<Node[]>;
}

/**
 * @param load asks for a page
 * @param first the first page, where it is there already
 */
export function connectionOf<Node, Of extends AnyPage<Node> = Page<Node>>(
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
    // biome-ignore lint/suspicious/noThenProperty: awaiting a list is what gives one page of it.
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
        // Else a service that errs, a document that does not take the cursor, or `first: 0`, would be asked for ever.
        if (next == null || next === position || !text.includes(`$${variable}`))
          throw failure(text, "NO_LIST", `The list goes on, but without a cursor or $${variable} for it.`);
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
 * A list in the answer of a document of your own, also one that hangs on a record. The document takes `$after` (or
 * `$before` with `last`) for this list, and selects its `nodes` and `pageInfo { hasNextPage endCursor }`.
 * @param listIn finds the list in the answer's data
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
    throw failure(text, "NO_LIST", "The answer holds no list.");
  };
  return connectionOf(text, variables, load, startFrom);
}
