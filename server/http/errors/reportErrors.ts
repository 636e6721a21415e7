import type { ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import { interceptStream } from "../request/interceptStream.ts";
import { stateOf } from "../request/requestState.ts";
import { storeAdvice, storeFailure } from "./storeErrors.ts";

const LONGEST_MESSAGE = 1000;

export type ReportErrors = (request: Request, errors: readonly GraphQLError[]) => void;

/** Gives every error a code. Errors of the server also get the request's id, and are logged. */
export const createErrorReporter =
  (log: Logger): ReportErrors =>
  (request, errors) => {
    const { requestId, onError } = stateOf(request);
    for (const error of errors) {
      error.extensions.code ??= "BAD_REQUEST";
      onError(String(error.extensions.code));
      // GraphQL repeats the client's input in each error.
      if (error.message.length > LONGEST_MESSAGE) error.message = `${error.message.slice(0, LONGEST_MESSAGE)}…`;
      const isOfStore = storeFailure(error.originalError) !== null;
      if (error.extensions.code !== "INTERNAL_SERVER_ERROR" && !isOfStore) continue;
      error.extensions.requestId = requestId;
      const advice = isOfStore ? { advice: storeAdvice(error.originalError) } : {};
      const message = isOfStore ? "A request failed in the database." : "A request failed unexpectedly.";
      log.error({ requestId, path: error.path, err: error.originalError ?? error, ...advice }, message);
    }
  };

/** Reports the errors of all results. A stream ends with its first error. */
export function useErrors(reportErrors: ReportErrors): Plugin {
  return {
    onExecutionResult({ request, result, setResult }) {
      if (isAsyncIterable<ExecutionResult>(result))
        setResult(endWithErrors(result, (errors) => reportErrors(request, errors)));
    },
    onResultProcess({ request, result }) {
      for (const one of Array.isArray(result) ? result : [result])
        if ("errors" in one && one.errors) reportErrors(request, one.errors);
    },
  };
}

/** Ends at an incomplete event, since the next event would move the reader's position past the incomplete one. */
const endWithErrors = (
  events: AsyncIterable<ExecutionResult>,
  onErrors: (errors: readonly GraphQLError[]) => void,
): AsyncIterableIterator<ExecutionResult> =>
  interceptStream(events, {
    async next(read, end) {
      const event = await read();
      const { errors = [] } = event.done ? {} : event.value;
      if (errors.length > 0) {
        onErrors(errors);
        await end();
      }
      return event;
    },
  });
