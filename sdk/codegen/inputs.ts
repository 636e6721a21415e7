import {
  astFromValue,
  type GraphQLEnumType,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  print,
} from "graphql";
import { type Doc, jsdoc } from "./jsdoc.ts";
import { type ScalarTypes, scalarType } from "./scalars.ts";
import { type Declaration, declaration, name, type Property, type Type, union } from "./typescript.ts";

export function inputDeclaration(type: GraphQLInputObjectType, scalars: ScalarTypes): Declaration {
  const properties = Object.values(type.getFields()).map((field) =>
    inputProperty(field.name, field.type, { ...field, defaultText: textOf(field) }, scalars),
  );
  return declaration(type.name, { kind: "object", parents: [], properties }, type);
}

/** A field of an input type or a variable. It is optional if it is nullable or has a default. */
export function inputProperty(key: string, type: GraphQLInputType, doc: Doc, scalars: ScalarTypes): Property {
  const isOptional = doc.defaultText !== undefined || !isNonNullType(type);
  const value = inputType(type, scalars);
  return { name: key, isOptional, type: isOptional ? union(value, name("undefined")) : value, doc };
}

/** Not wrapped in `Open`, because a service refuses input values that it does not know. */
export function enumDeclaration(type: GraphQLEnumType): Declaration {
  const values = type.getValues().map((value) => `\n${jsdoc(value, "  ")}  | "${value.name}"`);
  return { name: type.name, text: `${jsdoc(type, "")}export type ${type.name} =${values.join("")};` };
}

function textOf({ defaultValue, type }: GraphQLInputField): string | undefined {
  const value = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return value ? print(value) : undefined;
}

function inputType(type: GraphQLInputType, scalars: ScalarTypes): Type {
  if (isNonNullType(type)) return presentType(type.ofType, scalars);
  return union(presentType(type, scalars), name("null"));
}

function presentType(type: GraphQLInputType, scalars: ScalarTypes): Type {
  // GraphQL would also accept a single item, but we want a list.
  if (isListType(type)) return { kind: "list", of: inputType(type.ofType, scalars) };
  if (isEnumType(type) || isInputObjectType(type)) return name(type.name);
  if (isNonNullType(type)) return inputType(type, scalars);
  return scalarType(type, scalars);
}
