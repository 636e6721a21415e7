import { operationName } from "./document.ts";
import { ConflictGraphError, type GraphQLFault } from "./errors.ts";

export interface ClientSettings {
  /** The GraphQL endpoint, such as `http://localhost:4000/graphql`. */
  readonly url: string | URL;
  /** Instead of the platform's `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Response | Promise<Response>;
  /** Sent with every request; a function is asked before each. */
  readonly headers?: RequestHeaders | (() => RequestHeaders | Promise<RequestHeaders>);
}

export type RequestHeaders = Readonly<Record<string, string>>;

export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason: `AbortSignal.timeout(5000)`. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends a document, and gives the `data` of its answer. */
export type Transport = (
  document: string,
  variables: object | undefined,
  options: CallOptions | undefined,
) => Promise<unknown>;

export function createTransport(settings: ClientSettings): Transport {
  const url = String(settings.url);
  return (document, variables, { signal } = {}) =>
    untilAborted(signal, async () => {
      const operation = operationName(document);
      const init: RequestInit = {
        method: "POST",
        headers: {
          accept: "application/graphql-response+json, application/json;q=0.9",
          "content-type": "application/json",
          ...(typeof settings.headers === "function" ? await settings.headers() : settings.headers),
        },
        body: JSON.stringify({ query: document, variables }),
        ...(signal && { signal }),
      };
      try {
        const response = await (settings.fetch ?? fetch)(url, init);
        return { response, text: await response.text(), operation };
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        // Without its query string, which may hold a key.
        throw new ConflictGraphError(`No answer from ${url.split("?")[0]}: ${reason}`, {
          code: "NETWORK",
          operation,
          cause,
        });
      }
    }).then(readAnswer);
}

/** Whatever the status, a GraphQL body is a GraphQL answer: servers send errors with 200, 400 and 500 alike. */
function readAnswer({
  response,
  text,
  operation,
}: {
  response: Response;
  text: string;
  operation: string | null;
}): unknown {
  const { status, headers } = response;
  const known = { operation, status, requestId: headers.get("x-request-id") };
  const { data, errors } = parseAnswer(text);
  const [first, ...others] = errors;
  if (first) {
    const code = first.extensions?.code;
    const more = others.length === 0 ? "" : ` (and ${others.length} more: see \`errors\`)`;
    throw new ConflictGraphError(first.message + more, {
      ...known,
      code: typeof code === "string" ? code : "GRAPHQL_ERROR",
      errors,
      data,
    });
  }
  if (isObject(data)) return data;
  const type = headers.get("content-type") ?? "no content type";
  const start = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  throw new ConflictGraphError(`The answer is not GraphQL (status ${status}, ${type}): ${start}`, {
    ...known,
    code: "BAD_RESPONSE",
  });
}

function parseAnswer(text: string): { data: unknown; errors: readonly GraphQLFault[] } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the same answer as for JSON of another shape.
  }
  if (!isObject(body)) return { data: undefined, errors: [] };
  const errors = Array.isArray(body.errors) ? body.errors.filter(isFault) : [];
  return { data: body.data, errors };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isFault = (value: unknown): value is GraphQLFault => isObject(value) && typeof value.message === "string";

/** Rejects with the signal's reason at once, also where the fetch function pays it no heed. */
function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return work();
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", abort));
  });
}
