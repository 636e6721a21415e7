/**
 * A GraphQL document with the types of its result and variables: a string, or a parsed document (then the client needs
 * `print`). Documents from gql.tada and from GraphQL Code Generator's client preset fit. A plain string fits too; its
 * result is `unknown`.
 * @example
 * const ActorName: TypedDocument<{ actor: { name: string } | null }, { slug: string }> =
 *   "query ActorName($slug: String!) { actor(slug: $slug) { name } }";
 * const { actor } = await client.query(ActorName, { slug: "armenia" });
 */
export interface TypedDocument<Result, Variables> {
  valueOf(): string | object;
  /** For the compiler only; undefined at run time. */
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** The type of a document's result. */
export type ResultOf<Document> = Document extends TypedDocument<infer Result, never> ? Result : never;
/** The type of a document's variables. */
export type VariablesOf<Document> = Document extends TypedDocument<unknown, infer Variables> ? Variables : never;

/** Text and fragments. A fragment starts with its type, as in `Actor{id name}`; a bundle contains each fragment once. */
export type Selection = readonly (string | Selection)[];

/** The parts of an operation's text: its root field, perhaps with an alias before it, its variable definitions and its selection. */
export type OperationParts = readonly [field: string, variables?: string, ...selection: Selection];

/** The name of a root field in the result: `b` of `b:a`. */
export const resultName = (field: string): string => field.replace(/:.*/, "");

/**
 * The operation is named after its field, and passes each variable to the argument of the same name, unless the selection
 * uses the variable itself.
 */
export function operationText(
  kind: "query" | "mutation" | "subscription",
  ...[field, variables = "", ...selection]: OperationParts
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
  const body = write(selection);
  const args = variables.replace(/\$(\w+):[^$]*/g, (_, name) =>
    RegExp(`\\$${name}\\b`).test(body) ? "" : `${name}:$${name} `,
  );
  let text = `${kind} ${resultName(field)}${inBrackets(variables)}{${field}${inBrackets(args)}${body}}`;
  // Writing a fragment may add further fragments, which the loop then reaches.
  for (const [at, fragment] of fragments.entries()) text += `fragment F${at} on ${write(fragment)}`;
  return text;
}

/** The text of a query for a connection, given the selection of its nodes. */
export const listQueryText = (...[field, variables = "", ...selection]: OperationParts): string =>
  operationText(
    "query",
    field,
    `${variables}$first:Int$after:String$last:Int$before:String`,
    "{totalCount pageInfo{hasNextPage hasPreviousPage startCursor endCursor}nodes",
    ...selection,
    "}",
  );

/** The name of a document's first operation. */
export const operationName = (document: string): string | null =>
  /\b(?:query|mutation|subscription)\s+(\w+)/.exec(document)?.[1] ?? null;

/** The value of a result's only root field. */
export const rootValue = (data: unknown) => Object.values(data as object)[0];
