import { interceptStream } from "../request/interceptStream.ts";

/** The same events, but each is read only when `wait` is over. A fast reader is slowed down rather than refused. */
export function paceStream<Event>(
  events: AsyncIterable<Event>,
  wait: (signal: AbortSignal) => Promise<void>,
): AsyncIterableIterator<Event> {
  const left = new AbortController();
  let isFirst = true;
  return interceptStream(events, {
    async next(read, end) {
      // The first event was paid for with the request.
      if (!isFirst) await wait(left.signal);
      isFirst = false;
      return left.signal.aborted ? end() : read();
    },
    onEnd: () => left.abort(),
  });
}
