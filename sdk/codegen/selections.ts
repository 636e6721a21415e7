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
import { fieldsOf, type Source, spreadsOf } from "./fields.ts";
import { type ScalarTypes, scalarType } from "./scalars.ts";
import { name, type Property, signature, type Type, union } from "./typescript.ts";

export interface ResultSource extends Source {
  readonly scalars: ScalarTypes;
  /** What selections were found to give, since fragments meet the same ones over and over. */
  readonly known: WeakMap<SelectionSetNode, Map<GraphQLObjectType, readonly Property[]>>;
}

type Selections = readonly SelectionSetNode[];

function fieldType(type: GraphQLOutputType, selections: Selections, source: ResultSource): Type {
  if (isNonNullType(type)) return presentType(type.ofType, selections, source);
  return union(presentType(type, selections, source), name("null"));
}

function presentType(type: GraphQLOutputType, selections: Selections, source: ResultSource): Type {
  if (isListType(type)) return { kind: "list", of: fieldType(type.ofType, selections, source) };
  if (isEnumType(type)) return name(`Open<${type.name}>`);
  if (isCompositeType(type)) return compositeType(type, selections, source);
  return scalarType(type, source.scalars);
}

function compositeType(type: GraphQLCompositeType, selections: Selections, source: ResultSource): Type {
  const members = objectTypes(type, source);
  const types = union(...members.map((member) => objectType(member, selections, source)));
  // What one of the fragments is for all of its members has that fragment's name.
  const spreads = members.flatMap((member) => spreadsOf(member, selections, source));
  const whole = spreads.find((fragment) => signature(types) === signature(unionOf(fragment, source)));
  return whole ? name(whole.name.value) : types;
}

/** An object of a known type: the fragments that it is made of, and what is selected besides. */
export function objectType(type: GraphQLObjectType, selections: Selections, source: ResultSource): Type {
  const properties = propertiesOf(type, selections, source);
  if (properties.length === 0) return name("Record<PropertyKey, never>");
  const parents = parentsOf(type, selections, properties, source);
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
 * The fragments whose every property is among these as it is. One of which more is selected beside it, as `count { max }`
 * beside a fragment's `count { min }`, is no parent: the properties stand in the object itself.
 */
function parentsOf(
  type: GraphQLObjectType,
  selections: Selections,
  properties: readonly Property[],
  source: ResultSource,
): readonly { readonly name: string; readonly properties: readonly string[] }[] {
  const found = new Set(properties.map((property) => signature([property])));
  const parents = spreadsOf(type, selections, source).flatMap((fragment) => {
    const own = propertiesOf(type, [fragment.selectionSet], source);
    if (own.length === 0) return [];
    if (!own.every((property) => found.has(signature([property]))))
      return parentsOf(type, [fragment.selectionSet], properties, source);
    return [{ name: nameOn(fragment, type, source), properties: own.map(({ name }) => name) }];
  });
  return [...new Map(parents.map((parent) => [parent.name, parent])).values()];
}

function propertiesOf(type: GraphQLObjectType, selections: Selections, source: ResultSource): readonly Property[] {
  const [selection, ...more] = selections;
  if (!selection || more.length > 0) return readProperties(type, selections, source);
  const known = source.known.get(selection) ?? new Map<GraphQLObjectType, readonly Property[]>();
  source.known.set(selection, known);
  const properties = known.get(type) ?? readProperties(type, selections, source);
  known.set(type, properties);
  return properties;
}

const readProperties = (type: GraphQLObjectType, selections: Selections, source: ResultSource): readonly Property[] =>
  fieldsOf(type, selections, source).map(({ name: key, field, selections }) =>
    field
      ? { name: key, type: fieldType(field.type, selections, source), doc: field }
      : { name: key, type: name(`"${type.name}"`), doc: {} },
  );

/** The name of what a fragment gives of one of its types. */
export function nameOn(fragment: FragmentDefinitionNode, type: GraphQLObjectType, source: ResultSource): string {
  if (isUniform(fragment, source)) return fragment.name.value;
  const own = objectType(type, [fragment.selectionSet], source);
  return own.kind === "name" ? own.name : memberName(fragment, type);
}

export const memberName = (fragment: FragmentDefinitionNode, type: GraphQLObjectType): string =>
  `${fragment.name.value}On${type.name}`;

export function isUniform(fragment: FragmentDefinitionNode, source: ResultSource): boolean {
  const members = membersOf(fragment, source);
  return new Set(members.map((type) => signature(propertiesOf(type, [fragment.selectionSet], source)))).size === 1;
}

/** A fragment's types as a union of their names. */
export const unionOf = (fragment: FragmentDefinitionNode, source: ResultSource): Type =>
  union(...membersOf(fragment, source).map((member) => name(nameOn(fragment, member, source))));

/** The types of object that a fragment is for. */
export const membersOf = (fragment: FragmentDefinitionNode, source: ResultSource): readonly GraphQLObjectType[] =>
  objectTypes(conditionOf(fragment, source), source);

export function conditionOf({ typeCondition, name }: FragmentDefinitionNode, { schema }: Source): GraphQLCompositeType {
  const type = schema.getType(typeCondition.name.value);
  if (isCompositeType(type)) return type;
  throw new Error(
    `The fragment ${name.value} is on ${typeCondition.name.value}, which the schema has no selection of.`,
  );
}

export const objectTypes = (type: GraphQLCompositeType, { schema }: Source): readonly GraphQLObjectType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
