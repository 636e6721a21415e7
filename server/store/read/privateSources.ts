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

/** The same, read from the store at most once per second. Calls within a second share the answer. */
export function privacyWatch(store: Pick<Store, "db">, now: () => number = Date.now): () => Promise<boolean> {
  let known: Promise<boolean> | undefined;
  let until = 0;
  return () => {
    if (known === undefined || now() >= until) {
      until = now() + PRIVACY_DELAY;
      known = hasPrivateSource(store);
      known.catch(() => {
        until = 0;
      });
    }
    return known;
  };
}
