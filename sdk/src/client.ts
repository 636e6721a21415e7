import { type AnyPage, type Connection, connection, type PageVariables } from "./connection.ts";
import type { TypedDocument } from "./document.ts";
import type { Methods } from "./generated/methods.ts";
import { operations } from "./generated/operations.ts";
import { type CallOptions, type ClientSettings, type Core, createCore } from "./request.ts";
import { type Subscription, subscribe } from "./subscription.ts";

/** One method for each operation that reads, and three for documents of your own. */
export interface Client extends Methods, Pick<Core, "query"> {
  /**
   * A list in the answer of a document of your own, also one that hangs on a record: awaitable, and iterable over all of its
   * pages. The document takes `$after` for that list, and selects its `nodes` and `pageInfo { hasNextPage endCursor }`.
   * @param listIn finds the list in the answer's data
   */
  connection<Result, Variables, Of extends AnyPage<unknown>>(
    document: TypedDocument<Result, Variables>,
    variables: Variables & PageVariables,
    listIn: (data: Result) => Of | null | undefined,
    options?: CallOptions & { /** Its first page, where an earlier answer has brought it. */ readonly startFrom?: Of },
  ): Connection<Of["nodes"][number], Of>;
  /**
   * Subscribes by a document of your own. Where it takes `$since` and selects each change's `position`, it goes on after a
   * connection that broke, without losing or repeating a change.
   */
  subscribe<Result, Variables = Readonly<Record<string, unknown>>>(
    document: TypedDocument<Result, Variables>,
    variables?: Variables,
    options?: CallOptions,
  ): Subscription<Result>;
}

/**
 * A client with a method for everything that reads. For the smallest bundle, `createCore` and single operations do the
 * same; `createWritingClient` of `@conflict-graph/sdk/writing` also writes.
 */
export function createClient(settings: ClientSettings): Client {
  const core = createCore(settings);
  const call = (operation: unknown) => (operation as (...args: unknown[]) => unknown).bind(null, core);
  // The interface says what each method takes and gives; its values, made in one loop, cannot.
  const methods = Object.fromEntries(
    operations.map((operation) => [operation.field, call(operation)]),
  ) as unknown as Methods;
  return { ...methods, query: core.query, connection: call(connection), subscribe: call(subscribe) } as Client;
}
