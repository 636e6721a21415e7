import type { OperationDefinitionNode } from "graphql";
import { runForRequest } from "../request/currentRequest.ts";
import { kindOfClient, type OperationEvent, type Watcher } from "../request/requestEvent.ts";
import { stateOf } from "../request/requestState.ts";

/** Records each request, and tells the watchers about it once: when it is answered, or when its stream begins. */
export interface RequestRecorder {
  start(request: Request): void;
  /** @param isDirect whether the request took the short way for known queries */
  finish(request: Request, method: string, status: number, isDirect?: boolean): void;
  /** @returns the entry, to be completed after the operation was executed; null if there is no such operation */
  addOperation(request: Request, operation: OperationDefinitionNode | null | undefined): OperationEvent | null;
  /** Records an operation over a socket as a request of its own. */
  recordSocketOperation<Result>(request: Request, work: () => Promise<Result>): Promise<Result>;
}

/** The path of an absolute URL, which most of the time needs no parser. */
const pathOf = (url: string): string =>
  /^https?:\/\/[^/?#]+(\/[\w/-]*)(?:[?#]|$)/.exec(url)?.[1] ?? new URL(url).pathname;

export function createRequestRecorder(watchers: readonly Watcher[]): RequestRecorder {
  const start = (request: Request): void => {
    const state = stateOf(request);
    const codes: string[] = [];
    state.record = { startedAt: performance.now(), operations: [], codes };
    state.onError = (code) => {
      codes.push(code);
      for (const watcher of watchers) watcher.failed(code);
    };
  };
  const finish = (request: Request, method: string, status: number, isDirect = false): void => {
    const state = stateOf(request);
    if (!state.record) return;
    const { startedAt, operations, codes } = state.record;
    state.record = null;
    const event = {
      requestId: state.requestId,
      method,
      path: pathOf(request.url).slice(0, 200),
      status,
      milliseconds: performance.now() - startedAt,
      client: kindOfClient(state.client, state.caller),
      caller: state.caller?.id ?? null,
      operations,
      codes,
      isDirect,
    };
    for (const watcher of watchers) watcher.answered(event);
  };
  return {
    start,
    finish,
    addOperation(request, operation) {
      if (!operation) return null;
      const name = operation.name?.value.slice(0, 100) ?? null;
      const event = { type: operation.operation, name, cost: 0, milliseconds: 0 };
      stateOf(request).record?.operations.push(event);
      return event;
    },
    async recordSocketOperation(request, work) {
      start(request);
      try {
        return await runForRequest(request, work);
      } finally {
        finish(request, "WEBSOCKET", 101);
      }
    },
  };
}
