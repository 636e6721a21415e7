import type { GraphQLError } from "graphql";
import { stateOf } from "../request/requestState.ts";

interface HttpError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Returns an error outside of GraphQL execution as an HTTP response, and reports its code to the log and the metrics. */
export function errorResponse(
  request: Request,
  error: GraphQLError,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { requestId, onError } = stateOf(request);
  onError(String(error.extensions.code));
  const { body, ...http } = httpError(error, requestId);
  return new Response(body, { status: http.status, headers: { ...http.headers, ...headers } });
}

/**
 * Returns an error as an HTTP response for a connection on which no request was read.
 * @param requestId is added to the body if the log explains the error
 */
export function httpError(
  { message, extensions: { http, ...extensions } }: GraphQLError,
  requestId?: string,
): HttpError {
  // An unexpected error has no status.
  const { status = 500, headers } = (http ?? {}) as { status?: number; headers?: Record<string, string> };
  const isLogged = status >= 500 && requestId !== undefined;
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify({ errors: [{ message, extensions: { ...extensions, ...(isLogged && { requestId }) } }] }),
  };
}
