import { operationName } from "./document.ts";
import { ConflictGraphError, type ErrorCode, type ErrorDetails, type GraphQLFault } from "./errors.ts";

/** @param text the operation; the error contains its name */
export const operationError = (
  text: string,
  code: ErrorCode,
  message: string,
  details?: Partial<ErrorDetails>,
  cause?: unknown,
) => new ConflictGraphError(message, { ...details, code, operation: operationName(text) }, { cause });

/** Turns whatever `work` throws into an error with the code `NETWORK`. */
export async function orNetworkError<T>(text: string, url: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // Without the query string, which may contain a key.
    throw operationError(
      text,
      "NETWORK",
      `No response from ${url.split("?")[0]}: ${(cause as Error)?.message ?? cause}`,
      {},
      cause,
    );
  }
}

/**
 * Returns `data`, or throws the response's first error. The status does not matter: servers send GraphQL errors with 200,
 * 400 and 500.
 */
export function readResponse({ status, headers }: Response, body: string, text: string): unknown {
  let json: { data?: unknown; errors?: GraphQLFault[] } | null | undefined;
  try {
    json = JSON.parse(body);
  } catch {
    // A body that is not JSON is handled like JSON of another shape.
  }
  const data: unknown = json?.data;
  const errors: GraphQLFault[] = [json?.errors ?? []].flat().filter((error) => error?.message);
  const [first] = errors;
  const { code = "GRAPHQL_ERROR", argument = null } = first?.extensions ?? {};
  const requestId = headers.get("x-request-id");
  const details = {
    status,
    requestId,
    retryAfterMs: parseRetryAfter(headers.get("retry-after")),
    errors,
    data,
    argument,
  };
  if (first) throw operationError(text, code as string, first.message, details as Partial<ErrorDetails>);
  if (data && typeof data === "object") return data;
  const found = `Status ${status}, ${headers.get("content-type")}: ${body.slice(0, 100)}`;
  throw operationError(
    text,
    "BAD_RESPONSE",
    `Not a GraphQL response. Check the URL. ${found}`,
    details as Partial<ErrorDetails>,
  );
}

/** In milliseconds. The header contains seconds or a date (RFC 9110, 10.2.3). */
function parseRetryAfter(after: string | null): number | null {
  const wait = Number(after) * 1000 || Date.parse(after ?? "") - Date.now();
  return wait >= 0 ? wait : null;
}
