import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A request as the services see it, without the cost of a whole `Request`. It has what they use: the method, the address, the
 * headers, and a signal that is aborted if the client leaves before it has the response.
 */
export function directRequest(request: IncomingMessage, response: ServerResponse): Request {
  const { method = "GET", headers } = request;
  let signal: AbortSignal | null = null;
  return {
    method,
    url: `http://${headers.host ?? "localhost"}${request.url}`,
    headers: { get: (name: string) => textOf(headers[name]), has: (name: string) => headers[name] !== undefined },
    get signal() {
      signal ??= untilClosed(response);
      return signal;
    },
  } as Request;
}

const textOf = (value: string | readonly string[] | undefined): string | null =>
  value === undefined ? null : typeof value === "string" ? value : value.join(", ");

function untilClosed(response: ServerResponse): AbortSignal {
  const client = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) client.abort();
  });
  return client.signal;
}
