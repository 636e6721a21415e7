import { insertAll } from "../../store/db/batchInsert.ts";
import type { Store } from "../../store/db/database.ts";

/** Makes a store large enough for worker threads, by adding records without versions. */
export async function enlarge(store: Store, corpus: string): Promise<void> {
  const identities = Array.from({ length: 5001 }, (_, at) => ({
    type: "Place" as const,
    slug: `filler-${at}`,
    corpus,
    loadedHash: null,
    apiWrite: null,
  }));
  await insertAll(store, "record", identities);
}
