import type { GraphQLSchema } from "graphql";
import type { OperationFile } from "./documents.ts";
import { fragmentsIn, type Operation, operationsIn, pieces, reads, writes } from "./parts.ts";

/**
 * A codegen plugin: each operation as a function that a bundler can leave out, each fragment's text once. An operation
 * named `CasualtyReports` becomes the function and the method `casualtyReports`.
 */
export function plugin(schema: GraphQLSchema, documents: readonly OperationFile[]): string {
  const operations = operationsIn(schema, documents);
  const fragments = fragmentsIn(schema, documents);
  const kinds = [...new Set(operations.map(({ kind }) => kind))].sort();
  // Some fragments are there for their type alone.
  const used = new Set(
    [...operations.map(({ selection }) => selection), ...fragments.map(({ text }) => text)].flatMap(spreads),
  );
  return [
    `import type { ByIdOrSlug } from "../request.ts";\nimport type { Selection } from "../document.ts";\nimport { ${kinds.join(", ")} } from "../operation.ts";\nimport type * as types from "./types.ts";`,
    ...fragments
      .filter(({ name }) => used.has(name))
      .map(({ name, text }) => `const ${name}: Selection = [${literals(text)}];`),
    ...operations.map(printOperation),
    `/** All that read, for the client with a method for each. */\n${listed("operations", operations.filter(reads))}`,
    `/** All that write. */\n${listed("writes", operations.filter(writes))}`,
  ].join("\n\n");
}

const printOperation = (operation: Operation): string => {
  const { name, method, kind, variables, selection } = operation;
  const parts = [JSON.stringify(method), JSON.stringify(variables), literals(selection)];
  return `${jsDoc(operation)}export const ${method} = /* @__PURE__ */ ${kind}<types.${name}Result, ${variablesType(operation)}>(${parts.filter((part) => part !== "").join(", ")});`;
};

const listed = (name: string, operations: readonly Operation[]): string =>
  `export const ${name} = [\n${operations.map(({ method }) => `  ${method},\n`).join("")}] as const;\n`;

const spreads = (selection: string): string[] => pieces(selection).flatMap(({ spread }) => spread ?? []);

/** A selection as TypeScript: texts, and fragments by the names of their constants. */
const literals = (selection: string): string =>
  pieces(selection)
    .flatMap(({ text, spread }) => [
      ...(text === "" ? [] : [JSON.stringify(text)]),
      ...(spread === null ? [] : [spread]),
    ])
    .join(", ");

export const variablesType = ({ name, isLookUp }: Operation): string =>
  isLookUp ? `ByIdOrSlug<types.${name}Variables>` : `types.${name}Variables`;

export const jsDoc = ({ description }: Operation, indent = ""): string =>
  description === "" ? "" : `${indent}/** ${description.replaceAll("*/", "*\\/")} */\n${indent}`;
