import { type GraphQLEnumType, type GraphQLSchema, isEnumType } from "graphql";
import { definitionsIn, type OperationFile } from "./documents.ts";
import { inputsUsed } from "./used.ts";

/**
 * A codegen plugin: the values of each enum that a service takes, for forms and for telling a known value from a new
 * one, and what each means. Every constant is one of its own and nothing runs, so that a bundler keeps those in use.
 */
export function plugin(schema: GraphQLSchema, documents: readonly OperationFile[]): string {
  const enums = inputsUsed({ schema, ...definitionsIn(documents) }).filter(isEnumType);
  const names = enums.map(({ name }) => `  ${name},\n`).join("");
  return [`import type {\n${names}} from "./types.ts";`, ...enums.map(constantsOf)].join("\n\n").concat("\n");
}

function constantsOf(type: GraphQLEnumType): string {
  const constant = type.name.charAt(0).toLowerCase() + type.name.slice(1);
  const values = type.getValues().map(({ name }) => `  "${name}",\n`);
  const meanings = type
    .getValues()
    .map(({ name, description }) => `  ${name}: ${JSON.stringify(description ?? name)},\n`);
  return `/** Every value of \`${type.name}\`. */
export const ${constant}Values = [\n${values.join("")}] as const satisfies readonly ${type.name}[];

/** What each value of \`${type.name}\` means. */
export const ${constant}Descriptions: Readonly<Record<${type.name}, string>> = {\n${meanings.join("")}};`;
}
