import { type ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import type { ClientCounter } from "../clients/clientCounter.ts";
import { errorResponse } from "../errors/errorResponse.ts";
import { requestError } from "../errors/requestError.ts";
import { LimitError } from "../limits/limitError.ts";
import type { ConnectionInfo } from "../request/client.ts";
import { interceptStream } from "../request/interceptStream.ts";
import { stateOf } from "../request/requestState.ts";
import type { Authenticator } from "./authenticator.ts";

/** The body is not read, so the connection cannot be used for another request. */
const LAST_RESPONSE = { connection: "close", "cache-control": "no-store" };

/** Checks the key or token before the body is read. Streams are checked again with each event. */
export function useAuthentication(
  { authenticate }: Authenticator,
  { countRequest }: Pick<ClientCounter, "countRequest">,
  log: Logger,
): Plugin {
  const shownError = (request: Request, error: unknown): GraphQLError => {
    if (error instanceof GraphQLError) return error;
    log.error({ requestId: stateOf(request).requestId, err: error }, "A key or token could not be checked.");
    return cannotBeChecked();
  };
  const refusal = (request: Request, connection: ConnectionInfo, error: unknown): GraphQLError => {
    if (!(error instanceof GraphQLError)) return shownError(request, error);
    // Refused requests count for their address, so that nobody can try keys without a limit.
    try {
      countRequest(request, connection)();
      return error;
    } catch (tooMany) {
      if (tooMany instanceof LimitError) return tooMany;
      throw tooMany;
    }
  };
  return {
    async onRequest({ request, serverContext, endResponse }) {
      if (request.method === "OPTIONS") return;
      try {
        await authenticate(request);
      } catch (error) {
        endResponse(errorResponse(request, refusal(request, serverContext as ConnectionInfo, error), LAST_RESPONSE));
      }
    },
    onExecutionResult({ request, result, setResult }) {
      // A reader's key can expire during a stream, and a source that requires a key can be added.
      if (isAsyncIterable<ExecutionResult>(result))
        setResult(
          whileAuthenticated(
            result,
            () => authenticate(request),
            (error) => shownError(request, error),
          ),
        );
    },
  };
}

const cannotBeChecked = (): GraphQLError =>
  requestError("SERVICE_UNAVAILABLE", "Keys and tokens cannot be checked at the moment. Retry in a few seconds.", {
    status: 503,
    headers: { "retry-after": "5" },
  });

/** The same events while the reader's key or token is valid. Once it is not, or cannot be checked, the last event says why. */
const whileAuthenticated = (
  events: AsyncIterable<ExecutionResult>,
  check: () => Promise<void>,
  shownError: (error: unknown) => GraphQLError,
): AsyncIterableIterator<ExecutionResult> =>
  interceptStream(events, {
    async next(read, end) {
      const event = await read();
      try {
        await check();
        return event;
      } catch (error) {
        await end();
        return { done: false, value: { errors: [shownError(error)] } };
      }
    },
  });
