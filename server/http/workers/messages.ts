import { GraphQLError, Source } from "graphql";
import type { Limits } from "../../config/limits.ts";
import type { Caller } from "../../schema/builder/caller.ts";
import type { Statement } from "../watch/statements.ts";

/** What a worker is started with. */
export interface Setup {
  readonly databaseUrl: string;
  readonly publicUrl: string | null;
  readonly apiCorpusTitle: string;
  readonly subgraphRenames: readonly string[];
  readonly limits: Limits;
}

/** An operation that was found valid, and within the limits. */
export interface Job {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller | null;
  /** Whether a gateway asks, by the subgraph's schema. */
  readonly isSubgraph: boolean;
  /** Whether the store counted as large when the operation's cost was told. */
  readonly isLarge: boolean;
}

/** A page of ours, by its whole address. */
export interface PageJob {
  readonly page: string;
  /** What its reader has already (`if-none-match`). */
  readonly known: string | null;
}

export interface Answer {
  /** As JSON, so that it passes from thread to thread, and on to the client, as it is. */
  readonly data: string;
  readonly errors: readonly PlainError[];
  readonly spent: number;
  readonly used: number;
  /** What was asked of the database, for whoever watches that. */
  readonly statements: readonly Statement[];
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

/** What a worker says; `failed`: what nobody expected, for the log. */
export type Reply = { readonly answer: Answer | PageAnswer } | { readonly failed: string };

interface PlainError {
  readonly message: string;
  readonly positions: readonly number[] | undefined;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Of what nobody expected: for the log, and to tell what kind it was. */
  readonly cause: Cause | null;
}

interface Cause {
  readonly stack: string;
  readonly code: unknown;
  readonly errcode: unknown;
}

export function toPlain(error: GraphQLError): PlainError {
  const cause = error.originalError;
  const isExpected = cause == null || cause instanceof GraphQLError;
  return {
    message: isExpected ? error.message : cause.message,
    positions: error.positions,
    path: error.path,
    extensions: error.extensions,
    cause: isExpected ? null : causeOf(cause),
  };
}

const causeOf = (error: Error & { code?: unknown; errcode?: unknown }): Cause => ({
  stack: error.stack ?? error.message,
  code: error.code,
  errcode: error.errcode,
});

export function fromPlain({ message, positions, path, extensions, cause }: PlainError, query: string): GraphQLError {
  return new GraphQLError(message, {
    source: new Source(query),
    positions: positions ?? null,
    path: path ?? null,
    extensions,
    originalError: cause && Object.assign(new Error(message), cause),
  });
}
