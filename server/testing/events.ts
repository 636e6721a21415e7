import type { Answer } from "./answer.ts";

/** The events of a subscription, as a client reads them. */
export interface EventStream extends AsyncDisposable {
  readonly response: Response;
  /** The next event. Null if the stream has ended properly. */
  next(): Promise<Answer | null>;
  /** The next events, up to a number; fewer if the stream ends. */
  take(count: number): Promise<Answer[]>;
  /** Closes the connection, like a client. */
  leave(): void;
}

interface Subscription {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/** @param fetch the app's `fetch`, or the global `fetch` for a service with a port */
export async function subscribe(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  { query, variables, headers }: Subscription,
): Promise<EventStream> {
  const connection = new AbortController();
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "text/event-stream", ...headers },
    body: JSON.stringify({ query, variables }),
    signal: connection.signal,
  });
  const read = reader(response);
  return {
    response,
    next: read,
    async take(count) {
      const events: Answer[] = [];
      for (let event = await read(); event !== null; event = await read()) {
        events.push(event);
        if (events.length === count) break;
      }
      return events;
    },
    leave: () => connection.abort(),
    async [Symbol.asyncDispose]() {
      connection.abort();
    },
  };
}

/** Parses server-sent events: blocks of lines, where lines that start with a colon are pings. */
function reader({ body }: Response): () => Promise<Answer | null> {
  const chunks = body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffered = "";
  return async () => {
    for (;;) {
      const end = buffered.indexOf("\n\n");
      if (end === -1) {
        const { done, value = "" } = (await chunks?.read()) ?? { done: true };
        if (done) throw new Error(`The stream was cut off before it ended properly. Incomplete event: ${buffered}`);
        buffered += value;
        continue;
      }
      const lines = buffered.slice(0, end).split("\n");
      buffered = buffered.slice(end + 2);
      if (lines.includes("event: complete")) return null;
      const data = lines.find((line) => line.startsWith("data: "))?.slice("data: ".length);
      if (data !== undefined) return JSON.parse(data) as Answer;
    }
  };
}
