import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * A request as the services see it, without the cost of a whole `Request`. It has what they use: the method, the address, the
 * headers, and a signal that is aborted if the client leaves before it has the response.
 */
export const directRequest = (request: IncomingMessage, response: ServerResponse): Request =>
  new DirectRequest(request, response) as unknown as Request;

// A getter of an object literal would keep the request in memory until the next full garbage collection.
class DirectRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, "get" | "has">;
  readonly #response: ServerResponse;
  #signal: AbortSignal | null = null;
  constructor({ method = "GET", url, headers }: IncomingMessage, response: ServerResponse) {
    this.method = method;
    this.url = `http://${headers.host ?? "localhost"}${url}`;
    this.headers = {
      get: (name) => textOf(headers[name]),
      has: (name) => headers[name] !== undefined,
    };
    this.#response = response;
  }
  get signal(): AbortSignal {
    this.#signal ??= untilClosed(this.#response);
    return this.#signal;
  }
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
