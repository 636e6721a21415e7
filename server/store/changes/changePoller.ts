import { LRUCache } from "lru-cache";
import type { Store } from "../db/database.ts";
import { type ChangeBatch, type FollowedChanges, newestPosition, nextChanges } from "./changes.ts";

/**
 * Polls the change log for all callers that wait for new changes, written by this process or by another. The number of
 * queries does not depend on the number of callers that follow the same changes. While no caller waits, no query runs.
 */
export interface ChangePoller {
  /** The number of callers waiting now. */
  readonly waiting: number;
  /**
   * Waits until the newest position is beyond this position, and returns the newest position.
   * @throws the signal's reason, the error of reading the log, or the reason of `stop`
   */
  waitBeyond(position: number, signal: AbortSignal): Promise<number>;
  /** Reads the next matching changes. Callers that have followed the same changes to the same position share the result. */
  nextChanges(after: number, newest: number, filter: FollowedChanges): Promise<ChangeBatch>;
  /** Polls immediately. Called after a write by this process. */
  pollNow(): void;
  /** Rejects all current and later waits with this error. */
  stop(reason: Error): void;
  /** @throws the reason of `stop` */
  throwIfStopped(): void;
}

/** Milliseconds between two polls. */
const INTERVAL = 250;

/** How many results are kept for callers that follow the same changes, and for how many milliseconds. */
const KEPT_BATCHES = 16;
const KEPT_FOR = 1000;

interface Waiter {
  readonly position: number;
  resolve(newest: number): void;
  reject(reason: unknown): void;
}

export function createChangePoller(store: Store, interval: number = INTERVAL): ChangePoller {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;
  /** No entry of the log ever changes, so a batch stays true. */
  const batches = new LRUCache<string, Promise<ChangeBatch>>({
    max: KEPT_BATCHES,
    ttl: KEPT_FOR,
    ttlAutopurge: true,
  });
  let isPolling = false;
  let mustPollAgain = false;
  let stopped: Error | null = null;

  async function poll() {
    timer = undefined;
    isPolling = true;
    mustPollAgain = false;
    try {
      const newest = await newestPosition(store);
      for (const waiter of waiters) if (waiter.position < newest) waiter.resolve(newest);
    } catch (error) {
      for (const waiter of waiters) waiter.reject(error);
    }
    isPolling = false;
    // This poll may have missed changes that were written while it ran.
    if (mustPollAgain) pollNow();
    else pollLater();
  }

  function pollLater() {
    if (waiters.size > 0 && timer === undefined && !isPolling) timer = setTimeout(poll, interval);
  }

  function pollNow() {
    if (waiters.size === 0) return;
    clearTimeout(timer);
    if (isPolling) mustPollAgain = true;
    else void poll();
  }

  function remove(waiter: Waiter) {
    waiters.delete(waiter);
    if (waiters.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  }

  function throwIfStopped() {
    if (stopped) throw stopped;
  }

  return {
    get waiting() {
      return waiters.size;
    },
    async waitBeyond(position, signal) {
      throwIfStopped();
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const waiter: Waiter = { position, resolve, reject };
      const abort = () => reject(signal.reason);
      signal.addEventListener("abort", abort, { once: true });
      waiters.add(waiter);
      pollLater();
      try {
        return await promise;
      } finally {
        signal.removeEventListener("abort", abort);
        remove(waiter);
      }
    },
    nextChanges(after, newest, filter) {
      const key = JSON.stringify([after, newest, filter]);
      const known = batches.get(key);
      if (known) return known;
      const batch = nextChanges(store, after, newest, filter);
      batches.set(key, batch);
      // After an error, the log is read again.
      batch.catch(() => batches.delete(key));
      return batch;
    },
    pollNow,
    stop(reason) {
      stopped = reason;
      for (const waiter of waiters) waiter.reject(reason);
    },
    throwIfStopped,
  };
}
