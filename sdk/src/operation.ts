import { type Connection, createConnection, type Page, type PageVariables } from "./connection.ts";
import {
  listQueryText,
  type OperationParts,
  operationText,
  resultName,
  rootValue,
  type TypedDocument,
} from "./document.ts";
import type { Arguments, CallOptions, Core } from "./request.ts";
import { type Subscription, subscribe } from "./subscription.ts";

/** An operation as a function of a core, with its text as a typed document. */
export interface Operation<Result, Variables, Value> {
  (core: Core, ...args: Arguments<Variables>): Value;
  /** The root field or its alias, which is also the name of the client's method. */
  readonly field: string;
  readonly document: string & TypedDocument<Result, Variables>;
}

/** The type of an operation's only root field. */
type Root<Result> = Result[keyof Result];
type NodeOf<Result> = Root<Result> extends Page<infer Node> ? Node : never;

type Call = (core: Core, document: string, variables: object | undefined, options: CallOptions | undefined) => unknown;

const createOperation = ([field]: OperationParts, document: string, call: Call) =>
  Object.assign((core: Core, variables?: object, options?: CallOptions) => call(core, document, variables, options), {
    field: resultName(field),
    document,
  }) as never;

const queryRoot = async (...[core, document, variables, options]: Parameters<Call>) =>
  rootValue(await core.query(document, variables as Record<string, unknown>, options));

export const query = <Result, Variables>(
  ...parts: OperationParts
): Operation<Result, Variables, Promise<Root<Result>>> =>
  createOperation(parts, operationText("query", ...parts), queryRoot);

export const mutation = <Result, Variables>(
  ...parts: OperationParts
): Operation<Result, Variables, Promise<Root<Result>>> =>
  createOperation(parts, operationText("mutation", ...parts), queryRoot);

export const list = <Result, Variables>(
  ...parts: OperationParts
): Operation<Result, Variables, Connection<NodeOf<Result>>> =>
  createOperation(parts, listQueryText(...parts), (core, document, variables: PageVariables = {}, options) =>
    createConnection<unknown>(document, variables, (page) => queryRoot(core, document, page, options)),
  );

export const subscription = <Result, Variables>(
  ...parts: OperationParts
): Operation<Result, Variables, Subscription<Root<Result>>> =>
  createOperation(parts, operationText("subscription", ...parts), (core, document, variables, options) =>
    subscribe(core, document, variables, options, rootValue),
  );
