/** The same events, each read only once it may be: a reader of many is slowed down, rather than refused. */
export function paced<Event>(
  events: AsyncIterable<Event>,
  mayRead: (signal: AbortSignal) => Promise<void>,
): AsyncIterableIterator<Event> {
  const iterator = events[Symbol.asyncIterator]();
  const gone = new AbortController();
  let isFirst = true;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      // The first has been paid for with the request.
      if (!isFirst) await mayRead(gone.signal);
      isFirst = false;
      return gone.signal.aborted ? { done: true, value: undefined } : iterator.next();
    },
    async return() {
      gone.abort();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
