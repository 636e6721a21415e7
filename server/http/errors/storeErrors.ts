import { GraphQLError } from "graphql";
import { adviceFor, faultOf, OutcomeUnknownError, type StoreFault } from "../../store/db/storeFaults.ts";

/** What clients learn about a database failure: what they can do, and nothing internal. Codes are part of the contract. */
interface StoreFailure {
  readonly code: string;
  readonly message: string;
  /** In seconds; null if waiting does not help. */
  readonly retryAfter: number | null;
}

const FAILURES: Readonly<Record<StoreFault, StoreFailure>> = {
  UNREACHABLE: {
    code: "SERVICE_UNAVAILABLE",
    message: "The database is not responding. Your request is not the cause: retry in a few seconds.",
    retryAfter: 5,
  },
  BUSY: {
    code: "STORE_BUSY",
    message: "Another write to the database did not finish in time. Nothing was changed: retry in a few seconds.",
    retryAfter: 5,
  },
  FULL: {
    code: "STORE_FULL",
    message:
      "The database has no room left. Nothing was changed, and reading still works: retry when the administrator has made room.",
    retryAfter: 60,
  },
  READ_ONLY: {
    code: "STORE_READ_ONLY",
    message:
      "The database is read-only. Nothing was changed: retry when the administrator has made the database writable.",
    retryAfter: null,
  },
  DAMAGED: {
    code: "STORE_DAMAGED",
    message:
      "The database, or a part of it that this request needs, is missing or cannot be read. Nothing was changed. The log tells the administrator why.",
    retryAfter: null,
  },
};

const OUTCOME_UNKNOWN: StoreFailure = {
  code: "OUTCOME_UNKNOWN",
  message:
    "The database connection was lost during the write, so the write may or may not have been saved. Retry the same request, with the same `key` if it has one: it will not be applied twice.",
  retryAfter: 5,
};

/** How the database failed; null if the error has another cause. */
export function storeFailure(error: unknown): StoreFailure | null {
  if (error instanceof OutcomeUnknownError) return OUTCOME_UNKNOWN;
  const fault = faultOf(error);
  return fault && FAILURES[fault];
}

export const retryHeaders = ({ retryAfter }: StoreFailure): Record<string, string> =>
  retryAfter === null ? {} : { "retry-after": String(retryAfter) };

/** A failure of the database as a GraphQL error with the status 503, which keeps the original error for the log. */
export function storeError(error: unknown, located: GraphQLError | null = null): GraphQLError | null {
  const failure = storeFailure(error);
  if (!failure) return null;
  const { code, message } = failure;
  return new GraphQLError(message, {
    nodes: located?.nodes ?? null,
    path: located?.path ?? null,
    originalError: error as Error,
    extensions: { code, http: { status: 503, headers: retryHeaders(failure) } },
  });
}

/** What the administrator can do, for the log. */
export const storeAdvice = (error: unknown): string | null =>
  adviceFor(error instanceof OutcomeUnknownError ? error.cause : error);
