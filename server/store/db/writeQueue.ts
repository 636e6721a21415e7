import { setTimeout as sleep } from "node:timers/promises";
import { withTimeout } from "../../domain/withTimeout.ts";
import type { Store } from "./database.ts";
import { faultOf, StoreBusyError } from "./storeFaults.ts";

/** Resolves when all queued writes to a database have finished. */
const lastWrites = new WeakMap<object, Promise<void>>();

/**
 * Runs the writes of this process one after another, so that waiting writes do not occupy connections that readers need.
 * @param work gets the remaining time to wait for writers of other processes, in milliseconds
 * @throws StoreBusyError if the earlier writes do not finish within `lockWait`
 */
export async function enqueueWrite<Result>(
  { db, lockWait }: Pick<Store, "db" | "lockWait">,
  work: (wait: number) => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  const before = lastWrites.get(db);
  const { promise: done, resolve: leave } = Promise.withResolvers<void>();
  lastWrites.set(db, before ? before.then(() => done) : done);
  try {
    if (before)
      await withTimeout(before, lockWait, () => {
        throw new StoreBusyError();
      });
    return await work(Math.max(1, Math.round(lockWait - (performance.now() - began))));
  } finally {
    leave();
  }
}

/** Milliseconds between two attempts to take SQLite's lock. */
const RETRY_INTERVAL = 25;

/**
 * Retries while another process holds SQLite's lock, up to `lockWait`, without blocking the event loop as SQLite's own
 * busy timeout would.
 * @param attempt must take the lock first and then call `hasLock`; the work after that call is never repeated
 */
export async function retryWhileLocked<Result>(
  { dialect, lockWait }: Pick<Store, "dialect" | "lockWait">,
  attempt: (hasLock: () => void) => Promise<Result>,
): Promise<Result> {
  const until = performance.now() + lockWait;
  for (;;) {
    let isLocked = false;
    try {
      return await attempt(() => {
        isLocked = true;
      });
    } catch (error) {
      const mayPass = dialect === "sqlite" && !isLocked && faultOf(error) === "BUSY";
      if (!mayPass || performance.now() >= until) throw error;
    }
    await sleep(RETRY_INTERVAL);
  }
}
