import type { RequestListener } from "node:http";
import { bodyOf, json } from "../server.ts";

const next = (data: unknown) => `event: next\ndata: ${JSON.stringify(data)}\n\n`;
const change = (position: number) => next({ data: { changed: { position, note: "Ağdərə" } } });
const refusal = { errors: [{ message: "No.", extensions: { code: "BAD_USER_INPUT", argument: "since" } }] };
const COMPLETE = "event: complete\ndata:\n\n";

interface Stream {
  readonly events: readonly string[];
  readonly end: "broken" | "ended" | "open";
}

/** The events after each position, and how the stream ends. */
const STREAMS: Readonly<Record<string, Stream>> = {
  // A log of four changes. The connection breaks or ends in between. A break may lose the event just before it.
  0: { events: [change(1), change(2)], end: "broken" },
  1: { events: [change(2)], end: "broken" },
  2: { events: [":\n\n", change(3)], end: "ended" },
  3: { events: [change(4), COMPLETE], end: "ended" },
  4: { events: [COMPLETE], end: "ended" },
  // Stays open, but silent until the client reconnects.
  10: { events: [change(11)], end: "open" },
  11: { events: [change(12), COMPLETE], end: "ended" },
  12: { events: [COMPLETE], end: "ended" },
  // An error in the stream.
  20: { events: [change(21), next(refusal)], end: "open" },
};

/** A subscription over server-sent events that behaves differently after each position. */
export const streamFrom: RequestListener = async (request, response) => {
  const { query, variables } = await bodyOf(request);
  if (query === "{changePosition}") return json(200, { data: { changePosition: 3 } })(request, response);
  const stream = STREAMS[String(variables.since ?? 0)];
  if (!stream) return json(200, refusal)(request, response);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const bytes = Buffer.from(`:\n\n${stream.events.join("")}`);
  // The chunks split lines and characters.
  for (let at = 0; at < bytes.length; at += 7) {
    response.write(bytes.subarray(at, at + 7));
    await new Promise(setImmediate);
  }
  if (stream.end === "broken") response.destroy();
  if (stream.end === "ended") response.end();
};
