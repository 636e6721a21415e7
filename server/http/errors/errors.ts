import { type ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Logger } from "pino";
import { interceptStream } from "../graphql/interceptStream.ts";
import { noteError } from "../watch/currentRequest.ts";
import { requestIdOf } from "./requestId.ts";
import { storeAdvice, storeError, toldOfStore } from "./storeErrors.ts";

/** Errors that we or GraphQL itself raised say what is wrong; all others say nothing of our insides. */
const isDeliberate = (error: GraphQLError): boolean =>
  error.originalError == null || error.originalError instanceof GraphQLError;

/** What of a request could not be read, though the libraries throw it like any failure of their own. */
function refusedByParsing(error: unknown): GraphQLError | null {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (error instanceof GraphQLError && error.path) return null;
  const refuse = (message: string, code: string) =>
    new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
  if (cause instanceof SyntaxError)
    return refuse(`The request holds JSON that is none: ${cause.message.slice(0, 200)}`, "BAD_REQUEST");
  if (cause instanceof RangeError && /call stack/.test(cause.message)) {
    return refuse("The request is nested too deeply to be read.", "BAD_REQUEST");
  }
  return null;
}

/** For Yoga's `maskedErrors`: turns the unexpected into one message, and keeps it as `originalError` for the log. */
export function maskError(error: unknown): Error {
  const refused = refusedByParsing(error);
  if (refused) return refused;
  if (error instanceof GraphQLError && isDeliberate(error)) return error;
  const located = error instanceof GraphQLError ? error : null;
  const failed = storeError(located?.originalError ?? error, located);
  if (failed) return failed;
  return new GraphQLError("Something went wrong here, and it is not your query. The request id finds it in the log.", {
    nodes: located?.nodes ?? null,
    path: located?.path ?? null,
    originalError: (located?.originalError ?? error) as Error,
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  });
}

const LONGEST = 1000;

type NameErrors = (request: Request, errors: readonly GraphQLError[]) => void;

/** Gives every error a code, and the masked ones the request's id; logs what was masked. */
export const namingErrors =
  (log: Logger): NameErrors =>
  (request, errors) => {
    for (const error of errors) {
      error.extensions.code ??= "BAD_REQUEST";
      noteError(request, String(error.extensions.code));
      // GraphQL repeats what was sent, in each error anew.
      if (error.message.length > LONGEST) error.message = `${error.message.slice(0, LONGEST)}…`;
      const isOfStore = toldOfStore(error.originalError) !== null;
      if (error.extensions.code !== "INTERNAL_SERVER_ERROR" && !isOfStore) continue;
      const requestId = requestIdOf(request);
      error.extensions.requestId = requestId;
      const advice = isOfStore ? { advice: storeAdvice(error.originalError) } : {};
      const message = isOfStore ? "The store failed a request." : "A request failed unexpectedly.";
      log.error({ requestId, path: error.path, err: error.originalError ?? error, ...advice }, message);
    }
  };

/** Names all errors of answers. A stream ends with its first. */
export function useErrors(name: NameErrors): Plugin {
  return {
    onExecutionResult({ request, result, setResult }) {
      if (isAsyncIterable<ExecutionResult>(result))
        setResult(endingWithErrors(result, (errors) => name(request, errors)));
    },
    onResultProcess({ request, result }) {
      for (const answer of Array.isArray(result) ? result : [result])
        if ("errors" in answer && answer.errors) name(request, answer.errors);
    },
  };
}

/** After an event that could not be answered whole, the next would let the reader's position pass it. */
const endingWithErrors = (
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
