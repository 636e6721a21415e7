/**
 * A GraphQL document that knows its result and its variables. Typed documents of other generators in string mode fit,
 * boxed or not, since they carry `__apiType` too; so does any string, whose result is then unknown.
 */
export interface TypedDocument<Result, Variables> {
  valueOf(): string;
  /** For the compiler alone: there is none at run time. */
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** One text of an operation and the fragments that it needs. */
export const typedDocument = <Result, Variables>(
  ...parts: readonly string[]
): string & TypedDocument<Result, Variables> => parts.join("\n\n");

/** What a document's result and variables are. */
export type ResultOf<Document> = Document extends TypedDocument<infer Result, never> ? Result : never;
export type VariablesOf<Document> = Document extends TypedDocument<unknown, infer Variables> ? Variables : never;

/** The first operation's name, to say in errors which one failed. */
export const operationName = (document: string): string | null =>
  /\b(?:query|mutation|subscription)\s+(\w+)/.exec(document)?.[1] ?? null;
