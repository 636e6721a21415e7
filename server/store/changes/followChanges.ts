import { setImmediate } from "node:timers/promises";
import type { ChangePoller } from "./changePoller.ts";
import type { FollowedChanges, RecordChange } from "./changes.ts";

export interface FollowOptions {
  /** Only changes after this position are given. */
  readonly after: number;
  /** The newest known position. Up to this position, the log is read without waiting. */
  readonly newest: number;
  readonly filter: FollowedChanges;
  /** If the signal is aborted, the iteration ends, as with `return()`. */
  readonly signal: AbortSignal | null;
}

/**
 * An iterator over the changes after a position, in order. It never ends by itself. It reads only on demand, and at most one
 * batch ahead. `return()` ends it immediately, even while `next()` is waiting.
 * @throws from `next()` if the log cannot be read or the poller was stopped
 */
export function followChanges(
  changePoller: ChangePoller,
  { signal, ...from }: FollowOptions,
): AsyncIterableIterator<RecordChange, undefined> {
  const ended = new AbortController();
  const end = () => ended.abort();
  const changes = followForever(changePoller, from, ended.signal);
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end, { once: true });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => nextUnlessAborted(changes, ended.signal),
    async return() {
      signal?.removeEventListener("abort", end);
      end();
      return DONE;
    },
  };
}

const DONE = { done: true, value: undefined } as const;

async function* followForever(
  changePoller: ChangePoller,
  { after, newest, filter }: Omit<FollowOptions, "signal">,
  ended: AbortSignal,
): AsyncGenerator<RecordChange, undefined> {
  for (;;) {
    while (after < newest) {
      const { changes, upTo } = await changePoller.nextChanges(after, newest, filter);
      for (const change of changes) {
        changePoller.throwIfStopped();
        yield change;
      }
      after = upTo;
      // SQLite answers synchronously. This lets other work run while a long log is read.
      await setImmediate(undefined, { signal: ended });
    }
    newest = await changePoller.waitBeyond(after, ended);
  }
}

/** The next item, or the end of the iteration as soon as `ended` is aborted. */
function nextUnlessAborted(
  changes: AsyncGenerator<RecordChange, undefined>,
  ended: AbortSignal,
): Promise<IteratorResult<RecordChange, undefined>> {
  if (ended.aborted) return Promise.resolve(DONE);
  const { promise, resolve, reject } = Promise.withResolvers<IteratorResult<RecordChange, undefined>>();
  const end = () => resolve(DONE);
  ended.addEventListener("abort", end, { once: true });
  // If the iteration has ended, the promise is already settled and the outcome is ignored.
  changes
    .next()
    .then(resolve, reject)
    .finally(() => ended.removeEventListener("abort", end));
  return promise;
}
