import type { ErrorCode } from "../errors.ts";

/** The failure of a mocked call. */
export interface FailureDetails {
  /** The error message. */
  readonly message?: string;
  /** `NETWORK` breaks the connection. Any other code becomes the code of a GraphQL error. */
  readonly code?: ErrorCode;
  /** The argument that is wrong. */
  readonly argument?: string;
  /** The HTTP status: 200 by default, as for most GraphQL errors. */
  readonly status?: number;
  /** Milliseconds; sent as `Retry-After`, rounded up to whole seconds. */
  readonly retryAfterMs?: number;
  /** The partial result that comes with the error. */
  readonly data?: unknown;
}

/** A failure, given instead of an answer or thrown by an answer's function. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly details: FailureDetails;
  constructor(details: FailureDetails = {}) {
    super(details.message ?? "The mock client was told to fail.");
    this.details = details;
  }
}

/**
 * Creates a failure for a mock client.
 * @example
 * createMockClient({ events: failing({ code: "RATE_LIMITED", status: 429, retryAfterMs: 2000 }) });
 */
export const failing = (details: FailureDetails = {}): Failure => new Failure(details);

/** An unintended error in a test's answer becomes a failure that says so. */
export const toFailure = (thrown: unknown): Failure =>
  thrown instanceof Failure ? thrown : failing({ message: `The mock's answer threw: ${thrown}` });

/** @throws TypeError for the code `NETWORK`, as `fetch` does */
export function errorResponse({ message, details }: Failure): Response {
  const { code = "MOCK_FAILURE", argument, status = 200, retryAfterMs, data } = details;
  if (code === "NETWORK") throw new TypeError(message);
  const retryAfter = retryAfterMs === undefined ? {} : { "retry-after": `${Math.ceil(retryAfterMs / 1000)}` };
  const errors = [{ message, extensions: { code, argument } }];
  return Response.json({ errors, data }, { status, headers: retryAfter });
}
