import type { GraphQLSchema } from "graphql";
import type { OperationFile } from "./documents.ts";
import { jsDoc, variablesType } from "./operations.ts";
import { type Operation, operationsIn } from "./parts.ts";

/** A codegen plugin: the client's methods as an interface, so that an editor shows what each is for. */
export const plugin = (schema: GraphQLSchema, documents: readonly OperationFile[]): string =>
  `import type { Connection } from "../connection.ts";
import type { Arguments, ByIdOrSlug } from "../request.ts";
import type { Subscription } from "../subscription.ts";
import type * as types from "./types.ts";

/** One method for each operation. */
export interface Methods {
${operationsIn(schema, documents).map(printMethod).join("\n")}
}
`;

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
