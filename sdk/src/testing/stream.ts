import { answerOf, Failure, failureOf } from "./failure.ts";

interface Stream {
  /** The root field under which each event stands; null where the events are whole data. */
  readonly field: string | null;
  /** The failures among the events that have happened, each of which happens once. */
  readonly met: WeakSet<Failure>;
  /** Ends with the connection, and then the events are asked for no more. */
  readonly signal: AbortSignal | null | undefined;
}

/**
 * A subscription's answer. Events at or before `since` are left out, as the service does; after the last one the stream is
 * complete. A failure among them, or thrown on the way, ends it; with the code `NETWORK` it breaks off.
 */
export function streamOf(
  events: Iterable<unknown> | AsyncIterable<unknown>,
  { since }: { readonly since?: number },
  { field, met, signal }: Stream,
): Response {
  const encoder = new TextEncoder();
  async function* chunks() {
    yield ":\n\n";
    for await (const event of events) {
      if (event instanceof Failure) {
        if (met.has(event)) continue;
        met.add(event);
        throw event;
      }
      if (since !== undefined && positionOf(event, field) <= since) continue;
      yield message(field === null ? event : { [field]: event });
    }
    yield "event: complete\ndata:\n\n";
  }
  const source = chunks();
  signal?.addEventListener("abort", () => source.return(undefined));
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        const failure = failureOf(error);
        if (failure.details.code === "NETWORK") return controller.error(failure);
        controller.enqueue(encoder.encode(`event: next\ndata: ${await answerOf(failure).text()}\n\n`));
        controller.close();
      }
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

const message = (data: unknown): string => `event: next\ndata: ${JSON.stringify({ data })}\n\n`;

/** Where an event stands in the change log; what says nothing of it stands behind all. */
function positionOf(event: unknown, field: string | null): number {
  const change = field === null ? Object.values(event as object)[0] : event;
  return (change as { position?: number } | null)?.position ?? Number.POSITIVE_INFINITY;
}
