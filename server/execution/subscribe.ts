import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from "graphql";

/** Executes the selection of a subscription for one event. @param left aborted when the reader leaves */
export type ExecuteEvent = (event: unknown, left: AbortSignal) => Promise<ExecutionResult>;

/**
 * Subscribes as graphql-js does, but executes each event with another function. A reader can leave at any time, also while
 * waiting for an event.
 */
export async function subscribe(args: ExecutionArgs, executeEvent: ExecuteEvent): Promise<Results | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const events = source[Symbol.asyncIterator]();
  const left = new AbortController();
  const results: Results = {
    [Symbol.asyncIterator]() {
      return results;
    },
    async next() {
      const event = await events.next();
      if (event.done) return END;
      try {
        return { done: false, value: await executeEvent(event.value, left.signal) };
      } catch (error) {
        if (left.signal.aborted) return END;
        await events.return?.();
        throw error;
      }
    },
    async return() {
      left.abort();
      await events.return?.();
      return END;
    },
  };
  return results;
}

type Results = AsyncIterableIterator<ExecutionResult, undefined>;

const END = { done: true, value: undefined } as const;
