import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import { DEFAULT_PAGE } from "../../schema/builder.ts";
import { fragmentsOf } from "./expansion.ts";
import { atMost } from "./limitError.ts";
import type { Limits } from "./table.ts";
import { checkLists, plainValue, type Variables } from "./values.ts";
import { growsWithStore, isConnection, lengthOf, weightOf } from "./weights.ts";

/** What an operation costs, and what an item of each of its lists does, for lists that turn out longer than was taken. */
export interface Cost {
  readonly kind: OperationTypeNode;
  readonly total: number;
  /** It does what takes the longer the more the store holds. */
  readonly grows: boolean;
  readonly ofItem: ReadonlyMap<FieldNode, { readonly cost: number; readonly taken: number }>;
}

/** A selection's cost: what it costs once, and what for every record of the page that it is a page's selection of. */
interface Part {
  readonly once: number;
  readonly each: number;
}

/**
 * What a valid operation costs, in one pass: a field costs its weight and, as often as it has items, what is asked for
 * beneath it. Fragments are looked at once each. Lists in arguments and page sizes are held against their limits.
 * @throws LimitError
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
  limits: Limits,
): Cost {
  const fragments = fragmentsOf(document);
  const variables = { ...defaultsOf(operation), ...given };
  const ofItem = new Map<FieldNode, { cost: number; taken: number }>();
  let grows = false;
  const known = new Map<SelectionSetNode, Map<string, Part>>();

  /** Of a record that may be of several types, what the dearest of them costs. */
  const ofSet = (set: SelectionSetNode, type: GraphQLNamedType): Part => {
    const parts = known.get(set) ?? new Map<string, Part>();
    known.set(set, parts);
    const part =
      parts.get(type.name) ??
      (isAbstractType(type)
        ? schema
            .getPossibleTypes(type)
            .map((possible) => ofSet(set, possible))
            .reduce(dearest, NO_PART)
        : ofSelections(set, type));
    parts.set(type.name, part);
    return part;
  };

  const ofSelections = (set: SelectionSetNode, type: GraphQLNamedType): Part => {
    let [once, each] = [0, 0];
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const cost = ofField(selection, type);
        if (isConnection(type) && ["nodes", "edges"].includes(selection.name.value)) each += cost;
        else once += cost;
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment || !applies(schema, fragment.typeCondition?.name.value, type)) continue;
      const part = ofSet(fragment.selectionSet, type);
      once += part.once;
      each += part.each;
    }
    return { once, each };
  };

  const ofField = (node: FieldNode, parent: GraphQLNamedType): number => {
    const field = fieldOf(schema, parent, node.name.value);
    if (!field) return 0;
    const args = argumentsOf(node, variables, limits);
    const type = getNamedType(field.type);
    const inner = node.selectionSet ? ofSet(node.selectionSet, type) : NO_PART;
    const weight = weightOf(parent, field, args);
    grows ||= growsWithStore(parent, field, args);
    // Its page is what the connection above it asks for.
    if (isConnection(parent)) return weight + inner.once;
    if (isConnection(type)) return weight + inner.once + inner.each * pageOf(args, limits);
    const length = lengthOf(parent, field);
    if (length === null) return weight + inner.once;
    const taken = askedLength(args) ?? length;
    const cost = Math.max(inner.once, parent.name.startsWith("__") ? 0 : 1);
    ofItem.set(node, { cost, taken });
    return weight + taken * cost;
  };

  const root = schema.getRootType(operation.operation);
  const total = root ? Math.ceil(ofSet(operation.selectionSet, root).once) : 0;
  return { kind: operation.operation, total, grows, ofItem };
}

export const NOTHING: Cost = { kind: OperationTypeNode.QUERY, total: 0, grows: false, ofItem: new Map() };

/**
 * Whether it is not for the thread that all clients share: some 10 ms of it in a large store. In a small one records are few,
 * whatever pages ask for, and that thread is quicker than one that has yet to be started.
 */
export const mayTakeLong = ({ grows, total }: Cost, isLarge: boolean): boolean =>
  isLarge ? grows || total > 1000 : total > 15_000;

const NO_PART: Part = { once: 0, each: 0 };

const dearest = (a: Part, b: Part): Part => ({ once: Math.max(a.once, b.once), each: Math.max(a.each, b.each) });

function applies(schema: GraphQLSchema, condition: string | undefined, type: GraphQLNamedType): boolean {
  const wanted = condition === undefined ? type : schema.getType(condition);
  return wanted === type || (isAbstractType(wanted) && isObjectType(type) && schema.isSubType(wanted, type));
}

function fieldOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  if (type === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isObjectType(type) ? type.getFields()[name] : undefined;
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, plainValue(defaultValue, {})]] : [],
    ),
  );

function argumentsOf(node: FieldNode, variables: Variables, limits: Limits): Map<string, unknown> {
  return new Map(
    (node.arguments ?? []).map((argument) => {
      const value = plainValue(argument.value, variables);
      checkLists(argument, value, limits);
      return [argument.name.value, value];
    }),
  );
}

/** Of a size that no list takes, its resolver tells. */
function pageOf(args: ReadonlyMap<string, unknown>, limits: Limits): number {
  const asked = args.get("first") ?? args.get("last") ?? DEFAULT_PAGE;
  if (typeof asked !== "number" || asked < 0) return 0;
  atMost(limits, "pageSize", asked);
  return asked;
}

/** Of a list that is no connection, so many at most are charged before it is known how many there are. */
const FORESEEN = 20;

/** As many as were asked for: by `first`, or one for each of a list of ids. */
function askedLength(args: ReadonlyMap<string, unknown>): number | null {
  const first = args.get("first");
  if (typeof first === "number") return Math.min(FORESEEN, Math.max(0, first));
  const named = args.get("ids") ?? args.get("representations");
  return Array.isArray(named) ? named.length : null;
}
