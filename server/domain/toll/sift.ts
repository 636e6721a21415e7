import type { LeftOutReason } from "../vocabulary.ts";
import { type Claim, countsBodies } from "./claim.ts";
import { type Fitness, incomparable, unfit } from "./fitness.ts";
import { peopleKey, type Subject, subjectKey, subjectOf } from "./subject.ts";

/** Figures of the same people in the same event. */
export interface Figures {
  readonly of: Subject;
  readonly claims: readonly Claim[];
}

/**
 * What all tolls of the same harm and time share, whomever they count: a toll has hundreds of narrower ones, and none of
 * them looks at all claims again.
 */
export interface Sifted {
  readonly considered: readonly Claim[];
  /** Why claims have no say, whatever they are compared with. */
  readonly unfit: ReadonlyMap<Claim, LeftOutReason>;
  /** Why others are not the total of the people whom they count. */
  readonly incomparable: ReadonlyMap<Claim, LeftOutReason>;
  readonly totals: readonly Figures[];
  /** The same by their people, whatever the event. */
  readonly byPeople: ReadonlyMap<string, readonly Figures[]>;
  /** By event. */
  readonly increments: ReadonlyMap<number, readonly Claim[]>;
  /**
   * The events that somebody states totals about, of bodies or of deaths and other harm as such: whoever it is, also
   * where they wait for review or may have been stated later.
   */
  readonly eventsWithTotals: (ofBodies: boolean) => ReadonlySet<number>;
}

/** Why a total has no say that a review or a better known time would give it. */
const MAY_YET_COUNT: ReadonlySet<LeftOutReason> = new Set(["UNREVIEWED", "MAYBE_LATER", "TIME_UNKNOWN"]);

export function sift(claims: readonly Claim[], fitness: Fitness): Sifted {
  const { asOf, isAsked } = fitness;
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const known = claims.filter(({ stated }) => asOf === null || stated === null || stated.from <= asOf);
  const considered: Claim[] = [];
  const [unfitting, others] = [new Map<Claim, LeftOutReason>(), new Map<Claim, LeftOutReason>()];
  const [comparable, increments]: [Claim[], Claim[]] = [[], []];
  const [ofBodies, ofOthers] = [new Set<number>(), new Set<number>()];
  for (const claim of known) {
    const [reason, other] = [unfit(claim, fitness), incomparable(claim, byId)];
    if (other === null && (reason === null || MAY_YET_COUNT.has(reason)))
      (countsBodies(claim) ? ofBodies : ofOthers).add(claim.event);
    if (isAsked && !isAsked(claim)) continue;
    considered.push(claim);
    if (reason !== null) unfitting.set(claim, reason);
    else if (other === null) comparable.push(claim);
    else others.set(claim, other);
    if (reason === null && other === "INCREMENT") increments.push(claim);
  }
  const totals = figuresOf(comparable);
  return {
    considered,
    unfit: unfitting,
    incomparable: others,
    totals,
    byPeople: Map.groupBy(totals, ({ of }) => peopleKey(of)),
    increments: Map.groupBy(increments, ({ event }) => event),
    eventsWithTotals: (bodies) => (bodies ? ofBodies : ofOthers),
  };
}

export const figuresOf = (claims: readonly Claim[]): Figures[] =>
  [...Map.groupBy(claims, (claim) => subjectKey(subjectOf(claim))).values()].map((own) => ({
    of: subjectOf(own[0] as Claim),
    claims: own,
  }));
