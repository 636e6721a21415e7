import {
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from "graphql";
import { type CodegenContext, collectFields, collectSpreads } from "./collectFields.ts";
import { type ScalarTypes, scalarType } from "./scalars.ts";
import { name, type Property, signature, type Type, union } from "./typescript.ts";

export interface ResultContext extends CodegenContext {
  readonly scalars: ScalarTypes;
  /** Caches the properties of a selection set, because fragments repeat the same ones. */
  readonly cache: WeakMap<SelectionSetNode, Map<GraphQLObjectType, readonly Property[]>>;
}

type Selections = readonly SelectionSetNode[];

function fieldType(type: GraphQLOutputType, selections: Selections, context: ResultContext): Type {
  if (isNonNullType(type)) return presentType(type.ofType, selections, context);
  return union(presentType(type, selections, context), name("null"));
}

function presentType(type: GraphQLOutputType, selections: Selections, context: ResultContext): Type {
  if (isListType(type)) return { kind: "list", of: fieldType(type.ofType, selections, context) };
  if (isEnumType(type)) return name(`Open<${type.name}>`);
  if (isCompositeType(type)) return compositeType(type, selections, context);
  return scalarType(type, context.scalars);
}

function compositeType(type: GraphQLCompositeType, selections: Selections, context: ResultContext): Type {
  const members = possibleTypes(type, context);
  const types = union(...members.map((member) => objectType(member, selections, context)));
  // If a single fragment gives the same type, the name of the fragment is used.
  const spreads = members.flatMap((member) => collectSpreads(member, selections, context));
  const whole = spreads.find((fragment) => signature(types) === signature(fragmentUnion(fragment, context)));
  return whole ? name(whole.name.value) : types;
}

/** The type of an object: it extends the types of its fragments, and has the properties selected besides them. */
export function objectType(type: GraphQLObjectType, selections: Selections, context: ResultContext): Type {
  const properties = propertiesOf(type, selections, context);
  if (properties.length === 0) return name("Record<PropertyKey, never>");
  const parents = parentsOf(type, selections, properties, context);
  const whole = parents.find((parent) => parent.properties.length === properties.length);
  if (whole) return name(whole.name);
  const inherited = new Set(parents.flatMap((parent) => parent.properties));
  return {
    kind: "object",
    parents: parents.map(({ name }) => name),
    properties: properties.filter(({ name }) => !inherited.has(name)),
  };
}

/**
 * The fragments that the object can extend, because it changes none of their properties. A fragment with `count { min }` is
 * not a parent if `count { max }` is also selected: the object itself then has the merged property.
 */
function parentsOf(
  type: GraphQLObjectType,
  selections: Selections,
  properties: readonly Property[],
  context: ResultContext,
): readonly { readonly name: string; readonly properties: readonly string[] }[] {
  const found = new Set(properties.map((property) => signature([property])));
  const parents = collectSpreads(type, selections, context).flatMap((fragment) => {
    const own = propertiesOf(type, [fragment.selectionSet], context);
    if (own.length === 0) return [];
    if (!own.every((property) => found.has(signature([property]))))
      return parentsOf(type, [fragment.selectionSet], properties, context);
    return [{ name: fragmentTypeName(fragment, type, context), properties: own.map(({ name }) => name) }];
  });
  return [...new Map(parents.map((parent) => [parent.name, parent])).values()];
}

function propertiesOf(type: GraphQLObjectType, selections: Selections, context: ResultContext): readonly Property[] {
  const [selection, ...more] = selections;
  if (!selection || more.length > 0) return readProperties(type, selections, context);
  const cached = context.cache.get(selection) ?? new Map<GraphQLObjectType, readonly Property[]>();
  context.cache.set(selection, cached);
  const properties = cached.get(type) ?? readProperties(type, selections, context);
  cached.set(type, properties);
  return properties;
}

const readProperties = (type: GraphQLObjectType, selections: Selections, context: ResultContext): readonly Property[] =>
  collectFields(type, selections, context).map(({ name: key, field, selections }) =>
    field
      ? { name: key, type: fieldType(field.type, selections, context), doc: field }
      : { name: key, type: name(`"${type.name}"`), doc: {} },
  );

/** The name of a fragment's type for one of its possible types. */
export function fragmentTypeName(
  fragment: FragmentDefinitionNode,
  type: GraphQLObjectType,
  context: ResultContext,
): string {
  if (isUniform(fragment, context)) return fragment.name.value;
  const own = objectType(type, [fragment.selectionSet], context);
  return own.kind === "name" ? own.name : ownTypeName(fragment, type);
}

export const ownTypeName = (fragment: FragmentDefinitionNode, type: GraphQLObjectType): string =>
  `${fragment.name.value}On${type.name}`;

export function isUniform(fragment: FragmentDefinitionNode, context: ResultContext): boolean {
  const members = fragmentTypes(fragment, context);
  return new Set(members.map((type) => signature(propertiesOf(type, [fragment.selectionSet], context)))).size === 1;
}

export const fragmentUnion = (fragment: FragmentDefinitionNode, context: ResultContext): Type =>
  union(...fragmentTypes(fragment, context).map((member) => name(fragmentTypeName(fragment, member, context))));

export const fragmentTypes = (fragment: FragmentDefinitionNode, context: ResultContext): readonly GraphQLObjectType[] =>
  possibleTypes(typeConditionOf(fragment, context), context);

export function typeConditionOf(
  { typeCondition, name }: FragmentDefinitionNode,
  { schema }: CodegenContext,
): GraphQLCompositeType {
  const type = schema.getType(typeCondition.name.value);
  if (isCompositeType(type)) return type;
  throw new Error(
    `The fragment ${name.value} is on ${typeCondition.name.value}, which is not an object, interface or union of the schema.`,
  );
}

export const possibleTypes = (type: GraphQLCompositeType, { schema }: CodegenContext): readonly GraphQLObjectType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
