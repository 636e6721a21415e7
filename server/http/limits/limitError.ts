import { GraphQLError } from "graphql";
import { LIMITS, type LimitName, type Limits } from "../../config/limits.ts";

interface Where {
  /** The argument that holds too much. */
  readonly argument?: string;
  /** Whether the connection is closed: what is still to come over it is not worth waiting for. */
  readonly isLast?: boolean;
  /** After how many seconds there is room again. */
  readonly retryAfter?: number;
}

/** Why a request was refused: which limit, what it allows, and what was found. Codes are part of the contract. */
export class LimitError extends GraphQLError {
  constructor(limits: Limits, name: LimitName, found: string, { argument, retryAfter, isLast = false }: Where = {}) {
    const { code, status, counts } = LIMITS[name];
    const headers = {
      ...(retryAfter !== undefined && { "retry-after": String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(isLast && { connection: "close" }),
    };
    super(`${found} ${counts}; at most ${limits[name]} are taken (limit: ${name}).`, {
      extensions: {
        code,
        limit: name,
        allowed: limits[name],
        ...(argument !== undefined && { argument }),
        http: { status, headers },
      },
    });
  }
}

/** @throws LimitError where there are more than the limit allows */
export function atMost(limits: Limits, name: LimitName, found: number, argument?: string): void {
  if (found > limits[name])
    throw new LimitError(limits, name, String(found), argument === undefined ? {} : { argument });
}
