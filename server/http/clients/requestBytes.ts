import { requestError } from "../errors/requestError.ts";
import { stateOf } from "../request/requestState.ts";

/** The bytes that requests in progress and subscriptions hold: their bodies, with the query's text and the variables. */
export interface RequestBytes {
  /**
   * Counts bytes of a request that have arrived.
   * @throws GraphQLError if requests without a key or token hold too many bytes in all
   */
  add(request: Request, bytes: number): void;
  /** Called when the request has been answered, or its stream has ended. */
  release(request: Request): void;
}

/** How many bytes requests without a key or token may hold in all. */
const MOST_IN_ALL = 32_000_000;
/** Requests up to this size are not counted, so that clients with ordinary queries are always served. */
const FEW_BYTES = 16_384;

export function createRequestBytes(mostInAll: number = MOST_IN_ALL): RequestBytes {
  let total = 0;
  return {
    add(request, bytes) {
      const state = stateOf(request);
      const counted = state.bodyBytes > FEW_BYTES ? state.bodyBytes : 0;
      state.bodyBytes += bytes;
      if (state.caller !== null || state.bodyBytes <= FEW_BYTES) return;
      total += state.bodyBytes - counted;
      if (total > mostInAll) throw tooManyBytes();
    },
    release(request) {
      const state = stateOf(request);
      if (state.caller === null && state.bodyBytes > FEW_BYTES) total -= state.bodyBytes;
      state.bodyBytes = 0;
    },
  };
}

const tooManyBytes = () =>
  requestError(
    "TOO_MANY_AT_ONCE",
    `Too many long requests are in progress, from all clients together. Send the request again later, or shorten it to ${FEW_BYTES} bytes.`,
    { status: 429, headers: { "retry-after": "1" } },
  );
