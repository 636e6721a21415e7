import { type GraphQLEnumType, type GraphQLSchema, isEnumType } from "graphql";
import { type DocumentFile, definitionsIn } from "../documents.ts";
import { usedInputTypes } from "../usedTypes.ts";

/**
 * A codegen plugin: the values of each input enum and their descriptions. They are separate constants without code that
 * runs, so that a bundler keeps only those in use.
 */
export function plugin(schema: GraphQLSchema, documents: readonly DocumentFile[]): string {
  const enums = usedInputTypes({ schema, ...definitionsIn(documents) }).filter(isEnumType);
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

/** The description of each value of \`${type.name}\`. */
export const ${constant}Descriptions: Readonly<Record<${type.name}, string>> = {\n${meanings.join("")}};`;
}
