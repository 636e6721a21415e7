import type { LeftOutReason } from "../vocabulary.ts";
import type { Claim } from "./claim.ts";
import { isPartOfPeople, isSamePeople, subjectOf } from "./subject.ts";

export interface Fitness {
  /** UTC milliseconds, itself included: only what was stated by then. Null: whatever is known. */
  readonly asOf: number | null;
  readonly includeUnreviewed: boolean;
  /** Only the claims that this holds of; all where it is left out. */
  readonly isAsked?: ((claim: Claim) => boolean) | undefined;
}

/** Why a claim has no say, whatever it is compared with. */
export function unfit(claim: Claim, { asOf, includeUnreviewed }: Fitness): LeftOutReason | null {
  const { review, status, retraction, stated } = claim;
  if (review === "REJECTED") return "REJECTED";
  if (review === "EXTRACTED" && !includeUnreviewed) return "UNREVIEWED";
  if (status === "HISTORIC" || status === "HYPOTHETICAL") return status;
  if (status === "DENIED") return "CITED_TO_REJECT";
  // A retraction of unknown time cannot be said to have come later.
  if (retraction && (asOf === null || retraction.until === null || retraction.until <= asOf)) return "RETRACTED";
  if (asOf !== null && stated === null) return "TIME_UNKNOWN";
  return asOf !== null && stated !== null && stated.until > asOf ? "MAYBE_LATER" : null;
}

/** Claims as they stood when one of them was stated: what was taken back only afterwards still stands. */
export const beforeRetraction = (claims: readonly Claim[], { stated }: Claim): Claim[] =>
  claims.map((claim) => {
    const until = claim.retraction?.until ?? null;
    return stated !== null && until !== null && until > stated.until ? { ...claim, retraction: null } : claim;
  });

/** The claims that have a say. Where a claim's stated part has none, the others are no longer all of its parts. */
export function fitClaims(claims: readonly Claim[], fitness: Fitness): Claim[] {
  const isUnfit = (claim: Claim) => unfit(claim, fitness) !== null;
  const lacking = new Set(
    claims.filter((claim) => claim.partKind === "SUBGROUP" && isUnfit(claim)).map((part) => part.partOf),
  );
  return claims
    .filter((claim) => !isUnfit(claim))
    .map((claim) => (claim.partsAreAll && lacking.has(claim.id) ? { ...claim, partsAreAll: false } : claim));
}

/**
 * Why a claim is not the total of the people whom it counts. A stated part is the total of people of its own only where
 * its words single them out of the whole's: of “84 soldiers, 26 of them in the last hours” the 26 are no total of
 * anybody.
 */
export function incomparable(claim: Claim, byId: ReadonlyMap<number, Claim>): LeftOutReason | null {
  if (claim.scope === "UNSTATED") return "SCOPE_UNSTATED";
  const whole = claim.partOf === null ? undefined : byId.get(claim.partOf);
  if (claim.partKind === "SUBGROUP" && whole && !isSingledOut(claim, whole)) return "PART";
  if (claim.scope === "NEW") return "INCREMENT";
  return claim.partKind === "PERIOD" ? "PART" : null;
}

function isSingledOut(part: Claim, whole: Claim): boolean {
  const [some, all] = [subjectOf(part), subjectOf(whole)];
  return isPartOfPeople(some, all) && (part.event !== whole.event || !isSamePeople(some, all));
}
