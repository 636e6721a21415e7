import {
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** What codegen hands to a plugin. */
export type Documents = readonly { readonly document?: DocumentNode }[];

export interface Definitions {
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** All definitions by name, without descriptions: those of operations would go over the wire, and old servers refuse them. */
export function definitionsIn(documents: Documents): Definitions {
  const all = documents.flatMap(({ document }) => document?.definitions ?? []).map(withoutDescriptions);
  const byName = <T extends OperationDefinitionNode | FragmentDefinitionNode>(found: T[]) =>
    found.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return {
    operations: byName(all.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)),
    fragments: byName(all.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)),
  };
}

const withoutDescriptions = (definition: DefinitionNode): DefinitionNode =>
  visit(definition, { enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined) });

/** The same, with the fields of each fragment that is spread once or twice, and on its own type, in their places: that takes the fewest bytes. */
export function withFewUsesInPlace(schema: GraphQLSchema, { operations, fragments }: Definitions): Definitions {
  const spreads: string[] = [];
  for (const definition of [...operations, ...fragments])
    visit(definition, { FragmentSpread: ({ name }) => void spreads.push(name.value) });
  const few = fragments.filter((fragment) => spreads.filter((name) => name === nameOf(fragment)).length <= 2);
  const place = <T extends ASTNode>(definition: T) => inPlace(schema, definition, few);
  return { operations: operations.map(place), fragments: fragments.map(place) };
}

/**
 * With some fragments' fields where they are spread, where that is on their own type.
 * @param elsewhere what becomes of one that is spread on another type, such as an interface; it stays where it is not said
 */
function inPlace<T extends ASTNode>(
  schema: GraphQLSchema,
  node: T,
  fragments: readonly FragmentDefinitionNode[],
  elsewhere?: (fragment: FragmentDefinitionNode) => SelectionNode,
): T {
  const types = new TypeInfo(schema);
  const fieldsOf = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return [selection];
    const fragment = fragments.find(({ name }) => name.value === selection.name.value);
    const isOwnType = fragment?.typeCondition.name.value === types.getParentType()?.name;
    if (fragment && isOwnType) return fragment.selectionSet.selections.flatMap(fieldsOf);
    return [(fragment && elsewhere?.(fragment)) ?? selection];
  };
  const placed = visitWithTypeInfo(types, {
    SelectionSet: (set) => ({ ...set, selections: set.selections.flatMap(fieldsOf) }),
  });
  return visit(node, placed);
}

/**
 * What an operation asks for, to compare: every fragment in its place, whatever the operation's and the fragments' names
 * and the order of things.
 */
export function shapeOf(schema: GraphQLSchema, operation: OperationDefinitionNode, { fragments }: Definitions): string {
  const whole = inPlace(schema, operation, fragments, ({ typeCondition, selectionSet }) => ({
    kind: Kind.INLINE_FRAGMENT,
    typeCondition,
    selectionSet,
  }));
  const sorted = <T extends ASTNode>(nodes: readonly T[] | undefined) =>
    [...(nodes ?? [])].sort((a, b) => (print(a) < print(b) ? -1 : 1));
  const inOrder = visit(whole, {
    SelectionSet: { leave: (node) => ({ ...node, selections: sorted(node.selections) }) },
    OperationDefinition: {
      leave: ({ name: _name, ...node }) => ({ ...node, variableDefinitions: sorted(node.variableDefinitions) }),
    },
    Field: { leave: (node) => ({ ...node, arguments: sorted(node.arguments) }) },
  });
  return print(inOrder);
}

export function nameOf({ name }: OperationDefinitionNode | FragmentDefinitionNode): string {
  if (name) return name.value;
  throw new Error("An operation in sdk/operations/ has no name; its name becomes the client's method.");
}
