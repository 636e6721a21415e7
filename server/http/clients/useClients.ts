import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { errorResponse } from "../errors/errorResponse.ts";
import { LimitError } from "../limits/limitError.ts";
import type { ConnectionInfo } from "../request/client.ts";
import { interceptStream } from "../request/interceptStream.ts";
import { kindOfPath } from "../request/paths.ts";
import { stateOf } from "../request/requestState.ts";
import type { ClientCounter } from "./clientCounter.ts";

/** Counts the requests and subscriptions of each client, and refuses those that exceed its limits. */
export function useClients({
  countRequest,
  countStream,
  bytes,
}: Pick<ClientCounter, "countRequest" | "countStream" | "bytes">): Plugin {
  const streams = new WeakSet<Request>();
  return {
    instrumentation: {
      request: async ({ request }, wrapped) => {
        try {
          await wrapped();
        } finally {
          stateOf(request).release();
          // A subscription keeps its document and variables.
          if (!streams.has(request)) bytes.release(request);
        }
      },
    },
    onRequest({ request, serverContext, endResponse }) {
      try {
        stateOf(request).release = countRequest(request, serverContext as ConnectionInfo);
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        endResponse(errorResponse(request, error));
      }
    },
    onExecutionResult({ request, result, setResult }) {
      if (!isAsyncIterable<ExecutionResult>(result)) return;
      try {
        const release = countStream(request);
        streams.add(request);
        const onEnd = () => {
          release();
          bytes.release(request);
        };
        setResult(interceptStream(result, { next: (read) => read(), onEnd }));
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        result[Symbol.asyncIterator]().return?.();
        setResult({ errors: [error] });
      }
    },
  };
}

/**
 * Counts a request that is answered before authentication, and waits for the turn of its address. Probes do not wait: they are
 * cheap, and load balancers must not take a busy service for one that hangs.
 */
export const enterBeforeAuthentication =
  ({ countRequest, waitForTurn }: Pick<ClientCounter, "countRequest" | "waitForTurn">) =>
  async (request: Request, connection: ConnectionInfo, path: string): Promise<void> => {
    const isProbe = kindOfPath(path) === "probe";
    stateOf(request).release = countRequest(request, connection, isProbe);
    if (!isProbe) await waitForTurn(request);
  };
