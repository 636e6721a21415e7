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
import type { CodegenContext } from "./collectFields.ts";
import { variableType } from "./variables.ts";

/** The enums and input types of all variables, sorted by name. */
export function usedInputTypes(context: CodegenContext): readonly GraphQLNamedInputType[] {
  const found = new Set<GraphQLNamedInputType>();
  const add = (type: GraphQLNamedInputType) => {
    if (found.has(type)) return;
    found.add(type);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) add(getNamedType(field.type));
  };
  for (const { variableDefinitions } of context.operations)
    for (const { type } of variableDefinitions ?? []) add(getNamedType(variableType(type, context)));
  return [...found].sort(byName);
}

/** The enums of all selected fields, sorted by name. */
export function selectedEnums(context: CodegenContext): readonly GraphQLEnumType[] {
  const found = new Set<GraphQLEnumType>();
  for (const definition of [...context.operations, ...context.fragments.values()]) {
    const info = new TypeInfo(context.schema);
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
