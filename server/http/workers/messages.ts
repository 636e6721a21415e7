import { GraphQLError, Source } from "graphql";
import type { Limits } from "../limits/table.ts";
import type { Statement } from "../watch/statements.ts";

/** What a worker is started with. */
export interface Setup {
  readonly databaseUrl: string;
  readonly publicUrl: string | null;
  readonly limits: Limits;
}

/** An operation that was found valid, and within the limits. */
export interface Job {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Answer {
  /** As JSON, so that it passes from thread to thread, and on to the client, as it is. */
  readonly data: string;
  readonly errors: readonly PlainError[];
  readonly spent: number;
  /** What was asked of the database, for whoever watches that. */
  readonly statements: readonly Statement[];
}

interface PlainError {
  readonly message: string;
  readonly positions: readonly number[] | undefined;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Of what nobody expected: for the log. */
  readonly stack: string | null;
}

export function toPlain(error: GraphQLError): PlainError {
  const cause = error.originalError;
  const isExpected = cause == null || cause instanceof GraphQLError;
  return {
    message: isExpected ? error.message : cause.message,
    positions: error.positions,
    path: error.path,
    extensions: error.extensions,
    stack: isExpected ? null : (cause.stack ?? cause.message),
  };
}

export function fromPlain({ message, positions, path, extensions, stack }: PlainError, query: string): GraphQLError {
  const cause = stack === null ? null : Object.assign(new Error(message), { stack });
  return new GraphQLError(message, {
    source: new Source(query),
    positions: positions ?? null,
    path: path ?? null,
    extensions,
    originalError: cause,
  });
}
