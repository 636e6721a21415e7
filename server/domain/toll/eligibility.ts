import type { LeftOutReason } from "../vocabulary.ts";
import type { Claim } from "./claim.ts";
import { isPartOfPeople, isSamePeople, subjectOf } from "./subject.ts";

/** The criteria for the claims of a toll. */
export interface ClaimCriteria {
  /** Only claims known to have been stated by then: UTC milliseconds, inclusive. Null: all claims. */
  readonly asOf: number | null;
  readonly includeUnreviewed: boolean;
  /** Considers only the claims for which this returns true. Default: all. */
  readonly isAsked?: ((claim: Claim) => boolean) | undefined;
}

/** The reason why a claim must not be used at all, or null. */
export function exclusionReason(claim: Claim, { asOf, includeUnreviewed }: ClaimCriteria): LeftOutReason | null {
  const { review, status, retraction, stated } = claim;
  if (review === "REJECTED") return "REJECTED";
  if (review === "EXTRACTED" && !includeUnreviewed) return "UNREVIEWED";
  if (status === "HISTORIC" || status === "HYPOTHETICAL") return status;
  if (status === "DENIED") return "CITED_TO_REJECT";
  // A retraction of unknown time may have come before `asOf`.
  if (retraction && (asOf === null || retraction.until === null || retraction.until <= asOf)) return "RETRACTED";
  if (asOf !== null && stated === null) return "TIME_UNKNOWN";
  return asOf !== null && stated !== null && stated.until > asOf ? "MAYBE_LATER" : null;
}

/** The claims as they were when one of them was stated: later retractions are ignored. */
export const beforeRetraction = (claims: readonly Claim[], { stated }: Claim): Claim[] =>
  claims.map((claim) => {
    const until = claim.retraction?.until ?? null;
    return stated !== null && until !== null && until > stated.until ? { ...claim, retraction: null } : claim;
  });

/** The claims that may be used. If a stated part may not be used, the other parts no longer make up the whole. */
export function eligibleClaims(claims: readonly Claim[], criteria: ClaimCriteria): Claim[] {
  const isExcluded = (claim: Claim) => exclusionReason(claim, criteria) !== null;
  const incomplete = new Set(
    claims.filter((claim) => claim.partKind === "SUBGROUP" && isExcluded(claim)).map((part) => part.partOf),
  );
  return claims
    .filter((claim) => !isExcluded(claim))
    .map((claim) => (claim.partsAreAll && incomplete.has(claim.id) ? { ...claim, partsAreAll: false } : claim));
}

/**
 * The reason why a claim is not a total of the people it counts, or null. A stated part is such a total only if its
 * words describe a smaller group than the words of the whole. In “84 soldiers, 26 of them in the last hours” the 26 are
 * not a total.
 */
export function incomparableReason(claim: Claim, byId: ReadonlyMap<number, Claim>): LeftOutReason | null {
  if (claim.scope === "UNSTATED") return "SCOPE_UNSTATED";
  const whole = claim.partOf === null ? undefined : byId.get(claim.partOf);
  if (claim.partKind === "SUBGROUP" && whole && !isSmallerGroup(claim, whole)) return "PART";
  if (claim.scope === "NEW") return "INCREMENT";
  return claim.partKind === "PERIOD" ? "PART" : null;
}

function isSmallerGroup(part: Claim, whole: Claim): boolean {
  const [some, all] = [subjectOf(part), subjectOf(whole)];
  return isPartOfPeople(some, all) && (part.event !== whole.event || !isSamePeople(some, all));
}
