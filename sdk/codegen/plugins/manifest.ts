import { createHash } from "node:crypto";
import type { GraphQLSchema } from "graphql";
import { clientOperations } from "../clientOperations.ts";
import type { DocumentFile } from "../documents.ts";

/** A codegen plugin: the persisted operations, which are all texts that the client sends, by SHA-256. */
export function plugin(schema: GraphQLSchema, documents: readonly DocumentFile[]): string {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const texts = clientOperations(schema, documents).map(({ text }) => [sha256(text), text]);
  return `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`;
}
