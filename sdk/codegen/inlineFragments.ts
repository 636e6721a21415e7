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

/** Inlines each fragment that is spread at most twice: that gives the smallest bundle. */
export function inlineRareFragments(schema: GraphQLSchema, { operations, fragments }: Definitions): Definitions {
  const spreads: string[] = [];
  for (const definition of [...operations, ...fragments.values()])
    visit(definition, { FragmentSpread: ({ name }) => void spreads.push(name.value) });
  const rare = new Map([...fragments].filter(([name]) => spreads.filter((spread) => spread === name).length <= 2));
  const inline = <T extends ASTNode>(definition: T) => inlineFragments(schema, definition, rare);
  return {
    operations: operations.map(inline),
    fragments: new Map([...fragments].map(([name, fragment]) => [name, inline(fragment)])),
  };
}

/**
 * Replaces each fragment spread with the fragment's fields, if the spread is on the fragment's own type.
 * @param elsewhere replaces a spread on another type, such as an interface; by default the spread stays
 */
function inlineFragments<T extends ASTNode>(
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
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: (set) => ({ ...set, selections: set.selections.flatMap(fieldsOf) }),
  });
  return visit(node, visitor);
}

/** An operation's text without its name, fragments and order. Operations that request the same data have the same text. */
export function normalized(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Definitions["fragments"],
): string {
  const whole = inlineFragments(schema, operation, fragments, ({ typeCondition, selectionSet }) => ({
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
