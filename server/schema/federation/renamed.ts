import {
  GraphQLEnumType,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  type GraphQLType,
  type GraphQLTypeResolver,
  GraphQLUnionType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from "graphql";
import type { Context } from "../builder/context.ts";
import type { Names } from "./names.ts";

/** Gives the copy's types by the plain schema's names. */
export type TypeNamed = (name: string) => GraphQLNamedType;
export type Fields = GraphQLFieldConfigMap<unknown, Context>;

/**
 * A copy of the schema with other names and the same resolvers, which never see the new ones. Names of what gateways send
 * and of `__typename` in what they get are those of the copy.
 * @param query the root fields of the copy, from the plain schema's
 */
export function renamedSchema(
  schema: GraphQLSchema,
  names: Names,
  query: (fields: Fields, typeNamed: TypeNamed) => Fields,
): GraphQLSchema {
  const config = schema.toConfig();
  const copies = new Map(
    config.types
      .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
      .map((type) => [type.name, copyOf(type)] as const),
  );
  const typeNamed: TypeNamed = (name) => {
    const type = copies.get(name) ?? schema.getType(name);
    if (!type) throw new Error(`The schema has no type ${name}.`);
    return type;
  };
  const root = (type: GraphQLObjectType | null | undefined) =>
    type ? (copies.get(type.name) as GraphQLObjectType) : null;
  return new GraphQLSchema({
    ...config,
    query: root(config.query),
    mutation: root(config.mutation),
    subscription: root(config.subscription),
    types: [...copies.values()],
    directives: config.directives,
  });

  function copyOf(type: GraphQLNamedType): GraphQLNamedType {
    const name = names.type(type.name);
    if (isScalarType(type)) return new GraphQLScalarType({ ...type.toConfig(), name });
    if (isEnumType(type)) return new GraphQLEnumType({ ...type.toConfig(), name });
    if (isInputObjectType(type)) {
      const own = type.toConfig();
      return new GraphQLInputObjectType({ ...own, name, fields: () => mapValues(own.fields, retyped) });
    }
    if (isUnionType(type)) {
      const own = type.toConfig();
      return new GraphQLUnionType({
        ...own,
        name,
        types: () => own.types.map(typed),
        resolveType: resolved(own.resolveType),
      });
    }
    if (isInterfaceType(type)) {
      const own = type.toConfig();
      return new GraphQLInterfaceType({
        ...own,
        name,
        interfaces: () => own.interfaces.map(typed),
        fields: () => fieldsOf(type.name, own.fields),
        resolveType: resolved(own.resolveType),
      });
    }
    const own = type.toConfig();
    const fields = () => fieldsOf(type.name, own.fields);
    return new GraphQLObjectType({
      ...own,
      name,
      interfaces: () => own.interfaces.map(typed),
      fields: isObjectType(config.query) && type === config.query ? () => query(fields(), typeNamed) : fields,
    });
  }

  function fieldsOf(type: string, fields: Fields): Fields {
    const copied = mapValues(fields, (field) => ({
      ...retyped(field),
      args: mapValues(field.args as GraphQLFieldConfigArgumentMap, retyped),
    }));
    return Object.fromEntries(Object.entries(copied).map(([name, field]) => [names.field(type, name), field]));
  }

  function retyped<Typed extends { readonly type: GraphQLType }>(of: Typed): Typed {
    return { ...of, type: typed(of.type) };
  }

  function typed<Type extends GraphQLType>(type: Type): Type {
    if (isNonNullType(type)) return new GraphQLNonNull(typed(type.ofType)) as GraphQLType as Type;
    if (isListType(type)) return new GraphQLList(typed(type.ofType)) as GraphQLType as Type;
    return typeNamed((type as GraphQLNamedType).name) as Type;
  }

  function resolved(resolve: GraphQLTypeResolver<unknown, Context> | null | undefined) {
    if (!resolve) return null;
    const renamed = (name: string | undefined) => (name === undefined ? name : names.type(name));
    return ((...asked) => {
      const found = resolve(...asked);
      return found instanceof Promise ? found.then(renamed) : renamed(found as string | undefined);
    }) satisfies GraphQLTypeResolver<unknown, Context>;
  }
}

const mapValues = <Value, Mapped>(of: Readonly<Record<string, Value>>, map: (value: Value) => Mapped) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, map(value)]));
