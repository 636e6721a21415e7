import type { ExecutionResult, GraphQLError } from "graphql";
import { type GraphQLParams, isAsyncIterable, type YogaServerInstance } from "graphql-yoga";
import type { Authenticator } from "../auth/authenticator.ts";
import type { ClientCounter } from "../clients/clientCounter.ts";
import { maskError } from "../errors/maskError.ts";
import type { ReportErrors } from "../errors/reportErrors.ts";
import type { ConnectionInfo } from "../request/client.ts";
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
        isStream = isAsyncIterable<ExecutionResult>(result);
        if (isAsyncIterable<ExecutionResult>(result) || !result.errors) return result;
        reportErrors(request, result.errors);
        for (const error of result.errors) withoutHttp(error);
        return result;
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

/** Status and headers have no meaning over a socket. */
export function withoutHttp(error: GraphQLError): GraphQLError {
  delete error.extensions.http;
  return error;
}
