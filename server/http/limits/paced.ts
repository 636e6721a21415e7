import { interceptStream } from "../graphql/interceptStream.ts";

/** The same events, each read only once it may be: a reader of many is slowed down, rather than refused. */
export function paced<Event>(
  events: AsyncIterable<Event>,
  mayRead: (signal: AbortSignal) => Promise<void>,
): AsyncIterableIterator<Event> {
  const gone = new AbortController();
  let isFirst = true;
  return interceptStream(events, {
    async next(read, end) {
      // The first has been paid for with the request.
      if (!isFirst) await mayRead(gone.signal);
      isFirst = false;
      return gone.signal.aborted ? end() : read();
    },
    onEnd: () => gone.abort(),
  });
}
