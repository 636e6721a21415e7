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

/** The input of the generators: the schema and the documents. */
export interface CodegenContext extends Definitions {
  readonly schema: GraphQLSchema;
}

/** A field of a result. If it is selected several times, GraphQL merges the selections. */
export interface SelectedField {
  /** The alias, or the field's name. */
  readonly name: string;
  /** Null for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | null;
  readonly selections: readonly SelectionSetNode[];
}

/** CollectFields of the GraphQL specification: the fields of an object of this type, through all fragments. */
export function collectFields(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  context: CodegenContext,
): readonly SelectedField[] {
  const nodes = Map.groupBy(
    selections.flatMap((selection) => fieldNodes(type, selection, context)),
    ({ alias, name }) => (alias ?? name).value,
  );
  return [...nodes].map(([name, same]) => ({
    name,
    field: fieldOf(type, same[0]),
    // Each selection once, even if several fragments spread the same fragment.
    selections: [...new Set(same.flatMap(({ selectionSet }) => selectionSet ?? []))],
  }));
}

/** The fragments that are spread directly or in inline fragments, but not those spread in named fragments. */
export function collectSpreads(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  context: CodegenContext,
): readonly FragmentDefinitionNode[] {
  const spread = (node: SelectionNode): FragmentDefinitionNode[] => {
    if (node.kind === Kind.FIELD) return [];
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragmentNamed(node.name.value, context) : node;
    if (!applies(fragment.typeCondition, type, context)) return [];
    return fragment.kind === Kind.FRAGMENT_DEFINITION ? [fragment] : fragment.selectionSet.selections.flatMap(spread);
  };
  return [...new Set(selections.flatMap((selection) => selection.selections.flatMap(spread)))];
}

export function fragmentNamed(name: string, { fragments }: Definitions): FragmentDefinitionNode {
  const fragment = fragments.get(name);
  if (fragment) return fragment;
  throw new Error(`The fragment ${name} is not in sdk/operations/.`);
}

function fieldNodes(type: GraphQLObjectType, { selections }: SelectionSetNode, context: CodegenContext): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragmentNamed(node.name.value, context) : node;
    return applies(fragment.typeCondition, type, context) ? fieldNodes(type, fragment.selectionSet, context) : [];
  });
}

function applies(condition: NamedTypeNode | undefined, type: GraphQLObjectType, { schema }: CodegenContext): boolean {
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
