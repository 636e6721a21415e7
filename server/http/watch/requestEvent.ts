import type { Caller } from "../../schema/builder/caller.ts";
import type { Client } from "../clients/client.ts";

/** A request that was answered, or whose stream has begun. */
export interface RequestEvent {
  readonly requestId: string;
  readonly method: string;
  /** Without its query, which holds what was asked. */
  readonly path: string;
  /** 101: an operation over a WebSocket. */
  readonly status: number;
  readonly milliseconds: number;
  readonly client: ClientKind;
  /** A key's id, or the issuer and subject of a token; null where nobody said who asks. */
  readonly caller: string | null;
  readonly operations: readonly OperationEvent[];
  /** Codes of its errors. */
  readonly codes: readonly string[];
}

/** Whoever asks: with a key or token, from a gateway's address, from any other; or it was not looked, as of probes. */
export type ClientKind = "identity" | "gateway" | "address" | "unknown";

export function kindOfClient(client: Client | null, caller: Caller | null): ClientKind {
  if (caller !== null) return "identity";
  if (client === null) return "unknown";
  return client.multiple > 1 ? "gateway" : "address";
}

/** An operation that a request asked for. */
export interface OperationEvent {
  readonly type: "query" | "mutation" | "subscription";
  readonly name: string | null;
  cost: number;
  /** 0 of a subscription, which goes on for as long as somebody reads. */
  milliseconds: number;
}

/** What is told of all that the service does. */
export interface Watcher {
  answered(request: RequestEvent): void;
  /** Also of streams that have begun long before. */
  failed(code: string): void;
}
