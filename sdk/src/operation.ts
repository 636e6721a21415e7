import { type Connection, connectionOf, type Page, type PageVariables } from "./connection.ts";
import { type Parts, rootOf, type TypedDocument, textOf, textOfList } from "./document.ts";
import type { Arguments, CallOptions, Core } from "./request.ts";
import { type Subscription, subscribe } from "./subscription.ts";

/** An operation of the service as a function, and the text that it sends, which also knows its types. */
export interface Operation<Result, Variables, Value> {
  (core: Core, ...args: Arguments<Variables>): Value;
  /** Its root field, which gives the client's method its name. */
  readonly field: string;
  readonly document: string & TypedDocument<Result, Variables>;
}

/** What an operation's only root field gives. */
type Root<Result> = Result[keyof Result];
type NodeOf<Result> = Root<Result> extends Page<infer Node> ? Node : never;

type Call = (core: Core, document: string, variables: object | undefined, options: CallOptions | undefined) => unknown;

const operation = ([field]: Parts, document: string, call: Call) =>
  Object.assign((core: Core, variables?: object, options?: CallOptions) => call(core, document, variables, options), {
    field,
    document,
  }) as never;

const ask = async (...[core, document, variables, options]: Parameters<Call>) =>
  rootOf(await core.query(document, variables as Record<string, unknown>, options));

/** Gives one value. */
export const field = <Result, Variables>(...parts: Parts): Operation<Result, Variables, Promise<Root<Result>>> =>
  operation(parts, textOf("query", ...parts), ask);

/** Changes something, and gives what came of it. */
export const mutation = <Result, Variables>(...parts: Parts): Operation<Result, Variables, Promise<Root<Result>>> =>
  operation(parts, textOf("mutation", ...parts), ask);

/** Gives a list, page by page. */
export const list = <Result, Variables>(...parts: Parts): Operation<Result, Variables, Connection<NodeOf<Result>>> =>
  operation(parts, textOfList(...parts), (core, document, variables: PageVariables = {}, options) =>
    connectionOf<unknown>(document, variables, (page) => ask(core, document, page, options)),
  );

/** Gives what happens, as it happens. */
export const subscription = <Result, Variables>(
  ...parts: Parts
): Operation<Result, Variables, Subscription<Root<Result>>> =>
  operation(parts, textOf("subscription", ...parts), (core, document, variables, options) =>
    subscribe(core, document, variables, options, rootOf),
  );
