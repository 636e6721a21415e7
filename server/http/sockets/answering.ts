import type { ExecutionResult, GraphQLError } from "graphql";
import { type GraphQLParams, isAsyncIterable, type YogaServerInstance } from "graphql-yoga";
import type { ConnectionInfo } from "../clients/client.ts";
import { maskError } from "../errors/errors.ts";

export type Answers = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Answers one operation of a socket as the endpoint answers one of a request, by the same plugins. */
export type AnswerSocket = (request: Request, connection: ConnectionInfo, params: GraphQLParams) => Promise<Answers>;

interface Settings {
  readonly yoga: Pick<YogaServerInstance<object, object>, "getResultForParams">;
  /** Counts the operation for its client; what it gives is called when the answer, or its stream, has begun. */
  enter(request: Request, connection: ConnectionInfo): Promise<() => void>;
  /** Gives errors their codes, and logs those that nobody expected. */
  nameErrors(request: Request, errors: readonly GraphQLError[]): void;
}

export function answeringSockets({ yoga, enter, nameErrors }: Settings): AnswerSocket {
  const refusal = (request: Request, error: unknown): ExecutionResult => {
    const errors = [maskError(error) as GraphQLError];
    nameErrors(request, errors);
    return { errors: errors.map(withoutHttp) };
  };
  return async (request, connection, params) => {
    try {
      const leave = await enter(request, connection);
      try {
        const context = { ...connection, waitUntil: () => {} };
        const result = (await yoga.getResultForParams({ request, params }, context as never)) as Answers;
        if (isAsyncIterable<ExecutionResult>(result)) return result;
        nameErrors(request, result.errors ?? []);
        return { ...result, ...(result.errors && { errors: result.errors.map(withoutHttp) }) };
      } finally {
        leave();
      }
    } catch (error) {
      return refusal(request, error);
    }
  };
}

/** Status and headers are HTTP's. */
function withoutHttp(error: GraphQLError): GraphQLError {
  delete error.extensions.http;
  return error;
}
