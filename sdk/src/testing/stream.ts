import { answerOf, Failure } from "./failure.ts";

/**
 * A subscription's answer. Events at or before `since` are left out, as the service does; after the last one the stream is
 * complete. A failure among them, or thrown on the way, ends it; with the code `NETWORK` it breaks off.
 * @param field the root field under which each event stands; null where the events are whole data
 */
export function streamOf(
  events: Iterable<unknown> | AsyncIterable<unknown>,
  { since }: { readonly since?: number },
  signal: AbortSignal | null | undefined,
  field: string | null,
): Response {
  const encoder = new TextEncoder();
  async function* chunks() {
    yield ":\n\n";
    for await (const event of events) {
      if (signal?.aborted) return;
      if (event instanceof Failure) throw event;
      if (since !== undefined && positionOf(event, field) <= since) continue;
      yield message(field === null ? event : { [field]: event });
    }
    yield "event: complete\ndata:\n\n";
  }
  const source = chunks();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        if (!(error instanceof Failure) || error.details.code === "NETWORK") return controller.error(error);
        controller.enqueue(encoder.encode(`event: next\ndata: ${await answerOf(error).text()}\n\n`));
        controller.close();
      }
    },
    cancel: async () => void (await source.return(undefined)),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

const message = (data: unknown): string => `event: next\ndata: ${JSON.stringify({ data })}\n\n`;

/** Where an event stands in the change log; what says nothing of it stands behind all. */
function positionOf(event: unknown, field: string | null): number {
  const change = field === null ? Object.values(event as object)[0] : event;
  return (change as { position?: number } | null)?.position ?? Number.POSITIVE_INFINITY;
}
