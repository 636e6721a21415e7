import { LRUCache } from "lru-cache";
import type { Affiliations } from "../../domain/affiliation.ts";
import type { Claim, EventFacts } from "../../domain/toll/claim.ts";
import type { ClaimIndex } from "../../domain/toll/claimIndex.ts";
import type { ClaimCriteria } from "../../domain/toll/eligibility.ts";

/** The claims of one harm on an event, and the facts that the rules need. */
export interface EventClaims {
  readonly claims: readonly Claim[];
  /** The same, indexed once for all tolls with the same criteria. */
  index(criteria: ClaimCriteria, party: readonly number[] | undefined): ClaimIndex;
  readonly affiliations: Affiliations;
  readonly facts: EventFacts;
  /** The actors that the event names as parties. */
  readonly parties: readonly number[];
}

/** The claims of events that were read before, by harm, event and data revision. */
export type ClaimCache = LRUCache<string, EventClaims>;

/** How much memory a claim takes, with its part of an index, in bytes, and how much an event takes, even without claims. */
const CLAIM_SIZE = 600;
const EVENT_SIZE = 8000;
/** One event may take this part of the cache. */
const LARGEST_PART = 2;

export function createClaimCache(megabytes: number): ClaimCache {
  const bytes = megabytes * 1024 * 1024;
  return new LRUCache({
    maxSize: bytes,
    maxEntrySize: bytes / LARGEST_PART,
    sizeCalculation: ({ claims }) => EVENT_SIZE + claims.length * CLAIM_SIZE,
  });
}
