/** What somebody does who stands between the events of a subscription and their reader. */
interface Between<Event> {
  /** Gives the next event: what `read` gives, something instead of it, or the end. */
  next(
    read: () => Promise<IteratorResult<Event>>,
    end: () => Promise<IteratorResult<Event>>,
  ): Promise<IteratorResult<Event>>;
  /** Called once: when the stream has come to its end, has failed, or its reader has left. */
  onEnd?(): void;
}

/** The same events by way of somebody. A reader who leaves is let go of at once, also while an event is waited for. */
export function interceptStream<Event>(
  events: AsyncIterable<Event>,
  { next, onEnd = () => {} }: Between<Event>,
): AsyncIterableIterator<Event> {
  const iterator = events[Symbol.asyncIterator]();
  let isOver = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    onEnd();
  };
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    over();
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
        if (event.done) over();
        return event;
      } catch (error) {
        over();
        throw error;
      }
    },
    return: end,
  };
}
