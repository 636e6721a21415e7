import { type AnyPage, type Connection, connection, type PageVariables } from "./connection.ts";
import type { TypedDocument } from "./document.ts";
import type { Methods } from "./generated/methods.ts";
import { operations } from "./generated/operations.ts";
import { type CallOptions, type ClientSettings, type Core, createCore } from "./request.ts";
import { type Subscription, subscribe } from "./subscription.ts";

/** One method per operation that reads, and `query`, `connection` and `subscribe` for your own documents. */
export interface Client extends Methods, Pick<Core, "query"> {
  /**
   * Pages through a list anywhere in the result of your own document. The document must pass `$after` to that list and
   * select its `nodes` and `pageInfo { hasNextPage endCursor }`.
   * @param listIn returns the list from the result; null or undefined rejects with the code `NO_LIST`
   * @example
   * const claims = client.connection(EventClaims, { slug: "war-2020" }, ({ event }) => event?.casualtyReports);
   * for await (const { count } of claims) console.log(count.label);
   */
  connection<Result, Variables, Of extends AnyPage<unknown>>(
    document: TypedDocument<Result, Variables>,
    variables: Variables & PageVariables,
    listIn: (data: Result) => Of | null | undefined,
    options?: CallOptions & {
      /** The first page, if you have it already. It is not requested again. */ readonly startFrom?: Of;
    },
  ): Connection<Of["nodes"][number], Of>;
  /**
   * Subscribes with your own document. If the document has the variable `$since` and selects `position`, the client
   * reconnects after a broken connection, and no change is lost or repeated.
   * @example
   * const document = "subscription($since: Int) { articleIngested(since: $since) { position slug } }";
   * for await (const change of client.subscribe(document, { since: 0 })) console.log(change);
   */
  subscribe<Result, Variables = Readonly<Record<string, unknown>>>(
    document: TypedDocument<Result, Variables>,
    variables?: Variables,
    options?: CallOptions,
  ): Subscription<Result>;
}

/**
 * Creates a client with a method for each query and subscription of the service. It sends nothing until you call a method.
 * Use `createWritingClient` for mutations, and `createCore` for the smallest bundle.
 * @example
 * const client = createClient({ url: "http://localhost:4000/graphql" });
 * const { nodes } = await client.casualtyReports({ filter: { event: ["clashes-september-2022"] } });
 * for (const { count, harm } of nodes) console.log(count.label, harm);
 */
export function createClient(settings: ClientSettings): Client {
  const core = createCore(settings);
  const call = (operation: unknown) => (operation as (...args: unknown[]) => unknown).bind(null, core);
  // Methods made in a loop have no types of their own; the interface has them.
  const methods = Object.fromEntries(
    operations.map((operation) => [operation.field, call(operation)]),
  ) as unknown as Methods;
  return { ...methods, query: core.query, connection: call(connection), subscribe: call(subscribe) } as Client;
}
