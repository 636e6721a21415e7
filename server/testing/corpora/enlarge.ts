import { insertIdentities } from "../../store/db/batchInsert.ts";
import type { Store } from "../../store/db/database.ts";

/** Makes a store so large that what may take long runs on threads of its own: by identities without any version. */
export async function enlarge({ db }: Store, corpus: string): Promise<void> {
  const identities = Array.from({ length: 5001 }, (_, at) => ({
    type: "Place" as const,
    slug: `filler-${at}`,
    corpus,
    loadedHash: null,
    apiWrite: null,
  }));
  await insertIdentities(db, identities);
}
