interface Interceptor<Event> {
  /** Returns the next event: the event that `read` returns, another event instead, or the end. */
  next(
    read: () => Promise<IteratorResult<Event>>,
    end: () => Promise<IteratorResult<Event>>,
  ): Promise<IteratorResult<Event>>;
  /** Called once, when the stream has ended or failed, or its reader has left. */
  onEnd?(): void;
}

/** The same events, passed through an interceptor. A reader can leave at any time, also while waiting for an event. */
export function interceptStream<Event>(
  events: AsyncIterable<Event>,
  { next, onEnd = () => {} }: Interceptor<Event>,
): AsyncIterableIterator<Event> {
  const iterator = events[Symbol.asyncIterator]();
  let isOver = false;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    onEnd();
  };
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    finish();
    await iterator.return?.();
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (isOver) return { done: true, value: undefined };
      try {
        const event = await next(() => iterator.next(), end);
        if (event.done) finish();
        return event;
      } catch (error) {
        finish();
        throw error;
      }
    },
    return: end,
  };
}
