import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from "graphql";

/** Writes a value of a leaf type as JSON text. @throws if the type cannot represent the value */
export type WriteLeaf = (value: unknown) => string;

/** The types with many values have a shortcut for values that `serialize` returns unchanged. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const serialized: WriteLeaf = (value) => {
    const plain: unknown = type.serialize(value);
    if (plain == null)
      throw new Error(`Expected \`${type}.serialize\` to return a value, but for ${String(value)} it returned none.`);
    return JSON.stringify(plain);
  };
  if (type === GraphQLString || type === GraphQLID)
    return (value) => (typeof value === "string" ? JSON.stringify(value) : serialized(value));
  if (type === GraphQLInt) return (value) => (isInt(value) ? String(value) : serialized(value));
  if (type === GraphQLFloat)
    return (value) => (typeof value === "number" && Number.isFinite(value) ? JSON.stringify(value) : serialized(value));
  if (type === GraphQLBoolean)
    return (value) => (value === true ? "true" : value === false ? "false" : serialized(value));
  return isEnumType(type) ? enumWriter(type, serialized) : serialized;
}

const isInt = (value: unknown): boolean => typeof value === "number" && (value | 0) === value;

function enumWriter(type: GraphQLEnumType, serialized: WriteLeaf): WriteLeaf {
  const texts = new Map(type.getValues().map(({ name, value }) => [value as unknown, JSON.stringify(name)]));
  return (value) => texts.get(value) ?? serialized(value);
}
