import { GraphQLError } from "graphql";
import { LIMITS, type LimitName, type Limits } from "../../config/limits.ts";

interface Details {
  /** The argument whose value exceeds the limit. */
  readonly argument?: string;
  /** Whether to close the connection, because the rest of the request is too long to wait for. */
  readonly closesConnection?: boolean;
  /** The number of seconds until there is room again. */
  readonly retryAfter?: number;
}

/** A request exceeds a limit: which limit, what the limit allows, and what was found. Codes are part of the contract. */
export class LimitError extends GraphQLError {
  /** @param found the start of the message, such as `12000`; the name of what the limit counts follows */
  constructor(
    limits: Limits,
    name: LimitName,
    found: string,
    { argument, retryAfter, closesConnection = false }: Details = {},
  ) {
    const { code, status, counts } = LIMITS[name];
    const headers = {
      ...(retryAfter !== undefined && { "retry-after": String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(closesConnection && { connection: "close" }),
    };
    super(`${found} ${counts}: at most ${limits[name]} are allowed (limit: ${name}).`, {
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

/** @throws LimitError if `found` is more than the limit allows */
export function checkLimit(limits: Limits, name: LimitName, found: number, argument?: string): void {
  if (found > limits[name])
    throw new LimitError(limits, name, String(found), argument === undefined ? {} : { argument });
}
