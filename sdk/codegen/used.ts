import {
  type GraphQLEnumType,
  type GraphQLNamedInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Source } from "./fields.ts";
import { variableType } from "./variables.ts";

/** The enums and input types that the operations' variables can hold, by name. */
export function inputsUsed(source: Source): readonly GraphQLNamedInputType[] {
  const found = new Set<GraphQLNamedInputType>();
  const add = (type: GraphQLNamedInputType) => {
    if (found.has(type)) return;
    found.add(type);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) add(getNamedType(field.type));
  };
  for (const { variableDefinitions } of source.operations)
    for (const { type } of variableDefinitions ?? []) add(getNamedType(variableType(type, source)));
  return [...found].sort(byName);
}

/** The enums of all fields that operations and fragments select, by name. */
export function enumsSelected(source: Source): readonly GraphQLEnumType[] {
  const found = new Set<GraphQLEnumType>();
  for (const definition of [...source.operations, ...source.fragments.values()]) {
    const info = new TypeInfo(source.schema);
    visit(
      definition,
      visitWithTypeInfo(info, {
        Field() {
          const type = getNamedType(info.getType());
          if (isEnumType(type)) found.add(type);
        },
      }),
    );
  }
  return [...found].sort(byName);
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
