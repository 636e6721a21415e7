import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Caller } from "../../schema/builder/caller.ts";
import type { Client } from "./client.ts";
import type { OperationEvent } from "./requestEvent.ts";

/** The data that the steps of one request share. Each field names the step that sets it. */
export interface RequestState {
  /** Names the request in its answer and in the log. */
  readonly requestId: string;
  /** The caller, if the request has a valid key or token. Set by authentication. */
  caller: Caller | null;
  /** The client that the request counts for; null for a call from within this process. Set by the client counter. */
  client: Client | null;
  /** The HTTP request that the request came with, or that opened its socket. Set by the client counter. */
  connection: IncomingMessage | null;
  /** Gives back the client's place among its concurrent requests. Set by the client counter. */
  release: () => void;
  /** The bytes of the body that have arrived and are still held. Set by the client counter. */
  bodyBytes: number;
  /** The cost of the request's operations so far; null if no operation has run. Set by the limits. */
  cost: number | null;
  /** The status of a batch whose operations were all refused. Set by useBatchStatus. */
  batchStatus: number | null;
  /** The data for the log and the metrics; null before recording starts and after it ends. Set by the recorder. */
  record: RequestRecord | null;
  /** Receives the code of each error in the answer, also from streams long after they began. Set by the recorder. */
  onError: (code: string) => void;
  /** Receives attributes for the trace. Set by tracing; null when tracing is off. */
  span: SpanAttributes | null;
}

export interface RequestRecord {
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly operations: OperationEvent[];
  readonly codes: string[];
}

/** The part of an OpenTelemetry span that is used here. Declared so that OpenTelemetry is not loaded when tracing is off. */
interface SpanAttributes {
  setAttribute(name: string, value: string | number): unknown;
}

export const REQUEST_ID_HEADER = "x-request-id";

const states = new WeakMap<Request, RequestState>();

export function stateOf(request: Request): RequestState {
  const known = states.get(request);
  if (known) return known;
  const state: RequestState = {
    requestId: requestIdFrom(request.headers.get(REQUEST_ID_HEADER)),
    caller: null,
    client: null,
    connection: null,
    release: () => {},
    bodyBytes: 0,
    cost: null,
    batchStatus: null,
    record: null,
    onError: () => {},
    span: null,
  };
  states.set(request, state);
  return state;
}

/** The caller's own id if it is safe in a log, otherwise a new one. */
const requestIdFrom = (given: string | null): string =>
  given !== null && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();

/** The name of the request's client in queues. All calls from within this process are one client. */
export const clientNameOf = (request: Request): string => stateOf(request).client?.name ?? "this process";
