import { LRUCache } from "lru-cache";
import { newestRevision, type ReadScope, type Totals } from "../asOfRevision.ts";

const MOST_TOTALS = 1000;

export const createTotals = (): Totals => new LRUCache<string, number>({ max: MOST_TOTALS });

/** A total that was counted before, or a function to keep it once it is counted. */
export type KeptTotal = { readonly total: number } | { readonly keep: (total: number) => void };

/**
 * Looks up the number of rows of a list. Every write makes a new data revision, so a total is exact as long as it is found.
 * @param list identifies the list and its filter
 */
export async function keptTotal(scope: ReadScope, totals: Totals, list: string): Promise<KeptTotal> {
  const name = `${await newestRevision(scope)} ${list}`;
  const total = totals.get(name);
  // If a write comes in before the rows are counted, nobody asks for this revision any more.
  return total === undefined ? { keep: (counted) => void totals.set(name, counted) } : { total };
}
