/** For those who write: a client apart, so that apps which read carry nothing of it. */
import { type Client, createClient } from "./client.ts";
import type { WritingMethods } from "./generated/methods.ts";
import { writes } from "./generated/operations.ts";
import { type ClientSettings, type Core, createCore } from "./request.ts";

/** One method for each operation, of those that read and of those that write. */
export interface WritingClient extends Client, WritingMethods {}

/**
 * A client with a method for everything. To write takes a key or token with the scope that the method names; a write is
 * never sent twice by itself, so give each a `key` and send it again under the same where an answer was lost.
 */
export function createWritingClient(settings: ClientSettings): WritingClient {
  const core = createCore(settings);
  const methods = Object.fromEntries(writes.map((operation: Writes) => [operation.field, operation.bind(null, core)]));
  return { ...createClient(settings), ...methods } as WritingClient;
}

type Writes = ((core: Core, ...args: never[]) => unknown) & { readonly field: string };
