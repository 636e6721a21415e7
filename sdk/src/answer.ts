import { operationName } from "./document.ts";
import { ConflictGraphError, type ErrorCode, type ErrorDetails, type GraphQLFault } from "./errors.ts";

/** An error of the operation whose text this is. */
export const failure = (
  text: string,
  code: ErrorCode,
  message: string,
  details?: Partial<ErrorDetails>,
  cause?: unknown,
) => new ConflictGraphError(message, { ...details, code, operation: operationName(text) }, { cause });

/** What fails on the way to the service and back, where no answer says why. */
export async function underway<T>(text: string, url: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // Without the query string, which may hold a key.
    throw failure(
      text,
      "NETWORK",
      `No answer from ${url.split("?")[0]}: ${(cause as Error)?.message ?? cause}`,
      {},
      cause,
    );
  }
}

/**
 * The `data` of an answer. Whatever the status, a GraphQL body is a GraphQL answer: servers send errors with 200, 400 and
 * 500 alike.
 * @param text the operation's
 */
export function readAnswer({ status, headers }: Response, body: string, text: string): unknown {
  let answer: { data?: unknown; errors?: GraphQLFault[] } | null | undefined;
  try {
    answer = JSON.parse(body);
  } catch {
    // The same as for JSON of another shape.
  }
  const data: unknown = answer?.data;
  const errors: GraphQLFault[] = [answer?.errors ?? []].flat().filter((error) => error?.message);
  const [first] = errors;
  const { code = "GRAPHQL_ERROR", argument = null } = first?.extensions ?? {};
  const requestId = headers.get("x-request-id");
  const details = { status, requestId, retryAfterMs: milliseconds(headers.get("retry-after")), errors, data, argument };
  if (first) throw failure(text, code as string, first.message, details as Partial<ErrorDetails>);
  if (data && typeof data === "object") return data;
  const what = `(status ${status}, ${headers.get("content-type")}): ${body.slice(0, 100)}`;
  throw failure(text, "BAD_RESPONSE", `The answer is not GraphQL ${what}`, details as Partial<ErrorDetails>);
}

/** `Retry-After` holds seconds or a date (RFC 9110, 10.2.3). */
function milliseconds(after: string | null): number | null {
  const wait = Number(after) * 1000 || Date.parse(after ?? "") - Date.now();
  return wait >= 0 ? wait : null;
}
