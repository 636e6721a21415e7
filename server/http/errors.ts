import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import { requestIdOf } from "./requestId.ts";

/** Errors that we or GraphQL itself raised say what is wrong; all others say nothing of our insides. */
const isDeliberate = (error: GraphQLError): boolean =>
  error.originalError == null || error.originalError instanceof GraphQLError;

/** For Yoga's `maskedErrors`: turns the unexpected into one message, and keeps it as `originalError` for the log. */
export function maskError(error: unknown): Error {
  if (error instanceof GraphQLError && isDeliberate(error)) return error;
  const located = error instanceof GraphQLError ? error : null;
  return new GraphQLError("Something went wrong here, and it is not your query. The request id finds it in the log.", {
    nodes: located?.nodes ?? null,
    path: located?.path ?? null,
    originalError: (located?.originalError ?? error) as Error,
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  });
}

/** Gives every error a code, and the masked ones the request's id; logs what was masked. */
export function useErrors(log: Logger): Plugin {
  return {
    onResultProcess({ request, result }) {
      for (const answer of Array.isArray(result) ? result : [result]) {
        for (const error of ("errors" in answer && answer.errors) || []) {
          error.extensions.code ??= "BAD_REQUEST";
          if (error.extensions.code !== "INTERNAL_SERVER_ERROR") continue;
          const requestId = requestIdOf(request);
          error.extensions.requestId = requestId;
          log.error(
            { requestId, path: error.path, err: error.originalError ?? error },
            "A request failed unexpectedly.",
          );
        }
      }
    },
  };
}
