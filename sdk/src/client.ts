import { Connection, type Page, type PageVariables } from "./connection.ts";
import { operationName, type ResultOf, type TypedDocument, type VariablesOf } from "./document.ts";
import { operations } from "./generated/operations.ts";
import { type CallOptions, type ClientSettings, createTransport, type Transport } from "./transport.ts";

type Operations = typeof operations;

interface Operation {
  readonly kind: "field" | "connection";
  readonly field: string;
  readonly document: string;
}

/** What a call takes: variables may be left out only where none is required. */
export type Arguments<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: CallOptions]
    : [variables: Variables, options?: CallOptions];

type ValueOf<Of extends Operation> = ResultOf<Of["document"]>[Of["field"] & keyof ResultOf<Of["document"]>];

/** A list's operation must select `nodes`, `pageInfo` and `totalCount`, or its method is `never`. */
type Method<Of extends Operation> = Of["kind"] extends "field"
  ? (...args: Arguments<VariablesOf<Of["document"]>>) => Promise<ValueOf<Of>>
  : ValueOf<Of> extends Page<infer Node>
    ? (...args: Arguments<VariablesOf<Of["document"]>>) => Connection<Node>
    : never;

type Methods = { readonly [Name in keyof Operations]: Method<Operations[Name]> };

/** One method for each of the operations in `sdk/operations/`, and `query` for your own. */
export interface Client extends Methods {
  /** Sends a document of your own, and gives its `data`. Typed documents bring their types; for a plain string, name the result's. */
  query<Result = unknown, Variables = Readonly<Record<string, unknown>>>(
    document: TypedDocument<Result, Variables>,
    ...args: Arguments<Variables>
  ): Promise<Result>;
}

export function createClient(settings: ClientSettings): Client {
  const transport = createTransport(settings);
  const methods = Object.entries<Operation>(operations).map(([name, operation]) => [
    name,
    methodOf(operation, transport),
  ]);
  const query = (document: TypedDocument<unknown, object>, variables?: object, options?: CallOptions) =>
    transport(document.valueOf(), variables, options);
  // The table's types say what each method takes and gives; its values, made in one loop, cannot.
  return { ...Object.fromEntries(methods), query } as Client;
}

function methodOf({ kind, field, document }: Operation, transport: Transport) {
  const value = async (variables?: object, options?: CallOptions) =>
    ((await transport(document, variables, options)) as Record<string, unknown>)[field];
  if (kind === "field") return value;
  return (variables: PageVariables = {}, options?: CallOptions) =>
    new Connection(operationName(document), variables, (page) => value(page, options) as Promise<Page<unknown>>);
}
