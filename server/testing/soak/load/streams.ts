import type { IncomingMessage } from "node:http";
import { codeOf, type Visitor } from "./visitor.ts";

export interface OpenStream extends Disposable {
  /** Resolves when so many events have arrived since the stream was opened, or when the stream has ended. */
  received(events: number): Promise<void>;
  readonly events: number;
  readonly hasEnded: boolean;
}

/** Subscribes over server-sent events. @throws Error with the code if the subscription is refused */
export async function openStream(visitor: Visitor, query: string, onEvent?: () => void): Promise<OpenStream> {
  const response = await visitor.open({ headers: { accept: "text/event-stream" }, body: { query } });
  if (!response.headers["content-type"]?.startsWith("text/event-stream")) {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    throw new Error(codeOf(response, Buffer.concat(chunks).toString()) ?? "NOT A STREAM");
  }
  return follow(response, onEvent);
}

function follow(response: IncomingMessage, onEvent: () => void = () => {}): OpenStream {
  let [events, hasEnded] = [0, false];
  let rest = "";
  const waiting = new Map<() => void, number>();
  const tell = () => {
    for (const [resolve, count] of waiting) {
      if (events < count && !hasEnded) continue;
      waiting.delete(resolve);
      resolve();
    }
  };
  response.setEncoding("utf8").on("data", (chunk: string) => {
    // The last part may be incomplete.
    const parts = (rest + chunk).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      if (!part.includes("event: next")) continue;
      events++;
      onEvent();
    }
    tell();
  });
  // An error is followed by “close”.
  response
    .on("error", () => {})
    .once("close", () => {
      hasEnded = true;
      tell();
    });
  return {
    received(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(resolve, count);
      tell();
      return promise;
    },
    get events() {
      return events;
    },
    get hasEnded() {
      return hasEnded;
    },
    [Symbol.dispose]: () => response.destroy(),
  };
}
