import {
  type ASTNode,
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
import type { Definitions } from "./documents.ts";

/** The definitions with the fields of each fragment that is spread once or twice, and on its own type, in their places: that takes the fewest bytes. */
export function withFewUsesInPlace(schema: GraphQLSchema, { operations, fragments }: Definitions): Definitions {
  const spreads: string[] = [];
  for (const definition of [...operations, ...fragments.values()])
    visit(definition, { FragmentSpread: ({ name }) => void spreads.push(name.value) });
  const few = new Map([...fragments].filter(([name]) => spreads.filter((spread) => spread === name).length <= 2));
  const place = <T extends ASTNode>(definition: T) => inPlace(schema, definition, few);
  return {
    operations: operations.map(place),
    fragments: new Map([...fragments].map(([name, fragment]) => [name, place(fragment)])),
  };
}

/**
 * With some fragments' fields where they are spread, where that is on their own type.
 * @param elsewhere what becomes of one that is spread on another type, such as an interface; it stays where it is not said
 */
function inPlace<T extends ASTNode>(
  schema: GraphQLSchema,
  node: T,
  fragments: Definitions["fragments"],
  elsewhere?: (fragment: FragmentDefinitionNode) => SelectionNode,
): T {
  const types = new TypeInfo(schema);
  const fieldsOf = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return [selection];
    const fragment = fragments.get(selection.name.value);
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
