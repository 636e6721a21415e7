import type { GraphQLSchema } from "graphql";
import { clientOperations, fragmentTexts, type Operation, reads, splitAtSpreads, writes } from "../clientOperations.ts";
import type { DocumentFile } from "../documents.ts";
import { jsdoc } from "../jsdoc.ts";

/**
 * A codegen plugin: each operation as a function that a bundler can leave out, and each fragment's text once. The operation
 * `CasualtyReports` becomes the function `casualtyReports`.
 */
export function plugin(schema: GraphQLSchema, documents: readonly DocumentFile[]): string {
  const operations = clientOperations(schema, documents);
  const fragments = fragmentTexts(schema, documents);
  const kinds = [...new Set(operations.map(({ kind }) => kind))].sort();
  // Some fragments exist only for their type.
  const used = new Set(
    [...operations.map(({ selection }) => selection), ...fragments.map(({ text }) => text)].flatMap(spreadNames),
  );
  return [
    `import type { ByIdOrSlug } from "../request.ts";\nimport type { Selection } from "../document.ts";\nimport { ${kinds.join(", ")} } from "../operation.ts";\nimport type * as types from "./types.ts";`,
    ...fragments
      .filter(({ name }) => used.has(name))
      .map(({ name, text }) => `const ${name}: Selection = [${literals(text)}];`),
    ...operations.map(printOperation),
    `/** All queries and subscriptions. */\n${constantList("operations", operations.filter(reads))}`,
    `/** All mutations. */\n${constantList("writes", operations.filter(writes))}`,
  ].join("\n\n");
}

const printOperation = (operation: Operation): string => {
  const { name, method, rootField, kind, variables, selection } = operation;
  const parts = [JSON.stringify(rootField), JSON.stringify(variables), literals(selection)];
  return `${jsdoc(operation)}export const ${method} = /* @__PURE__ */ ${kind}<types.${name}Result, ${variablesType(operation)}>(${parts.filter((part) => part !== "").join(", ")});`;
};

const constantList = (name: string, operations: readonly Operation[]): string =>
  `export const ${name} = [\n${operations.map(({ method }) => `  ${method},\n`).join("")}] as const;\n`;

const spreadNames = (selection: string): string[] => splitAtSpreads(selection).flatMap(({ spread }) => spread ?? []);

/** A selection in TypeScript: strings, and fragments by their constants. */
const literals = (selection: string): string =>
  splitAtSpreads(selection)
    .flatMap(({ text, spread }) => [
      ...(text === "" ? [] : [JSON.stringify(text)]),
      ...(spread === null ? [] : [spread]),
    ])
    .join(", ");

export const variablesType = ({ name, isLookUp }: Operation): string =>
  isLookUp ? `ByIdOrSlug<types.${name}Variables>` : `types.${name}Variables`;
