import type { GraphQLSchema } from "graphql";
import type { OperationFile } from "./documents.ts";
import { jsDoc, variablesType } from "./operations.ts";
import { type Operation, operationsIn, reads, writes } from "./parts.ts";

/** A codegen plugin: the clients' methods as interfaces, so that an editor shows what each is for. */
export function plugin(schema: GraphQLSchema, documents: readonly OperationFile[]): string {
  const operations = operationsIn(schema, documents);
  return `import type { Connection } from "../connection.ts";
import type { Arguments, ByIdOrSlug } from "../request.ts";
import type { Subscription } from "../subscription.ts";
import type * as types from "./types.ts";

/** One method for each operation that reads. */
export interface Methods {
${operations.filter(reads).map(printMethod).join("\n")}
}

/** One method for each operation that writes. */
export interface WritingMethods {
${operations.filter(writes).map(printMethod).join("\n")}
}
`;
}

function printMethod(operation: Operation): string {
  const root = `types.${operation.name}Result["${operation.method}"]`;
  const value = {
    field: `Promise<${root}>`,
    mutation: `Promise<${root}>`,
    list: `Connection<${root}["nodes"][number]>`,
    subscription: `Subscription<${root}>`,
  }[operation.kind];
  return `${jsDoc(operation, "  ")}${operation.method}(...args: Arguments<${variablesType(operation)}>): ${value};`;
}
