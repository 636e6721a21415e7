import { setImmediate } from "node:timers/promises";
import type { Store } from "../db/database.ts";
import { type FollowedChanges, nextChanges, type RecordChange } from "./changes.ts";
import type { Follower } from "./follower.ts";

export interface FollowOptions {
  /** Gives the changes after this position… */
  readonly after: number;
  /** …first those up to this one, which is known to be there, then what comes. */
  readonly newest: number;
  readonly filter: FollowedChanges;
  /** Ends it, as `return()` does. */
  readonly signal: AbortSignal | null;
}

/**
 * The changes after a position, one at a time and without end. Nothing is read before it is asked for, and no more than
 * a batch is held. Whoever leaves, also in the middle of a wait, is let go at once.
 * @throws where the log cannot be read, or the follower is stopped: it never ends by itself
 */
export function followChanges(
  store: Store,
  follower: Follower,
  { signal, ...from }: FollowOptions,
): AsyncIterableIterator<RecordChange, undefined> {
  const left = new AbortController();
  const leave = () => left.abort();
  const changes = followForever(store, follower, from, left.signal);
  if (signal?.aborted) leave();
  signal?.addEventListener("abort", leave, { once: true });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => nextUnlessAborted(changes, left.signal),
    async return() {
      signal?.removeEventListener("abort", leave);
      leave();
      return DONE;
    },
  };
}

const DONE = { done: true, value: undefined } as const;

async function* followForever(
  store: Store,
  follower: Follower,
  { after, newest, filter }: Omit<FollowOptions, "signal">,
  left: AbortSignal,
): AsyncGenerator<RecordChange, undefined> {
  for (;;) {
    while (after < newest) {
      const { changes, upTo } = await nextChanges(store, after, newest, filter);
      for (const change of changes) {
        follower.throwIfStopped();
        yield change;
      }
      after = upTo;
      // SQLite answers without a pause: others are to have their turn while a long log is looked through.
      await setImmediate(undefined, { signal: left });
    }
    newest = await follower.beyond(after, left);
  }
}

/** The next item; the end at once where one leaves, also where the item is still being waited for. */
function nextUnlessAborted(
  changes: AsyncGenerator<RecordChange, undefined>,
  left: AbortSignal,
): Promise<IteratorResult<RecordChange, undefined>> {
  if (left.aborted) return Promise.resolve(DONE);
  const { promise, resolve, reject } = Promise.withResolvers<IteratorResult<RecordChange, undefined>>();
  const end = () => resolve(DONE);
  left.addEventListener("abort", end, { once: true });
  // After the end, what comes of the wait concerns nobody: the promise is settled.
  changes
    .next()
    .then(resolve, reject)
    .finally(() => left.removeEventListener("abort", end));
  return promise;
}
