import { errorResponse, Failure, toFailure } from "./failure.ts";

interface StreamOptions {
  /** The root field of each event; null if the events are whole data. */
  readonly field: string | null;
  /** The failures that have happened. Each failure happens once. */
  readonly met: WeakSet<Failure>;
  /** Aborts when the client closes the connection. */
  readonly signal: AbortSignal | null | undefined;
}

/**
 * Streams as the service does: leaves out the events up to `since`, and completes after the last event. A failure ends the
 * stream with an error; a failure with the code `NETWORK` breaks the stream.
 */
export function eventStream(
  events: Iterable<unknown> | AsyncIterable<unknown>,
  { since }: { readonly since?: number },
  { field, met, signal }: StreamOptions,
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
        const failure = toFailure(error);
        if (failure.details.code === "NETWORK") return controller.error(failure);
        controller.enqueue(encoder.encode(`event: next\ndata: ${await errorResponse(failure).text()}\n\n`));
        controller.close();
      }
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

const message = (data: unknown): string => `event: next\ndata: ${JSON.stringify({ data })}\n\n`;

/** An event without a position counts as later than all others. */
function positionOf(event: unknown, field: string | null): number {
  const change = field === null ? Object.values(event as object)[0] : event;
  return (change as { position?: number } | null)?.position ?? Number.POSITIVE_INFINITY;
}
