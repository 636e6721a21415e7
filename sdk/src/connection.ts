import { ConflictGraphError } from "./errors.ts";
import type { PageInfoFields } from "./generated/types.ts";

/** One page of a list. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfoFields;
  /** How many records the whole list has under its filter, whatever the page. */
  readonly totalCount: number;
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
export class Connection<Node> implements PromiseLike<Page<Node>>, AsyncIterable<Node> {
  readonly #operation: string | null;
  readonly #variables: PageVariables;
  readonly #load: (variables: PageVariables) => Promise<Page<Node>>;
  #first: Promise<Page<Node>> | undefined;

  constructor(
    operation: string | null,
    variables: PageVariables,
    load: (variables: PageVariables) => Promise<Page<Node>>,
  ) {
    this.#operation = operation;
    this.#variables = variables;
    this.#load = load;
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting a list is what gives one page of it.
  then<A = Page<Node>, B = never>(
    onPage?: ((page: Page<Node>) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#firstPage().then(onPage, onError);
  }

  /** Every record of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Node, void, undefined> {
    for await (const { nodes } of this.pages()) yield* this.#isBackwards ? nodes.toReversed() : nodes;
  }

  /** Every page, each in the list's order. */
  async *pages(): AsyncGenerator<Page<Node>, void, undefined> {
    let page = await this.#firstPage();
    let position: string | null = null;
    for (;;) {
      yield page;
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
      if (!(this.#isBackwards ? hasPreviousPage : hasNextPage)) return;
      const next = this.#isBackwards ? startCursor : endCursor;
      // Else a service that errs, or `first: 0`, would be asked for ever.
      if (next === null || next === position) throw this.#stuck();
      position = next;
      page = await this.#load({ ...this.#variables, [this.#isBackwards ? "before" : "after"]: next });
    }
  }

  /** The records of as many pages as are needed for `limit` of them; of all pages without one. */
  async toArray({ limit = Number.POSITIVE_INFINITY }: { readonly limit?: number } = {}): Promise<Node[]> {
    const nodes: Node[] = [];
    if (limit <= 0) return nodes;
    for await (const node of this) {
      nodes.push(node);
      if (nodes.length >= limit) break;
    }
    return nodes;
  }

  get #isBackwards(): boolean {
    return this.#variables.last != null;
  }

  #firstPage(): Promise<Page<Node>> {
    this.#first ??= this.#load(this.#variables);
    return this.#first;
  }

  #stuck(): ConflictGraphError {
    const problem =
      "The list is said to go on, but there is no cursor to go on from: a page must hold at least one record.";
    return new ConflictGraphError(problem, { code: "BAD_RESPONSE", operation: this.#operation });
  }
}
