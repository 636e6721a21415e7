/**
 * A GraphQL document that knows its result and its variables: a text, boxed or not, or a parsed document, for which
 * `createClient` needs `print`. What gql.tada, the client preset and other generators make fits, since it carries
 * `__apiType`; so does any text, whose result is then unknown.
 */
export interface TypedDocument<Result, Variables> {
  valueOf(): string | object;
  /** For the compiler alone: there is none at run time. */
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** What a document's result and variables are. */
export type ResultOf<Document> = Document extends TypedDocument<infer Result, never> ? Result : never;
export type VariablesOf<Document> = Document extends TypedDocument<unknown, infer Variables> ? Variables : never;

/** A selection in pieces: texts, and between them the fragments that are spread there. A fragment's begins with its type: `Actor{id name}`. */
export type Selection = readonly (string | Selection)[];

/** What an operation is made from: its field, its variables as they are declared, and its selection. */
export type Parts = readonly [field: string, variables?: string, ...selection: Selection];

/** The text of an operation that is named like its field, and passes its variables on to the arguments of the same names. */
export function textOf(
  kind: "query" | "mutation" | "subscription",
  ...[field, variables = "", ...selection]: Parts
): string {
  const fragments: Selection[] = [];
  const write = (pieces: Selection): string =>
    pieces
      .map((piece) => {
        if (typeof piece === "string") return piece;
        if (!fragments.includes(piece)) fragments.push(piece);
        return `...F${fragments.indexOf(piece)}`;
      })
      .join("");
  const inBrackets = (text: string) => text && `(${text})`;
  const args = variables.replace(/\$(\w+):[^$]*/g, "$1:$$$1 ");
  let text = `${kind} ${field}${inBrackets(variables)}{${field}${inBrackets(args)}${write(selection)}}`;
  // Writing one may bring further ones, to which the loop comes too.
  for (const [at, fragment] of fragments.entries()) text += `fragment F${at} on ${write(fragment)}`;
  return text;
}

/** The same for a list, of whose nodes this is the selection. */
export const textOfList = (...[field, variables = "", ...selection]: Parts): string =>
  textOf(
    "query",
    field,
    `${variables}$first:Int$after:String$last:Int$before:String`,
    "{totalCount pageInfo{hasNextPage hasPreviousPage startCursor endCursor}nodes",
    ...selection,
    "}",
  );

/** The first operation's name, to say in errors which one failed. */
export const operationName = (document: string): string | null =>
  /\b(?:query|mutation|subscription)\s+(\w+)/.exec(document)?.[1] ?? null;

/** What the only root field of an answer holds. */
export const rootOf = (data: unknown) => Object.values(data as object)[0];
