/** The client that writes. It is a separate entry, so that apps that only read do not bundle it. */
import { type Client, createClient } from "./client.ts";
import type { WritingMethods } from "./generated/methods.ts";
import { writes } from "./generated/operations.ts";
import { type ClientSettings, type Core, createCore } from "./request.ts";

/** One method per operation, including mutations. */
export interface WritingClient extends Client, WritingMethods {}

/**
 * Creates a client that can also write. Each mutation requires an API key or token with the scope that the method names.
 * Mutations are never retried: pass a `key`, and send the same request again if the response was lost.
 * @example
 * const client = createWritingClient({ url, headers: { authorization: `Bearer ${apiKey}` } });
 * const key = crypto.randomUUID();
 * const result = await client.reviewCasualtyReport({ id, decision: "ACCEPT", reason: "Checked against the text.", key });
 * if (result.__typename === "WriteFaults") console.error(result.faults);
 */
export function createWritingClient(settings: ClientSettings): WritingClient {
  const core = createCore(settings);
  const methods = Object.fromEntries(writes.map((operation: Writes) => [operation.field, operation.bind(null, core)]));
  return { ...createClient(settings), ...methods } as WritingClient;
}

type Writes = ((core: Core, ...args: never[]) => unknown) & { readonly field: string };
