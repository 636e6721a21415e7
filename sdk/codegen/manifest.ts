import { createHash } from "node:crypto";
import type { GraphQLSchema } from "graphql";
import type { OperationFile } from "./documents.ts";
import { operationsIn } from "./parts.ts";

/** A codegen plugin: every text that the client sends, by its SHA-256, for servers that accept no other. */
export function plugin(schema: GraphQLSchema, documents: readonly OperationFile[]): string {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const texts = operationsIn(schema, documents).map(({ text }) => [sha256(text), text]);
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}
