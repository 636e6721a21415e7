import type { Store } from "../db/database.ts";
import { newestPosition } from "./changes.ts";

/**
 * Looks for new changes on behalf of all who wait for some: the service's own loads and those of other processes alike,
 * and at the cost of one, however many wait. While nobody does, nothing runs.
 */
export interface Follower {
  /** How many wait at this moment. */
  readonly waiting: number;
  /**
   * The newest position, once it is beyond this one.
   * @throws the signal's reason; why the log could not be read; what the follower was stopped with
   */
  beyond(position: number, signal: AbortSignal): Promise<number>;
  /** Looks at once, for whoever has just written and knows that there is something to see. */
  lookNow(): void;
  /** Ends all waiting, from now on, with this error. */
  stop(reason: Error): void;
  /** @throws what the follower was stopped with */
  throwIfStopped(): void;
}

/** How long a change may go unnoticed, in milliseconds. */
const INTERVAL = 250;

interface Waiter {
  readonly position: number;
  wake(newest: number): void;
  fail(reason: unknown): void;
}

/** @param interval milliseconds between two looks */
export function createFollower(store: Store, interval: number = INTERVAL): Follower {
  const waiters = new Set<Waiter>();
  let next: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isDue = false;
  let stopped: Error | null = null;

  async function look() {
    next = undefined;
    isLooking = true;
    isDue = false;
    try {
      const newest = await newestPosition(store);
      for (const waiter of waiters) if (waiter.position < newest) waiter.wake(newest);
    } catch (error) {
      for (const waiter of waiters) waiter.fail(error);
    }
    isLooking = false;
    // What was written while it looked, it may have missed.
    if (isDue) lookNow();
    else lookLater();
  }

  function lookLater() {
    if (waiters.size > 0 && next === undefined && !isLooking) next = setTimeout(look, interval);
  }

  function lookNow() {
    if (waiters.size === 0) return;
    clearTimeout(next);
    if (isLooking) isDue = true;
    else void look();
  }

  function leave(waiter: Waiter) {
    waiters.delete(waiter);
    if (waiters.size > 0) return;
    clearTimeout(next);
    next = undefined;
  }

  function throwIfStopped() {
    if (stopped) throw stopped;
  }

  return {
    get waiting() {
      return waiters.size;
    },
    async beyond(position, signal) {
      throwIfStopped();
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const waiter: Waiter = { position, wake: resolve, fail: reject };
      const abort = () => reject(signal.reason);
      signal.addEventListener("abort", abort, { once: true });
      waiters.add(waiter);
      lookLater();
      try {
        return await promise;
      } finally {
        signal.removeEventListener("abort", abort);
        leave(waiter);
      }
    },
    lookNow,
    stop(reason) {
      stopped = reason;
      for (const waiter of waiters) waiter.fail(reason);
    },
    throwIfStopped,
  };
}
