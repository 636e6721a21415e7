import { GraphQLError } from "graphql";
import { requestError } from "./requestError.ts";
import { storeError } from "./storeErrors.ts";

/** For Yoga's `maskedErrors`: replaces unexpected errors with one message, and keeps them as `originalError` for the log. */
export function maskError(error: unknown): Error {
  const unreadable = unreadableRequest(error);
  if (unreadable) return unreadable;
  if (error instanceof GraphQLError && isDeliberate(error)) return error;
  const located = error instanceof GraphQLError ? error : null;
  const original = located?.originalError ?? error;
  return (
    storeError(original, located) ??
    new GraphQLError(
      "Something went wrong on the server; your query is not the cause. Quote the request id to report it.",
      {
        nodes: located?.nodes ?? null,
        path: located?.path ?? null,
        originalError: original as Error,
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      },
    )
  );
}

/** Whether we or GraphQL itself raised the error, so that the message is for the client. Others could reveal internals. */
const isDeliberate = (error: GraphQLError): boolean =>
  error.originalError == null || error.originalError instanceof GraphQLError;

/** The error for a request that could not be read; null for others. Libraries throw it like any failure of their own. */
function unreadableRequest(error: unknown): GraphQLError | null {
  if (error instanceof GraphQLError && error.path) return null;
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause instanceof SyntaxError)
    return requestError("BAD_REQUEST", `The request contains invalid JSON: ${cause.message.slice(0, 200)}`);
  if (cause instanceof RangeError && /call stack/.test(cause.message))
    return requestError("BAD_REQUEST", "The request is nested too deeply to be read.");
  return null;
}
