import { MapperKind, mapSchema } from "@graphql-tools/utils";
import {
  type GraphQLAbstractType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
} from "graphql";
import type { Names } from "./names.ts";

/**
 * A copy of the schema with new names and the same resolvers. The resolvers never see the new names. The `__typename`s that
 * a gateway sends and gets are the new names.
 */
export const renamedSchema = (schema: GraphQLSchema, names: Names): GraphQLSchema =>
  mapSchema(schema, {
    [MapperKind.TYPE]: (type) => {
      const Type = type.constructor as new (config: object) => GraphQLNamedType;
      const resolveType = isAbstractType(type) && renamedTypes(type, names);
      return new Type({ ...type.toConfig(), name: names.type(type.name), ...(resolveType && { resolveType }) });
    },
    [MapperKind.ROOT_FIELD]: (config, field, type) => [names.field(type, field), config],
  });

function renamedTypes({ resolveType }: GraphQLAbstractType, names: Names): GraphQLTypeResolver<unknown, unknown> {
  const renamed = (name: string | undefined) => name && names.type(name);
  return (...args) => {
    const found = resolveType?.(...args);
    return found instanceof Promise ? found.then(renamed) : renamed(found as string | undefined);
  };
}
