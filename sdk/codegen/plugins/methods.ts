import { type GraphQLSchema, isEnumType } from "graphql";
import { clientOperations, type Operation, reads, writes } from "../clientOperations.ts";
import type { DocumentFile } from "../documents.ts";
import { jsdoc } from "../jsdoc.ts";
import { variablesType } from "./operations.ts";

/** A codegen plugin: the clients' methods as interfaces, with descriptions and examples for editors. */
export function plugin(schema: GraphQLSchema, documents: readonly DocumentFile[]): string {
  const operations = clientOperations(schema, documents);
  const print = (operation: Operation) => printMethod(operation, schema);
  return `import type { Connection } from "../connection.ts";
import type { Arguments, ByIdOrSlug } from "../request.ts";
import type { Subscription } from "../subscription.ts";
import type * as types from "./types.ts";

/** One method per query and subscription. All reject with a \`ConflictGraphError\` when they fail. */
export interface Methods {
${operations.filter(reads).map(print).join("\n")}
}

/** One method per mutation. Invalid input gives a result with \`faults\`; other failures reject with a \`ConflictGraphError\`. */
export interface WritingMethods {
${operations.filter(writes).map(print).join("\n")}
}
`;
}

function printMethod(operation: Operation, schema: GraphQLSchema): string {
  const root = `types.${operation.name}Result["${operation.method}"]`;
  const value = {
    query: `Promise<${root}>`,
    mutation: `Promise<${root}>`,
    list: `Connection<${root}["nodes"][number]>`,
    subscription: `Subscription<${root}>`,
  }[operation.kind];
  const doc = jsdoc({ ...operation, example: exampleOf(operation, schema) }, "  ");
  return `${doc}  ${operation.method}(...args: Arguments<${variablesType(operation)}>): ${value};`;
}

/** A call with the required variables: an enum's first value, or a variable of the same name. */
function exampleOf({ method, kind, variables, isLookUp }: Operation, schema: GraphQLSchema): string {
  const required = [...variables.matchAll(/\$(\w+):([^$]+)!(?=\$|$)/g)].map(([, name = "", type = ""]) => {
    const [, item] = /^\[(\w+)!\]$/.exec(type) ?? [];
    const named = schema.getType(item ?? type);
    if (!isEnumType(named)) return name;
    const value = JSON.stringify(named.getValues()[0]?.name);
    return `${name}: ${item ? `[${value}]` : value}`;
  });
  const args = (isLookUp ? ["slug"] : required).join(", ");
  const call = `client.${method}(${args && `{ ${args} }`})`;
  if (kind === "list") return `for await (const node of ${call}) console.log(node);`;
  if (kind === "subscription") return `for await (const change of ${call}) console.log(change);`;
  return `const result = await ${call};`;
}
