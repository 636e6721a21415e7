import { GraphQLError } from "graphql";
import { adviceFor, faultOf, OutcomeUnknownError, type StoreFault } from "../../store/db/storeFaults.ts";

interface Told {
  readonly code: string;
  readonly message: string;
  /** In seconds; null where it does not pass by itself. */
  readonly retryAfter: number | null;
}

/** What clients are told of a store that fails them. Nothing of its insides, and what they may do. Codes are part of the contract. */
const TOLD: Readonly<Record<StoreFault, Told>> = {
  UNREACHABLE: {
    code: "SERVICE_UNAVAILABLE",
    message: "The store does not answer at the moment. It is not your request: send it again in a few seconds.",
    retryAfter: 5,
  },
  BUSY: {
    code: "STORE_BUSY",
    message:
      "Somebody else is writing to the store, and has not come to an end in time. Nothing was changed: send it again in a few seconds.",
    retryAfter: 5,
  },
  FULL: {
    code: "STORE_FULL",
    message:
      "The store has no room left. Nothing was changed, and reading goes on: send it again when its administrator has made room.",
    retryAfter: 60,
  },
  READ_ONLY: {
    code: "STORE_READ_ONLY",
    message:
      "The store can only be read. Nothing was changed: send it again when its administrator has made it one to be written.",
    retryAfter: null,
  },
  DAMAGED: {
    code: "STORE_DAMAGED",
    message: "A part of the store that this asks for cannot be read. Its administrator finds the reason in the log.",
    retryAfter: null,
  },
};

const UNKNOWN: Told = {
  code: "OUTCOME_UNKNOWN",
  message:
    "The store was lost while this was being written: it was done, or it was not. Send it again as it is, with the same `key` if it has one: it is done once in any case.",
  retryAfter: 5,
};

/** What is told of an error where it is the store's; null where it is none. */
export function toldOfStore(error: unknown): Told | null {
  if (error instanceof OutcomeUnknownError) return UNKNOWN;
  const fault = faultOf(error);
  return fault && TOLD[fault];
}

/** Headers, with how long to wait before the next try where that helps. */
export const withWait = (headers: Readonly<Record<string, string>>, told: Told | null): Record<string, string> => ({
  ...headers,
  ...(told?.retryAfter != null && { "retry-after": `${told.retryAfter}` }),
});

/** As an error of GraphQL with the status 503, which keeps the store's own for the log. */
export function storeError(error: unknown, located: GraphQLError | null): GraphQLError | null {
  const told = toldOfStore(error);
  if (!told) return null;
  const { code, message } = told;
  return new GraphQLError(message, {
    nodes: located?.nodes ?? null,
    path: located?.path ?? null,
    originalError: error as Error,
    extensions: { code, http: { status: 503, headers: withWait({}, told) } },
  });
}

/** For the log: what the administrator can do. */
export const storeAdvice = (error: unknown): string | null =>
  adviceFor(error instanceof OutcomeUnknownError ? error.cause : error);
