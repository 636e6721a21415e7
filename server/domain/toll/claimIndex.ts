import type { LeftOutReason } from "../vocabulary.ts";
import { type Claim, countsBodies } from "./claim.ts";
import { type ClaimCriteria, exclusionReason, incomparableReason, mayBeOfTime } from "./eligibility.ts";
import { peopleKey, type Subject, subjectKey, subjectOf } from "./subject.ts";

/** The claims about the same people in the same event. */
export interface SubjectClaims {
  readonly subject: Subject;
  readonly claims: readonly Claim[];
}

/**
 * The claims of one harm, indexed once for all tolls with the same criteria. A toll may have hundreds of narrower tolls,
 * and none of them should scan all claims again.
 */
export interface ClaimIndex {
  readonly considered: readonly Claim[];
  /** The claims that must not be used at all, with the reasons. */
  readonly excluded: ReadonlyMap<Claim, LeftOutReason>;
  /** The other claims that are not totals of the people they count, with the reasons. */
  readonly incomparable: ReadonlyMap<Claim, LeftOutReason>;
  readonly totals: readonly SubjectClaims[];
  /** `totals` by `peopleKey`, in any event. */
  readonly byPeople: ReadonlyMap<string, readonly SubjectClaims[]>;
  /** Increases and single incidents, by event. */
  readonly increments: ReadonlyMap<number, readonly Claim[]>;
  /**
   * The events with a total by any claimant, in bodies or not. Totals that wait for review or may have been stated later
   * count too.
   */
  readonly eventsWithTotals: (ofBodies: boolean) => ReadonlySet<number>;
}

/** The reasons that a review or a better known time could remove. */
const MAY_YET_COUNT: ReadonlySet<LeftOutReason> = new Set(["UNREVIEWED", "MAYBE_LATER", "TIME_UNKNOWN"]);

/** Indexes the claims of one harm, those of parts of the event included. */
export function indexClaims(claims: readonly Claim[], criteria: ClaimCriteria): ClaimIndex {
  const { isAsked } = criteria;
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const known = criteria.asOf === null ? claims : claims.filter((claim) => mayBeOfTime(claim, criteria));
  const considered: Claim[] = [];
  const [excluded, incomparable] = [new Map<Claim, LeftOutReason>(), new Map<Claim, LeftOutReason>()];
  const [comparable, increments]: [Claim[], Claim[]] = [[], []];
  const [ofBodies, ofOthers] = [new Set<number>(), new Set<number>()];
  for (const claim of known) {
    const [exclusion, incomparability] = [exclusionReason(claim, criteria), incomparableReason(claim, byId)];
    if (incomparability === null && (exclusion === null || MAY_YET_COUNT.has(exclusion)))
      (countsBodies(claim) ? ofBodies : ofOthers).add(claim.event);
    if (isAsked && !isAsked(claim)) continue;
    considered.push(claim);
    if (exclusion !== null) excluded.set(claim, exclusion);
    else if (incomparability === null) comparable.push(claim);
    else incomparable.set(claim, incomparability);
    if (exclusion === null && incomparability === "INCREMENT") increments.push(claim);
  }
  const totals = groupBySubject(comparable);
  return {
    considered,
    excluded,
    incomparable,
    totals,
    byPeople: Map.groupBy(totals, ({ subject }) => peopleKey(subject)),
    increments: Map.groupBy(increments, ({ event }) => event),
    eventsWithTotals: (bodies) => (bodies ? ofBodies : ofOthers),
  };
}

export const groupBySubject = (claims: readonly Claim[]): SubjectClaims[] =>
  [...Map.groupBy(claims, (claim) => subjectKey(subjectOf(claim))).values()].map((own) => ({
    subject: subjectOf(own[0] as Claim),
    claims: own,
  }));
