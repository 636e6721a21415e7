import { concatAST, type DocumentNode, type GraphQLSchema, print, separateOperations } from "graphql";
import type { DocumentFile } from "../documents.ts";

/** A codegen plugin that runs after `typescript-operations`: the query `Claim` becomes the typed document `claimQuery`. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]) {
  const documents = files.flatMap(({ document }) => document ?? []);
  const queries: [string, DocumentNode][] = Object.entries(separateOperations(concatAST(documents)));
  const constant = ([name, query]: [string, DocumentNode]) =>
    `export const ${name.charAt(0).toLowerCase()}${name.slice(1)}Query = parse(\`\n${print(query)}\n\`) as TypedQueryDocumentNode<${name}Query>;`;
  return {
    prepend: ['import { parse, type TypedQueryDocumentNode } from "graphql";\n'],
    content: `${queries.map(constant).join("\n\n")}\n`,
  };
}
