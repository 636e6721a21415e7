import type { Span } from "../affiliation.ts";
import type { LeftOutReason, TollTime } from "../vocabulary.ts";
import type { Claim } from "./claim.ts";
import { endOf } from "./coverage.ts";
import { isSamePeople, subjectOf } from "./subject.ts";

/** The criteria for the claims of a toll. */
export interface ClaimCriteria {
  /** Only claims known to be of that time: UTC milliseconds, inclusive. Null: all claims. */
  readonly asOf: number | null;
  /** Whether `asOf` limits when the claims were stated, or the end of the time that they cover. Default: STATED. */
  readonly by?: TollTime | undefined;
  readonly includeUnreviewed: boolean;
  /** Considers only the claims for which this returns true. Default: all. */
  readonly isAsked?: ((claim: Claim) => boolean) | undefined;
}

/** The reason why a claim must not be used at all, or null. */
export function exclusionReason(claim: Claim, criteria: ClaimCriteria): LeftOutReason | null {
  const { asOf, includeUnreviewed } = criteria;
  const { review, status, retraction } = claim;
  if (review === "REJECTED") return "REJECTED";
  if (review === "EXTRACTED" && !includeUnreviewed) return "UNREVIEWED";
  if (status === "HISTORIC" || status === "HYPOTHETICAL") return status;
  if (status === "DENIED") return "CITED_TO_REJECT";
  // A retraction of unknown time may have come before `asOf`.
  const statedBy = statementLimit(criteria);
  if (retraction && (statedBy === null || retraction.until === null || retraction.until <= statedBy))
    return "RETRACTED";
  if (asOf === null) return null;
  const time = timeOf(claim, criteria);
  if (time === null) return "TIME_UNKNOWN";
  return time.until > asOf ? "MAYBE_LATER" : null;
}

/** The time of a claim that `asOf` limits. */
const timeOf = (claim: Claim, { by }: ClaimCriteria): Span | null => (by === "COVERED" ? endOf(claim) : claim.stated);

/** True if a claim may be of the time until `asOf`. */
export function mayBeOfTime(claim: Claim, criteria: ClaimCriteria): boolean {
  const time = timeOf(claim, criteria);
  return criteria.asOf === null || time === null || time.from <= criteria.asOf;
}

/** The time up to which statements count, such as denials and retractions. Null: all, also if `asOf` limits covered times. */
export const statementLimit = ({ asOf, by }: ClaimCriteria): number | null => (by === "COVERED" ? null : asOf);

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
 * words say whom it counts. In “84 soldiers, 26 of them in the last hours” the 26 are not a total of the soldiers, and in
 * “20 children, 3 of them in Riverton” the 3 are not a total of the people in Riverton.
 */
export function incomparableReason(claim: Claim, byId: ReadonlyMap<number, Claim>): LeftOutReason | null {
  if (claim.scope === "UNSTATED") return "SCOPE_UNSTATED";
  const whole = claim.partOf === null ? undefined : byId.get(claim.partOf);
  if (claim.partKind === "SUBGROUP" && whole && !saysWhom(claim, whole)) return "PART";
  if (claim.scope === "NEW") return "INCREMENT";
  return claim.partKind === "PERIOD" ? "PART" : null;
}

/** True if a part names everything that its whole names (kind of victims, side, place, tags), and differs from it. */
function saysWhom(part: Claim, whole: Claim): boolean {
  const [some, all] = [subjectOf(part), subjectOf(whole)];
  const isComplete =
    (all.victims === "UNSPECIFIED" || some.victims !== "UNSPECIFIED") &&
    (all.side === null || some.side !== null) &&
    (all.place === null || some.place !== null) &&
    all.tags.every((tag) => some.tags.includes(tag));
  return isComplete && (part.event !== whole.event || !isSamePeople(some, all));
}
