import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "./database.ts";
import { faultOf, StoreBusyError } from "./storeFaults.ts";

/** The end of all writes that were begun, by what they write to. */
const lastWrites = new WeakMap<object, Promise<void>>();

/**
 * Writes of this process come one after another, so that those who wait hold no connection that readers need.
 * @param work is told how many milliseconds are left to wait for writers of other processes
 * @throws StoreBusyError where those before are not done in the time that one waits
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
    if (before) await waitAtMost(before, lockWait);
    return await work(Math.max(1, Math.round(lockWait - (performance.now() - began))));
  } finally {
    leave();
  }
}

async function waitAtMost(before: Promise<void>, milliseconds: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const clock = setTimeout(() => reject(new StoreBusyError()), milliseconds);
  try {
    await Promise.race([before, late]);
  } finally {
    clearTimeout(clock);
  }
}

/** Between two tries for SQLite's lock, in milliseconds. */
const RETRY_INTERVAL = 25;

/**
 * Tries again while another process holds SQLite's lock, and lets others be answered in between: SQLite itself would
 * wait with the whole process.
 * @param attempt what takes the lock before all else; it is told to tell so, since what comes after is never repeated
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
