import { type ExecutionResult, GraphQLError } from "graphql";
import { type GraphQLParams, isAsyncIterable, type YogaServerInstance } from "graphql-yoga";
import type { Authenticator } from "../auth/authenticator.ts";
import type { ClientCounter } from "../clients/clientCounter.ts";
import { maskError } from "../errors/maskError.ts";
import type { ReportErrors } from "../errors/reportErrors.ts";
import type { ConnectionInfo } from "../request/client.ts";
import { interceptStream } from "../request/interceptStream.ts";
import type { Tracing } from "../tracing/tracing.ts";
import type { RequestRecorder } from "../watch/requestRecorder.ts";

export type Result = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Executes an operation from a socket, with the same plugins as an operation over HTTP. */
export type ExecuteOverSocket = (
  request: Request,
  connection: ConnectionInfo,
  message: SocketMessage,
) => Promise<Result>;

export interface SocketMessage {
  readonly params: GraphQLParams;
  readonly bytes: number;
}

interface Settings {
  readonly yoga: Pick<YogaServerInstance<object, object>, "getResultForParams">;
  readonly authenticator: Pick<Authenticator, "authenticate">;
  readonly clients: Pick<ClientCounter, "countRequest" | "waitForTurn" | "bytes">;
  readonly recorder: RequestRecorder;
  readonly tracing: Tracing | null;
  readonly reportErrors: ReportErrors;
}

/** Does for an operation over a socket what the plugins do for a request before GraphQL runs. */
export function createSocketExecutor(settings: Settings): ExecuteOverSocket {
  const { yoga, authenticator, clients, recorder, tracing, reportErrors } = settings;
  const execute: ExecuteOverSocket = async (request, connection, { params, bytes }) => {
    let isStream = false;
    try {
      await authenticator.authenticate(request);
      const release = clients.countRequest(request, connection);
      try {
        clients.bytes.add(request, bytes);
        await clients.waitForTurn(request);
        const context = { ...connection, waitUntil: () => {} };
        const result = (await yoga.getResultForParams({ request, params }, context as never)) as Result;
        if (isAsyncIterable<ExecutionResult>(result)) {
          isStream = true;
          return withoutInternals(request, result, reportErrors);
        }
        if (!result.errors) return result;
        reportErrors(request, result.errors);
        return Object.assign(result, { errors: result.errors.map(withoutHttp) });
      } finally {
        release();
        // The stream releases them when it ends.
        if (!isStream) clients.bytes.release(request);
      }
    } catch (error) {
      const errors = [maskError(error) as GraphQLError];
      reportErrors(request, errors);
      return { errors: errors.map(withoutHttp) };
    }
  };
  return (request, connection, message) =>
    recorder.recordSocketOperation(request, () => {
      const work = () => execute(request, connection, message);
      return tracing ? tracing.request(request, "WEBSOCKET graphql", work) : work();
    });
}

/** The same events. If the stream fails, its last event is an error that reveals nothing internal. */
const withoutInternals = (
  request: Request,
  events: AsyncIterable<ExecutionResult>,
  reportErrors: ReportErrors,
): AsyncIterable<ExecutionResult> =>
  interceptStream(events, {
    async next(read, end) {
      try {
        const event = await read();
        if (event.done || !event.value.errors) return event;
        return { done: false, value: { ...event.value, errors: event.value.errors.map(withoutHttp) } };
      } catch (thrown) {
        // The client has left.
        if (request.signal.aborted) return end();
        const error = maskError(thrown) as GraphQLError;
        reportErrors(request, [error]);
        await end();
        return { done: false, value: { errors: [withoutHttp(error)] } };
      }
    },
  });

/** Status and headers have no meaning over a socket. Streams share errors, so the error itself stays as it is. */
function withoutHttp(error: GraphQLError): GraphQLError {
  const { http: _http, ...extensions } = error.extensions;
  const { message, nodes = null, path = null, originalError = null } = error;
  return new GraphQLError(message, { nodes, path, originalError, extensions });
}
