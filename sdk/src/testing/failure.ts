import type { ErrorCode } from "../errors.ts";

export interface FailureDetails {
  /** What the service would say. */
  readonly message?: string;
  /** `NETWORK`: no answer at all, and a stream breaks off. Any other is the GraphQL error's code. */
  readonly code?: ErrorCode;
  /** Which argument is wrong. */
  readonly argument?: string;
  /** The HTTP status: 200 by default, as GraphQL services answer. */
  readonly status?: number;
  /** Becomes the `Retry-After` of the answer, in whole seconds. */
  readonly retryAfterMs?: number;
  /** What could be answered all the same, in the result's shape. */
  readonly data?: unknown;
}

/** A failure that a mock client is to meet: thrown by an answer's function, or given in place of an answer. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly details: FailureDetails;
  constructor(details: FailureDetails = {}) {
    super(details.message ?? "The mock fails, as it was told to.");
    this.details = details;
  }
}

/** `failing({ code: "RATE_LIMITED", status: 429, retryAfterMs: 2000 })` */
export const failing = (details: FailureDetails = {}): Failure => new Failure(details);

/** What an answer's code threw: a failure that is meant, or a fault of its own, which becomes one that says so. */
export const failureOf = (thrown: unknown): Failure =>
  thrown instanceof Failure ? thrown : failing({ message: `The mock's answer threw ${thrown}` });

/** The answer in which the service would tell of a failure. */
export function answerOf({ message, details }: Failure): Response {
  const { code = "MOCK_FAILURE", argument, status = 200, retryAfterMs, data } = details;
  if (code === "NETWORK") throw new TypeError(message);
  const retryAfter = retryAfterMs === undefined ? {} : { "retry-after": `${Math.ceil(retryAfterMs / 1000)}` };
  const errors = [{ message, extensions: { code, argument } }];
  return Response.json({ errors, data }, { status, headers: retryAfter });
}
