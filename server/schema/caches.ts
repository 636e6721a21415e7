import type { Totals } from "../store/read/asOfRevision.ts";
import { createTotals } from "../store/read/lists/totals.ts";
import { type ClaimCache, createClaimCache } from "./toll/claimCache.ts";

/** What is kept between requests, until the next write. */
export interface Caches {
  readonly claims: ClaimCache;
  readonly totals: Totals;
}

/** @param megabytes the memory for the claims of tolls; 0: nothing is kept */
export const createCaches = (megabytes: number): Caches | null =>
  megabytes === 0 ? null : { claims: createClaimCache(megabytes), totals: createTotals() };
