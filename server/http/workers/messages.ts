import { GraphQLError, Source } from "graphql";
import type { Limits } from "../../config/limits.ts";
import type { ExtractableText, Extraction } from "../../extract/extract.ts";
import type { Caller } from "../../schema/builder/caller.ts";
import type { Statement } from "../watch/statements.ts";

/** The settings with which a worker thread is started. */
export interface Setup {
  readonly databaseUrl: string;
  readonly publicUrl: string | null;
  readonly apiCorpusTitle: string;
  readonly subgraphRenames: readonly string[];
  readonly limits: Limits;
  /** How much memory the claims of tolls may take, in megabytes. 0: nothing is kept between requests. */
  readonly cacheMegabytes: number;
}

/** The settings, and how the main thread tells the worker thread to stop: it stores the number of the job to stop. */
export interface WorkerData extends Setup {
  readonly stopped: Int32Array<SharedArrayBuffer>;
}

/** What a worker thread is sent. Jobs are numbered from 1. */
export interface Order {
  readonly number: number;
  readonly job: AnyJob;
}

export type AnyJob = Job | PageJob | TextJob;

/** A valid operation that is within the limits. */
export interface Job {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller | null;
  /** Whether the operation is for a gateway, which uses the subgraph's schema. */
  readonly isSubgraph: boolean;
  /** Whether the store counted as large when the operation's cost was estimated. */
  readonly isLarge: boolean;
}

/** The form that a reader accepts, and the version that the reader already has. */
export const PAGE_HEADERS = ["accept", "if-none-match", "if-modified-since"] as const;

/** A citation page. */
export interface PageJob {
  /** The page's full URL. */
  readonly page: string;
  /** The request's headers that a page depends on: see PAGE_HEADERS. */
  readonly headers: readonly (readonly [string, string])[];
}

/** A text whose claims are to be extracted. */
export type TextJob = ExtractableText;

export interface Answer {
  /** As JSON, which goes to the main thread and on to the client unchanged. */
  readonly data: string;
  readonly errors: readonly PlainError[];
  readonly spent: number;
  readonly used: number;
  /** The SQL statements that the operation executed, for traces and metrics. */
  readonly statements: readonly Statement[];
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

/** `failed` is the stack of an unexpected error, for the log. */
export type Reply = { readonly answer: Answer | PageAnswer | Extraction } | { readonly failed: string };

interface PlainError {
  readonly message: string;
  readonly positions: readonly number[] | undefined;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** The cause of an unexpected error, for the log and to classify the error. */
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
