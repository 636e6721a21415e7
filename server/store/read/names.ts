import { required } from "../../domain/required.ts";
import type { Store } from "../db/database.ts";
import type { Names } from "../records/valuesOf.ts";
import { sourcesByKey } from "./corpora.ts";
import { slugsOf } from "./recordKeys.ts";

/**
 * What a function makes with the names of records and sources. It is called twice, since only its first call shows which names it
 * needs. One statement for the records, and one for the sources.
 */
export async function withNames<Made>(
  { db }: Pick<Store, "db" | "dialect">,
  make: (names: Names) => Made,
): Promise<Made> {
  const [records, sources] = [new Set<number>(), new Set<number>()];
  const collect = (keys: Set<number>) => (key: number) => {
    keys.add(key);
    return "";
  };
  make({ slugOf: collect(records), sourceOf: collect(sources) });
  const slugs = await slugsOf(db, [...records]);
  const bySource = sources.size === 0 ? new Map() : await sourcesByKey(db, [...sources]);
  return make({
    slugOf: (key) => required(slugs.get(key), `The record ${key}`),
    sourceOf: (key) => required(bySource.get(key)?.slug, `The source ${key}`),
  });
}
