import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
} from "graphql";
import { type Selection, textOf, textOfList } from "../src/document.ts";
import { type Definitions, definitionsIn, type NamedOperation, type OperationFile } from "./documents.ts";
import { shapeOf, withFewUsesInPlace } from "./inPlace.ts";

/** An operation of `sdk/operations/`, and how its method gives it. */
export interface Operation {
  /** As the document has it: `CasualtyReports`. */
  readonly name: string;
  /** As the client has it, which is also its root field's name: `casualtyReports`. */
  readonly method: string;
  readonly kind: "field" | "mutation" | "list" | "subscription";
  readonly description: string;
  /** Whether it finds a record by one of `id` and `slug`, of which neither is required by itself. */
  readonly isLookUp: boolean;
  /** Its variables as they are declared, without blanks; of a list, without those that all lists have. */
  readonly variables: string;
  /** What it selects, without blanks: of a list, of the nodes. */
  readonly selection: string;
  /** The whole text, as the client sends it. */
  readonly text: string;
}

export interface Fragment {
  readonly name: string;
  /** Its type and selection, without blanks: `Actor{id name}`. */
  readonly text: string;
}

/** Names of the client that are no operation's. */
const TAKEN = ["query", "connection", "subscribe"];

/** @throws Error for an operation whose text the client could not put together from its parts */
export function operationsIn(schema: GraphQLSchema, documents: readonly OperationFile[]): Operation[] {
  const meant = definitionsIn(documents);
  const fragments = fragmentsIn(schema, documents);
  return withFewUsesInPlace(schema, meant).operations.map((definition, at) => {
    const operation = operationOf(definition, schema);
    const text = textFrom(operation, fragments);
    const sent = definitionsIn([{ document: parse(text) }]);
    const shape = (index: number, definitions: Definitions) =>
      shapeOf(schema, definitions.operations[index] ?? definition, definitions);
    if (shape(0, sent) !== shape(at, meant))
      throw new Error(
        `The operation ${operation.name} in sdk/operations/ must select the one field ${operation.method}, and pass each of its variables to the argument of the same name; a list, exactly totalCount, pageInfo { ...PageInfoFields } and nodes.`,
      );
    return { ...operation, text };
  });
}

function operationOf(definition: NamedOperation, schema: GraphQLSchema): Omit<Operation, "text"> {
  const name = definition.name.value;
  const method = name.charAt(0).toLowerCase() + name.slice(1);
  if (TAKEN.includes(method))
    throw new Error(`An operation cannot be named ${name}: the client has a method ${method}.`);
  const root = schema.getRootType(definition.operation)?.getFields()[method];
  const variables = definition.variableDefinitions ?? [];
  const takes = (wanted: string) => variables.some(({ variable }) => variable.name.value === wanted);
  const isList = takes("after") && isConnection(root);
  const field = definition.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  const nodes = field?.selectionSet?.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === "nodes",
  ) as FieldNode | undefined;
  const selection = isList ? nodes?.selectionSet : field?.selectionSet;
  return {
    name,
    method,
    kind: definition.operation === "query" ? (isList ? "list" : "field") : definition.operation,
    description: root?.description ?? "",
    isLookUp: takes("id") && takes("slug"),
    variables: variables
      .filter(({ variable }) => !(isList && PAGE_VARIABLES.includes(variable.name.value)))
      .map((variable) => stripIgnoredCharacters(print(variable)))
      .join(""),
    selection: selection ? stripIgnoredCharacters(print(selection)) : "",
  };
}

const PAGE_VARIABLES = ["first", "after", "last", "before"];

/** All fragments, each after those that it needs. */
export function fragmentsIn(schema: GraphQLSchema, documents: readonly OperationFile[]): Fragment[] {
  const { fragments } = withFewUsesInPlace(schema, definitionsIn(documents));
  const all = new Map(
    [...fragments].map(([name, definition]) => [
      name,
      stripIgnoredCharacters(print(definition)).replace(/^fragment \w+ on /, ""),
    ]),
  );
  const sorted = new Map<string, Fragment>();
  const add = (name: string) => {
    const text = all.get(name);
    if (text === undefined) throw new Error(`There is no fragment ${name} in sdk/operations/.`);
    for (const { spread } of pieces(text)) if (spread !== null && !sorted.has(spread)) add(spread);
    sorted.set(name, { name, text });
  };
  for (const name of all.keys()) add(name);
  return [...sorted.values()];
}

/** A selection's text cut where a fragment is spread: what stands before it, and its name. */
export function pieces(selection: string): { text: string; spread: string | null }[] {
  // Between an inline fragment's dots and its type there is no name: `...on Actor`.
  const parts = selection.split(/\.\.\.(?!on\b|\{|@)(\w+)/);
  return parts.flatMap((text, at) => (at % 2 === 0 ? [{ text, spread: parts[at + 1] ?? null }] : []));
}

function textFrom(operation: Omit<Operation, "text">, fragments: readonly Fragment[]): string {
  const { method, kind, variables, selection } = operation;
  const made = new Map<string, Selection>();
  const cut = (text: string): Selection =>
    pieces(text).flatMap(({ text, spread }) => (spread === null ? [text] : [text, made.get(spread) ?? []]));
  for (const { name, text } of fragments) made.set(name, cut(text));
  const parts = [method, variables, ...cut(selection)] as const;
  return kind === "list" ? textOfList(...parts) : textOf(kind === "field" ? "query" : kind, ...parts);
}

function isConnection(field: GraphQLField<unknown, unknown> | undefined): boolean {
  const type = field && getNamedType(field.type);
  return isObjectType(type) && "pageInfo" in type.getFields();
}

export const writes = ({ kind }: Operation): boolean => kind === "mutation";
export const reads = (operation: Operation): boolean => !writes(operation);
