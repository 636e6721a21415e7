import { getOperationAST } from "graphql";
import type { Plugin } from "graphql-yoga";
import { requestIdOf } from "../errors/requestId.ts";
import { type Operation, operationOf } from "../limits/operation.ts";
import { listenForErrors, onBehalfOf } from "./currentRequest.ts";
import type { ClientKind, OperationEvent, RequestEvent, Watcher } from "./requestEvent.ts";

/** Who asks, as far as it was found out. */
interface Asking {
  readonly client: ClientKind;
  readonly caller: string | null;
}

interface Watch {
  /** Stands before all other plugins. */
  readonly first: Plugin;
  /** Stands after them, to see what they made of the answer. */
  readonly last: Plugin;
  /** The same for an operation of a socket. */
  socket<Answer>(request: Request, answer: () => Promise<Answer>): Promise<Answer>;
}

/** Tells watchers of every request, once, when its answer is there or its stream has begun. */
export function createWatch(watchers: readonly Watcher[], asking: (request: Request) => Asking): Watch {
  const started = new WeakMap<Request, { at: number; operations: OperationEvent[]; codes: string[] }>();

  const begin = (request: Request): void => {
    const codes: string[] = [];
    started.set(request, { at: performance.now(), operations: [], codes });
    listenForErrors(request, (code) => {
      codes.push(code);
      for (const watcher of watchers) watcher.failed(code);
    });
  };
  const end = (request: Request, method: string, status: number): void => {
    const begun = started.get(request);
    if (!begun) return;
    started.delete(request);
    const answered: RequestEvent = {
      requestId: requestIdOf(request),
      method,
      path: new URL(request.url).pathname.slice(0, 200),
      status,
      milliseconds: performance.now() - begun.at,
      ...asking(request),
      operations: begun.operations,
      codes: begun.codes,
    };
    for (const watcher of watchers) watcher.answered(answered);
  };
  const operated = (args: Operation): OperationEvent | null => {
    const { request } = args.contextValue;
    const found = getOperationAST(args.document, args.operationName);
    if (!found) return null;
    const of = { type: found.operation, name: found.name?.value.slice(0, 100) ?? null, cost: 0, milliseconds: 0 };
    started.get(request)?.operations.push(of);
    return of;
  };

  return {
    first: {
      instrumentation: {
        request({ request }, wrapped) {
          begin(request);
          return onBehalfOf(request, wrapped);
        },
      },
      onExecute({ args }) {
        const operation = operationOf(args);
        const of = operated(operation);
        const at = performance.now();
        return {
          onExecuteDone() {
            if (!of) return;
            of.milliseconds = performance.now() - at;
            of.cost = operation.contextValue.work.spent;
          },
        };
      },
      onSubscribe({ args }) {
        const operation = operationOf(args);
        const of = operated(operation);
        return {
          onSubscribeResult() {
            if (of) of.cost = operation.contextValue.work.spent;
          },
        };
      },
    },
    last: {
      onResponse: ({ request, response }) => end(request, request.method, response.status),
    },
    async socket(request, answer) {
      begin(request);
      try {
        return await onBehalfOf(request, answer);
      } finally {
        end(request, "WEBSOCKET", 101);
      }
    },
  };
}
