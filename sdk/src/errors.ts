/** An error of a GraphQL answer, as the service gave it. */
export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * What went wrong. Of the client: `NETWORK`, no answer, or one that broke off; `TIMEOUT`, none in time; `BAD_RESPONSE`, one
 * that is not GraphQL; `NO_LIST`, one that does not hold the list that is paged. All others are of the service; one that
 * gives none becomes `GRAPHQL_ERROR`. Open, since a later service may have more.
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
  | "TOO_MANY_ENTITIES"
  | "PAGE_TOO_LARGE"
  | "COST_TOO_HIGH"
  | "EVENT_COST_TOO_HIGH"
  | "OUT_OF_TIME"
  | "TOO_MANY_AT_ONCE"
  | "TOO_MANY_STREAMS"
  | "TOO_MANY_CONNECTIONS"
  | "RATE_LIMITED"
  | "COST_RATE_LIMITED"
  | (string & Record<never, never>);

export type ErrorDetails = Partial<Omit<ConflictGraphError, keyof Error>> & { readonly code: ErrorCode };

const NAME = "ConflictGraphError";

/** Every failure of a call, except an abort, which rejects with the signal's own reason. */
export class ConflictGraphError extends Error {
  declare readonly code: ErrorCode;
  /** Which argument was wrong, where the service says so: `after`, `filter.event`. */
  readonly argument: string | null = null;
  /** The operation's name; null where a query of your own has none. */
  readonly operation: string | null = null;
  /** The HTTP status; null where there was no answer. */
  readonly status: number | null = null;
  /** All errors of the GraphQL answer. */
  readonly errors: readonly GraphQLFault[] = [];
  /** What the service could answer in spite of the errors, in the result's shape; null or undefined where nothing. */
  readonly data: unknown;
  /** Finds the request in the service's log. */
  readonly requestId: string | null = null;
  /** How many milliseconds the service asks to wait before the next try (`Retry-After`); null where it does not say. */
  readonly retryAfterMs: number | null = null;

  constructor(message: string, details: ErrorDetails, options?: ErrorOptions) {
    super(details.operation ? `${details.operation}: ${message}` : message, options);
    Object.assign(this, details, { name: NAME });
  }
}

/** By name, so that it holds also where two copies of this package are installed. */
export const isConflictGraphError = (value: unknown): value is ConflictGraphError =>
  value instanceof Error && value.name === NAME;

/** Whether the same request may well be answered the next time: what failed lies between here and the service. */
export const isPassing = (error: unknown): error is ConflictGraphError =>
  isConflictGraphError(error) &&
  [error.code, `${error.status}`].some((sign) => /^(NETWORK|TIMEOUT|SERVICE_\w+|429|50[234])$/.test(sign));
