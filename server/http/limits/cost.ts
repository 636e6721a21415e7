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
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from "graphql";
import type { Limits } from "../../config/limits.ts";
import { DEFAULT_PAGE } from "../../schema/builder/builder.ts";
import { fragmentsOf } from "./expansion.ts";
import { checkLimit } from "./limitError.ts";
import { checkArgument, plainValue, type Variables } from "./values.ts";
import {
  growsWithStore,
  isConnection,
  lengthOf,
  listsPage,
  loadsModel,
  TEXT_ARGUMENT,
  takesLongText,
  weightOf,
} from "./weights.ts";

/** The cost of an operation, estimated before it runs. */
export interface Cost {
  readonly kind: OperationTypeNode;
  readonly total: number;
  /** The part of the cost that is outside lists. */
  readonly alone: number;
  /** Whether a part of the operation's work takes longer in a larger database. */
  readonly grows: boolean;
  /** Whether a part of the operation blocks its thread for long, whatever its cost. */
  readonly blocks: boolean;
  readonly ofList: ReadonlyMap<FieldNode, ListCost>;
}

interface ListCost {
  /** The estimated number of items. Infinite for a page, since the page size limits it. */
  readonly estimatedLength: number;
  /** The cost of one item, including the lists in it. */
  readonly ofItem: number;
  /** The part of an item's cost that is outside lists in it. */
  readonly alone: number;
}

export interface CostBounds {
  readonly limits: Limits;
  /** Whether work on all records takes long in this database. */
  readonly isLarge: boolean;
}

/** The cost of a selection: `once` plus, if the selection belongs to a connection, `each` for every record of the page. */
interface Part {
  readonly once: number;
  readonly each: number;
  /** The part of `once` that is outside lists. */
  readonly alone: number;
}

/**
 * Computes the cost of a valid operation in one pass. A field costs its weight plus, for each of its items, the cost of its
 * selection. Each fragment is visited once. The values of arguments are checked too.
 * @throws LimitError
 * @throws InputError
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
  { limits, isLarge }: CostBounds,
): Cost {
  const fragments = fragmentsOf(document);
  const variables = { ...defaultsOf(operation), ...given };
  const ofList = new Map<FieldNode, ListCost>();
  let grows = false;
  let blocks = false;
  const known = new Map<SelectionSetNode, Map<string, Part>>();

  /** The cost of a selection set. If a record may have several types, the most expensive type counts. */
  const ofSet = (set: SelectionSetNode, type: GraphQLNamedType): Part => {
    const parts = known.get(set) ?? new Map<string, Part>();
    known.set(set, parts);
    const part =
      parts.get(type.name) ??
      (isAbstractType(type)
        ? schema
            .getPossibleTypes(type)
            .map((possible) => ofSet(set, possible))
            .reduce(mostExpensive, NO_PART)
        : ofSelections(set, type));
    parts.set(type.name, part);
    return part;
  };

  const ofSelections = (set: SelectionSetNode, type: GraphQLNamedType): Part => {
    let { once, each, alone } = NO_PART;
    for (const selection of set.selections) {
      const part = ofSelection(selection, type);
      once += part.once;
      each += part.each;
      alone += part.alone;
    }
    return { once, each, alone };
  };

  const ofSelection = (selection: SelectionNode, type: GraphQLNamedType): Part => {
    if (selection.kind === Kind.FIELD) return ofField(selection, type);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment || !applies(schema, fragment.typeCondition?.name.value, type)) return NO_PART;
    return ofSet(fragment.selectionSet, type);
  };

  const ofField = (node: FieldNode, parent: GraphQLNamedType): Part => {
    const field = fieldOf(schema, parent, node.name.value);
    if (!field) return NO_PART;
    const isWritten = parent === schema.getMutationType();
    const args = argumentsOf(node, variables, (name) => ({
      limits,
      takesLongTexts: isWritten || (name === TEXT_ARGUMENT && takesLongText(field)),
    }));
    const type = getNamedType(field.type);
    const inner = node.selectionSet ? ofSet(node.selectionSet, type) : NO_PART;
    const weight = weightOf(parent, field, args, isLarge);
    grows ||= growsWithStore(parent, field, args);
    blocks ||= loadsModel(field);
    const [once, alone] = [weight + inner.once, weight + inner.alone];
    if (listsPage(parent, field)) {
      // The page size of the connection above determines the length of this list.
      ofList.set(node, { estimatedLength: Number.POSITIVE_INFINITY, ofItem: once, alone });
      return { once: 0, alone: 0, each: once };
    }
    if (isConnection(type)) return { once: once + inner.each * pageOf(args, limits), alone, each: 0 };
    const length = lengthOf(parent, field);
    if (length === null) return { once, alone, each: 0 };
    const estimatedLength = requestedLength(args) ?? length;
    const least = parent.name.startsWith("__") ? 0 : 1;
    const ofItem = Math.max(inner.once, least);
    ofList.set(node, { estimatedLength, ofItem, alone: Math.max(inner.alone, least) });
    return { once: weight + estimatedLength * ofItem, alone: weight, each: 0 };
  };

  const root = schema.getRootType(operation.operation);
  const { once, alone } = root ? ofSet(operation.selectionSet, root) : NO_PART;
  return { kind: operation.operation, total: Math.ceil(once), alone, grows, blocks, ofList };
}

export const NOTHING: Cost = {
  kind: OperationTypeNode.QUERY,
  total: 0,
  alone: 0,
  grows: false,
  blocks: false,
  ofList: new Map(),
};

/**
 * Whether an operation belongs on a worker thread instead of the main thread. In a large database, it does from about 10 ms.
 * In a small database, pages have few records, and the main thread is faster than a worker that has to start first.
 */
export const mayTakeLong = ({ grows, blocks, total }: Cost, isLarge: boolean): boolean =>
  blocks || (isLarge ? grows || total > 1000 : total > 5000);

/** Whether an operation takes so long (a few milliseconds) that several at once would make other operations wait. */
export const isSubstantial = ({ total }: Cost): boolean => total > 300;

const NO_PART: Part = { once: 0, each: 0, alone: 0 };

const mostExpensive = (a: Part, b: Part): Part => ({
  once: Math.max(a.once, b.once),
  each: Math.max(a.each, b.each),
  alone: Math.max(a.alone, b.alone),
});

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

function argumentsOf(
  node: FieldNode,
  variables: Variables,
  boundsOf: (argument: string) => Parameters<typeof checkArgument>[2],
): Map<string, unknown> {
  return new Map(
    (node.arguments ?? []).map((argument) => {
      const value = plainValue(argument.value, variables);
      checkArgument(argument, value, boundsOf(argument.name.value));
      return [argument.name.value, value];
    }),
  );
}

/** The requested page size. A negative size is reported by the resolver. */
function pageOf(args: ReadonlyMap<string, unknown>, limits: Limits): number {
  const argument = args.get("first") == null && args.get("last") != null ? "last" : "first";
  const asked = args.get(argument) ?? DEFAULT_PAGE;
  if (typeof asked !== "number" || asked < 0) return 0;
  checkLimit(limits, "pageSize", asked, argument);
  return asked;
}

/**
 * The requested number of items: the number of ids or of facets, or `first`. `first` counts only up to the default page size,
 * because clients that want everything pass an arbitrary large number.
 */
function requestedLength(args: ReadonlyMap<string, unknown>): number | null {
  const named = args.get("ids") ?? args.get("representations") ?? args.get("by");
  if (Array.isArray(named)) return named.length;
  const first = args.get("first");
  return typeof first === "number" ? Math.min(Math.max(0, first), DEFAULT_PAGE) : null;
}
