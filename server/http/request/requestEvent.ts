import type { Caller } from "../../schema/builder/caller.ts";
import type { Client } from "./client.ts";

/** A request that was answered, or whose stream has begun. */
export interface RequestEvent {
  readonly requestId: string;
  readonly method: string;
  /** Without the query string, which can contain the caller's query. */
  readonly path: string;
  /** 101 for an operation over a WebSocket. */
  readonly status: number;
  readonly milliseconds: number;
  readonly client: ClientKind;
  /** A key's id, or the issuer and subject of a token; null for an anonymous request. */
  readonly caller: string | null;
  readonly operations: readonly OperationEvent[];
  /** The codes of the request's errors. */
  readonly codes: readonly string[];
  /** Whether the request took the short way for known queries (answerDirectly.ts). */
  readonly isDirect: boolean;
}

/** A caller with a key or token, a gateway's address, any other address, or unknown if the request is not counted (a probe). */
export type ClientKind = "identity" | "gateway" | "address" | "unknown";

export function kindOfClient(client: Client | null, caller: Caller | null): ClientKind {
  if (caller !== null) return "identity";
  if (client === null) return "unknown";
  return client.multiple > 1 ? "gateway" : "address";
}

/** An operation in a request. */
export interface OperationEvent {
  readonly type: "query" | "mutation" | "subscription";
  readonly name: string | null;
  cost: number;
  /** 0 for a subscription, which lasts as long as its reader stays. */
  milliseconds: number;
}

/** Is told what the service does, like the log and the metrics. */
export interface Watcher {
  answered(request: RequestEvent): void;
  /** Also called for streams that began long before. */
  failed(code: string): void;
}
