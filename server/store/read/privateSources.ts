import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout } from "node:timers/promises";
import type { Store } from "../db/database.ts";

/**
 * For how many milliseconds a service may remember that a store contains no private source. An import adds the source of private
 * records, and waits this long, before it adds the first of the records.
 */
export const PRIVACY_DELAY = 1000;

/** Whether the store contains a source whose licence forbids passing its records on. */
export async function hasPrivateSource({ db }: Pick<Store, "db">): Promise<boolean> {
  const found = await db
    .selectFrom("source")
    .select("key")
    .where("isPrivate", "=", 1)
    .where("isNamed", "=", 1)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** How long a caller waits for the check, in milliseconds. A database that takes longer gives no data either. */
const LONGEST_CHECK = 300;

/**
 * The same, read at most once per PRIVACY_DELAY. If the database fails or does not respond, the last answer counts. The check does
 * not belong to the request that begins it, which has its own trace and statements.
 */
export function privacyWatch(store: Pick<Store, "db">, now: () => number = Date.now): () => Promise<boolean> {
  const detached = AsyncLocalStorage.snapshot();
  let known: boolean | undefined;
  let checkedAt = 0;
  let pending: Promise<boolean> | undefined;
  const check = (): Promise<boolean> => {
    const began = now();
    pending ??= detached(async () => {
      try {
        known = await hasPrivateSource(store);
        checkedAt = began;
        return known;
      } finally {
        pending = undefined;
      }
    });
    return pending;
  };
  // A fault of this first check shows when a caller needs the answer.
  check().catch(() => {});
  return async () => {
    const last = known;
    if (last === undefined) return check();
    if (now() - checkedAt < PRIVACY_DELAY) return last;
    return Promise.race([check().catch(() => last), setTimeout(LONGEST_CHECK, last, { ref: false })]);
  };
}
