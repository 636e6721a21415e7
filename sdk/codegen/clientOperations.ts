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
import { listQueryText, operationText, type Selection } from "../src/document.ts";
import { type Definitions, type DocumentFile, definitionsIn, type NamedOperation } from "./documents.ts";
import { inlineRareFragments, normalized } from "./inlineFragments.ts";

/** An operation of `sdk/operations/`, as the client's method sends it. */
export interface Operation {
  /** The operation's name in the document: `CasualtyReports`. */
  readonly name: string;
  /** The name of the method, and of the root field or its alias: `casualtyReports`. */
  readonly method: string;
  /** The root field, with its alias if it has one: `casualtyReportFacets:casualtyReports`. */
  readonly rootField: string;
  readonly kind: "query" | "mutation" | "list" | "subscription";
  readonly description: string;
  /** True if the variables are either `id` or `slug`. */
  readonly isLookUp: boolean;
  /** The variable definitions, minified. For a list, `first`, `after`, `last` and `before` are left out. */
  readonly variables: string;
  /** The selection, minified; for a list, the selection of the nodes. */
  readonly selection: string;
  /** The text that the client sends. */
  readonly text: string;
}

export interface Fragment {
  readonly name: string;
  /** The fragment's type and selection, minified: `Actor{id name}`. */
  readonly text: string;
}

/** The names of the client's other methods. */
const RESERVED_NAMES = ["query", "connection", "subscribe"];

/** @throws Error for an operation that the client could not build from its field, variables and selection */
export function clientOperations(schema: GraphQLSchema, documents: readonly DocumentFile[]): Operation[] {
  const definitions = definitionsIn(documents);
  const fragments = fragmentTexts(schema, documents);
  return inlineRareFragments(schema, definitions).operations.map((definition, at) => {
    const operation = operationOf(definition, schema);
    const text = textToSend(operation, fragments);
    const sent = definitionsIn([{ document: parse(text) }]);
    const shape = (index: number, { operations, fragments }: Definitions) =>
      normalized(schema, operations[index] ?? definition, fragments);
    if (shape(0, sent) !== shape(at, definitions))
      throw new Error(
        `The operation ${operation.name} in sdk/operations/ must select only the field ${operation.method}, and pass each variable to the argument of the same name. A list must select exactly totalCount, pageInfo { ...PageInfoFields } and nodes.`,
      );
    return { ...operation, text };
  });
}

function operationOf(definition: NamedOperation, schema: GraphQLSchema): Omit<Operation, "text"> {
  const name = definition.name.value;
  const method = name.charAt(0).toLowerCase() + name.slice(1);
  if (RESERVED_NAMES.includes(method))
    throw new Error(
      `An operation cannot be named ${name}, because the client has a method ${method}. Choose another name.`,
    );
  const field = definition.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  const root = schema.getRootType(definition.operation)?.getFields()[field?.name.value ?? method];
  const variables = definition.variableDefinitions ?? [];
  const takes = (wanted: string) => variables.some(({ variable }) => variable.name.value === wanted);
  const isList = takes("after") && isConnection(root);
  const nodes = field?.selectionSet?.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === "nodes",
  ) as FieldNode | undefined;
  const selection = isList ? nodes?.selectionSet : field?.selectionSet;
  return {
    name,
    method,
    rootField: field?.alias ? `${field.alias.value}:${field.name.value}` : method,
    kind: definition.operation === "query" ? (isList ? "list" : "query") : definition.operation,
    description: (field?.alias ? firstField(field, root) : root)?.description ?? "",
    isLookUp: takes("id") && takes("slug"),
    variables: variables
      .filter(({ variable }) => !(isList && PAGE_VARIABLES.includes(variable.name.value)))
      .map((variable) => stripIgnoredCharacters(print(variable)))
      .join(""),
    selection: selection ? stripIgnoredCharacters(print(selection)) : "",
  };
}

/** The first field that a root field selects, for an operation that is about this part of a list. */
function firstField({ selectionSet }: FieldNode, root: GraphQLField<unknown, unknown> | undefined) {
  const first = selectionSet?.selections.find((selection) => selection.kind === Kind.FIELD);
  const type = root && getNamedType(root.type);
  return isObjectType(type) && first ? type.getFields()[first.name.value] : undefined;
}

const PAGE_VARIABLES = ["first", "after", "last", "before"];

/** All fragments; each comes after the fragments that it spreads. */
export function fragmentTexts(schema: GraphQLSchema, documents: readonly DocumentFile[]): Fragment[] {
  const { fragments } = inlineRareFragments(schema, definitionsIn(documents));
  const all = new Map(
    [...fragments].map(([name, definition]) => [
      name,
      stripIgnoredCharacters(print(definition)).replace(/^fragment \w+ on /, ""),
    ]),
  );
  const sorted = new Map<string, Fragment>();
  const add = (name: string) => {
    const text = all.get(name);
    if (text === undefined) throw new Error(`The fragment ${name} is not in sdk/operations/.`);
    for (const { spread } of splitAtSpreads(text)) if (spread !== null && !sorted.has(spread)) add(spread);
    sorted.set(name, { name, text });
  };
  for (const name of all.keys()) add(name);
  return [...sorted.values()];
}

/** Splits a minified selection into pieces of text, each with the fragment that follows it. */
export function splitAtSpreads(selection: string): { text: string; spread: string | null }[] {
  // Not at an inline fragment: `...on Actor`.
  const parts = selection.split(/\.\.\.(?!on\b|\{|@)(\w+)/);
  return parts.flatMap((text, at) => (at % 2 === 0 ? [{ text, spread: parts[at + 1] ?? null }] : []));
}

function textToSend(operation: Omit<Operation, "text">, fragments: readonly Fragment[]): string {
  const { rootField, kind, variables, selection } = operation;
  const selections = new Map<string, Selection>();
  const selectionOf = (text: string): Selection =>
    splitAtSpreads(text).flatMap(({ text, spread }) =>
      spread === null ? [text] : [text, selections.get(spread) ?? []],
    );
  for (const { name, text } of fragments) selections.set(name, selectionOf(text));
  const parts = [rootField, variables, ...selectionOf(selection)] as const;
  return kind === "list" ? listQueryText(...parts) : operationText(kind, ...parts);
}

function isConnection(field: GraphQLField<unknown, unknown> | undefined): boolean {
  const type = field && getNamedType(field.type);
  return isObjectType(type) && "pageInfo" in type.getFields();
}

export const writes = ({ kind }: Operation): boolean => kind === "mutation";
export const reads = (operation: Operation): boolean => !writes(operation);
