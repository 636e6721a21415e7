import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { Definitions } from "./documents.ts";

/** What a selection is read with. */
export interface Source extends Definitions {
  readonly schema: GraphQLSchema;
}

/** One field of an answer, with all that is selected of it: GraphQL merges what the same name is given several times. */
export interface SelectedField {
  /** The alias, where there is one. */
  readonly name: string;
  /** Null for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | null;
  readonly selections: readonly SelectionSetNode[];
}

/** The fields that selections give of an object of this type, through all fragments. */
export function fieldsOf(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  source: Source,
): readonly SelectedField[] {
  const nodes = Map.groupBy(
    selections.flatMap((selection) => fieldNodes(type, selection, source)),
    ({ alias, name }) => (alias ?? name).value,
  );
  return [...nodes].map(([name, same]) => ({
    name,
    field: fieldOf(type, same[0]),
    // Once each, though a fragment be spread by several others.
    selections: [...new Set(same.flatMap(({ selectionSet }) => selectionSet ?? []))],
  }));
}

/** The fragments that selections of this type spread themselves, those in inline fragments included. */
export function spreadsOf(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  source: Source,
): readonly FragmentDefinitionNode[] {
  const spread = (node: SelectionNode): FragmentDefinitionNode[] => {
    if (node.kind === Kind.FIELD) return [];
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragmentNamed(node.name.value, source) : node;
    if (!applies(fragment.typeCondition, type, source)) return [];
    return fragment.kind === Kind.FRAGMENT_DEFINITION ? [fragment] : fragment.selectionSet.selections.flatMap(spread);
  };
  return [...new Set(selections.flatMap((selection) => selection.selections.flatMap(spread)))];
}

export function fragmentNamed(name: string, { fragments }: Definitions): FragmentDefinitionNode {
  const fragment = fragments.get(name);
  if (fragment) return fragment;
  throw new Error(`There is no fragment ${name} in sdk/operations/.`);
}

function fieldNodes(type: GraphQLObjectType, { selections }: SelectionSetNode, source: Source): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragmentNamed(node.name.value, source) : node;
    return applies(fragment.typeCondition, type, source) ? fieldNodes(type, fragment.selectionSet, source) : [];
  });
}

function applies(condition: NamedTypeNode | undefined, type: GraphQLObjectType, { schema }: Source): boolean {
  const named = condition && schema.getType(condition.name.value);
  return !named || named === type || (isAbstractType(named) && schema.isSubType(named, type));
}

function fieldOf(type: GraphQLObjectType, node: FieldNode | undefined): GraphQLField<unknown, unknown> | null {
  const name = node?.name.value ?? "";
  if (name === "__typename") return null;
  const field = type.getFields()[name];
  if (field) return field;
  throw new Error(`${type.name} has no field ${name}, which sdk/operations/ selects.`);
}
