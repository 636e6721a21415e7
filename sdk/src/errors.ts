/** An error of a GraphQL answer, as the service gave it. */
export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * What went wrong. Of the client: `NETWORK`, no answer; `BAD_RESPONSE`, an answer that is not GraphQL. All others are of
 * the service; one that gives none becomes `GRAPHQL_ERROR`. Open, since a later service may have more.
 */
export type ErrorCode =
  | "NETWORK"
  | "BAD_RESPONSE"
  | "GRAPHQL_ERROR"
  | "BAD_USER_INPUT"
  | "BAD_REQUEST"
  | "GRAPHQL_PARSE_FAILED"
  | "GRAPHQL_VALIDATION_FAILED"
  | "INTERNAL_SERVER_ERROR"
  | (string & Record<never, never>);

export interface ErrorDetails {
  readonly code: ErrorCode;
  readonly operation?: string | null;
  readonly status?: number | null;
  readonly errors?: readonly GraphQLFault[];
  readonly data?: unknown;
  readonly requestId?: string | null;
  readonly cause?: unknown;
}

const NAME = "ConflictGraphError";

/** Every failure of a call, except an abort, which rejects with the signal's own reason. */
export class ConflictGraphError extends Error {
  override readonly name = NAME;
  readonly code: ErrorCode;
  /** Which argument was wrong, where the service says so: `after`, `filter.event`. */
  readonly argument: string | null;
  /** The operation's name; null where a query of your own has none. */
  readonly operation: string | null;
  /** The HTTP status; null where there was no answer. */
  readonly status: number | null;
  /** All errors of the GraphQL answer. */
  readonly errors: readonly GraphQLFault[];
  /** What the service could answer in spite of the errors, in the result's shape; null or undefined where nothing. */
  readonly data: unknown;
  /** Finds the request in the service's log. */
  readonly requestId: string | null;

  constructor(
    message: string,
    { code, operation = null, status = null, errors = [], data, requestId = null, cause }: ErrorDetails,
  ) {
    super(operation === null ? message : `${operation}: ${message}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.operation = operation;
    this.status = status;
    this.errors = errors;
    this.data = data;
    this.requestId = requestId;
    const argument = errors[0]?.extensions?.argument;
    this.argument = typeof argument === "string" ? argument : null;
  }
}

/** By name, so that it holds also where two copies of this package are installed. */
export const isConflictGraphError = (value: unknown): value is ConflictGraphError =>
  value instanceof Error && value.name === NAME;
