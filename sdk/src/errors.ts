/** One entry of a GraphQL response's `errors`. */
export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * The kind of error. Five codes come from the client:
 * - `NETWORK`: no response, or the connection broke.
 * - `TIMEOUT`: no response within `timeoutMs`.
 * - `BAD_RESPONSE`: the response is not GraphQL.
 * - `NO_LIST`: the response has no list to page through, or the next page cannot be requested.
 * - `GRAPHQL_ERROR`: the response has an error without a code.
 *
 * All others come from the service. A newer service may send codes that are not listed here.
 */
export type ErrorCode =
  | "NETWORK"
  | "TIMEOUT"
  | "BAD_RESPONSE"
  | "NO_LIST"
  | "GRAPHQL_ERROR"
  | "BAD_REQUEST"
  | "BAD_USER_INPUT"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "OPERATION_RESOLUTION_FAILURE"
  | "PERSISTED_QUERY_NOT_FOUND"
  | "PERSISTED_QUERY_MISMATCH"
  | "DOCUMENT_NOT_TRUSTED"
  | "NOT_ACCEPTABLE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "CROSS_SITE_REQUEST"
  | "HOST_NOT_ALLOWED"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "SERVICE_UNAVAILABLE"
  | "SERVICE_STOPPING"
  | "STORE_BUSY"
  | "STORE_FULL"
  | "STORE_READ_ONLY"
  | "STORE_DAMAGED"
  | "OUTCOME_UNKNOWN"
  | "INTERNAL_SERVER_ERROR"
  | "BODY_TOO_LARGE"
  | "BATCH_TOO_LARGE"
  | "TOO_MANY_TOKENS"
  | "TOO_DEEP"
  | "TOO_MANY_OPERATIONS"
  | "TOO_MANY_FRAGMENTS"
  | "TOO_MANY_SELECTIONS"
  | "TOO_MANY_ROOT_FIELDS"
  | "INTROSPECTION_TOO_DEEP"
  | "TOO_MANY_ALIASES"
  | "TOO_MANY_REPEATED_FIELDS"
  | "TOO_MANY_DIRECTIVES"
  | "TOO_MANY_VARIABLES"
  | "LIST_TOO_LONG"
  | "TEXT_TOO_LONG"
  | "TOO_MANY_ENTITIES"
  | "PAGE_TOO_LARGE"
  | "COST_TOO_HIGH"
  | "EVENT_COST_TOO_HIGH"
  | "ANSWER_TOO_LARGE"
  | "OUT_OF_TIME"
  | "TOO_MANY_AT_ONCE"
  | "TOO_MUCH_UNREAD"
  | "TOO_MANY_STREAMS"
  | "TOO_MANY_EXPORTS"
  | "EXPORTS_BUSY"
  | "EXPORT_TOO_LONG"
  | "TOO_MANY_CONNECTIONS"
  | "RATE_LIMITED"
  | "COST_RATE_LIMITED"
  | (string & Record<never, never>);

export type ErrorDetails = Partial<Omit<ConflictGraphError, keyof Error>> & { readonly code: ErrorCode };

const NAME = "ConflictGraphError";

/**
 * The error with which a failed call rejects. Only an aborted call rejects with its signal's reason instead.
 * @example
 * try {
 *   await client.events({ filter: { place: ["atlantis"] } });
 * } catch (error) {
 *   if (isConflictGraphError(error)) console.log(error.code, error.argument); // BAD_USER_INPUT filter.place
 * }
 */
export class ConflictGraphError extends Error {
  declare readonly code: ErrorCode;
  /** The argument that was wrong, such as `filter.event`; null if the service did not name one. */
  readonly argument: string | null = null;
  /** The operation's name; null if your query has none. */
  readonly operation: string | null = null;
  /** The HTTP status; null if there was no response. */
  readonly status: number | null = null;
  /** All errors of the GraphQL response. */
  readonly errors: readonly GraphQLFault[] = [];
  /** The partial result that came with the errors; null or undefined if there was none. */
  readonly data: unknown;
  /** The `X-Request-Id`, to search the service's log; null if there was none. */
  readonly requestId: string | null = null;
  /** Milliseconds to wait before the next request (`Retry-After`); null if the service did not say. */
  readonly retryAfterMs: number | null = null;

  constructor(message: string, details: ErrorDetails, options?: ErrorOptions) {
    super(details.operation ? `${details.operation}: ${message}` : message, options);
    Object.assign(this, details, { name: NAME });
  }
}

/** Whether a value is a `ConflictGraphError`, even one from another copy of this package, for which `instanceof` fails. */
export const isConflictGraphError = (value: unknown): value is ConflictGraphError =>
  value instanceof Error && value.name === NAME;

/** Whether the same request may succeed when it is sent again. */
export const isTransient = (error: unknown): error is ConflictGraphError =>
  isConflictGraphError(error) &&
  [error.code, `${error.status}`].some((text) => /^(NETWORK|TIMEOUT|SERVICE_\w+|429|50[234])$/.test(text));
