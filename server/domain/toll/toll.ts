import type { CoveredTime } from "../coveredTime.ts";
import { lazy } from "../lazy.ts";
import { required } from "../required.ts";
import type { Harm, LeftOutReason, TollRule } from "../vocabulary.ts";
import { byTime, type Claim, countsBodies, type EventFacts, figureOf, firstSlug, isDeniedBy } from "./claim.ts";
import { type ClaimIndex, groupBySubject, indexClaims, type SubjectClaims } from "./claimIndex.ts";
import { byStart } from "./coverage.ts";
import { type ClaimCriteria, statementLimit } from "./eligibility.ts";
import { incidentTotals } from "./incidents.ts";
import { isPartAboveWhole, type PartContradiction } from "./partAndWhole.ts";
import { type LatestClaim, latestOf, type Position, positionsOf, seriesKey, stepBackReason } from "./position.ts";
import { asLowerBound, maxOrNull, minOrNull, type Range, rangeOf } from "./range.ts";
import { independentSources } from "./sources.ts";
import {
  isInEvent,
  isPartOfPeople,
  isSmallerGroup,
  peopleKey,
  type Subject,
  subjectKey,
  subjectOf,
  topmostEvents,
} from "./subject.ts";

/** The question of a toll: the harm, the people, the rule, and the criteria for claims. */
export interface Question extends ClaimCriteria {
  readonly harm: Harm;
  readonly subject: Subject;
  readonly rule: TollRule;
}

export interface LeftOut {
  readonly claim: Claim;
  readonly reason: LeftOutReason;
}

/** The range between the lowest and the highest claim, never an estimate. */
export interface Toll {
  readonly question: Question;
  /**
   * The event of the used claims: the requested event, or the only part of it with totals. Null if no claim is used.
   */
  readonly about: number | null;
  /** True if the used claims are figures for a single incident, for which nobody states a running total. */
  readonly isIncident: boolean;
  /** The time that the used claims cover, if all of them begin after the event began. Null otherwise, or if not known. */
  readonly partialPeriod: CoveredTime | null;
  readonly range: Range;
  readonly latest: LatestClaim;
  readonly positions: readonly Position[];
  /** The figures of totals that count from another start than the used claims, such as a ceasefire. Earliest first. */
  readonly otherPeriods: readonly PeriodFigures[];
  /** The used claims and what they replaced: all totals with the same start. */
  readonly counted: readonly Claim[];
  /** The latest claims of all positions. */
  readonly used: readonly Claim[];
  /** The used claims that set the bounds, according to the rule. */
  readonly chosen: readonly Claim[];
  /** The claims that were considered and are not used. */
  readonly unused: readonly Claim[];
  readonly leftOut: readonly LeftOut[];
  /** Why one of the unused claims is left out. A query asks this only for the claims that it shows. */
  readonly whyLeftOut: (claim: Claim) => LeftOutReason;
  readonly leftOutCount: number;
  /** The number of claims that are left out because nobody has reviewed them. */
  readonly awaitingReview: number;
  /** Used claims that someone denies. Denied claims still count. */
  readonly denied: readonly Claim[];
  readonly claimants: number;
  /** The number of independent claimants: see `independentSources`. */
  readonly sources: number;
  readonly unattributed: number;
  /** The smaller groups of people for whom there are totals. */
  readonly narrower: readonly Subject[];
  /**
   * The parts of the event that have totals, if there are several and none for the whole event. The parts are never
   * added.
   */
  readonly separate: readonly number[];
  /** The figures for these people that are not totals, so that a toll without a total can name them. */
  readonly notTotals: NotTotals;
  /** The figures for some of these people, or for more people than these, that contradict a used claim. */
  readonly contradictions: readonly PartContradiction[];
}

/** Totals with the same start, such as a ceasefire. */
export interface PeriodFigures {
  readonly period: CoveredTime;
  readonly positions: readonly Position[];
  readonly range: Range;
  readonly claims: readonly Claim[];
}

/** Figures that may be used for something, but not as a total. In the order of their times. */
export interface NotTotals {
  /** Increases and single incidents. */
  readonly increments: readonly Claim[];
  /** Figures whose words do not say whether they are totals. */
  readonly unstated: readonly Claim[];
  /** Totals and others that wait for review. */
  readonly unreviewed: readonly Claim[];
  /** Claims that may be later than `asOf`. */
  readonly maybeLater: readonly Claim[];
  /** Claims that their claimants retracted. */
  readonly retracted: readonly Claim[];
}

/**
 * Computes a toll. The order of the claims does not matter.
 * @param claims all of the harm that was asked for, about any events
 * @example reconcile({ harm: "KILLED", subject, rule: "RANGE", asOf: null, includeUnreviewed: false }, claims, facts)
 */
export const reconcile = (question: Question, claims: readonly Claim[], facts: EventFacts): Toll =>
  reconcileIndexed(question, indexClaims(claims, question), facts);

/** Computes a toll from an index with the criteria of the question. */
export function reconcileIndexed(question: Question, index: ClaimIndex, facts: EventFacts): Toll {
  const { subject } = question;
  const incidents = groupBySubject(incidentTotals(index, subject, facts));
  const people = peopleKey(subject);
  const same = [
    ...(index.byPeople.get(people) ?? []),
    ...incidents.filter(({ subject: own }) => peopleKey(own) === people),
  ].filter(({ subject: own }) => isInEvent(facts, own, subject));
  const events = topmostEvents(facts, new Set(same.map((claims) => claims.subject.event as number)));
  const about = events.length === 1 ? (events[0] ?? null) : null;
  const comparable = same.filter((claims) => claims.subject.event === about).flatMap(({ claims }) => claims);
  const { counted, apart, isPartial } = byStart(comparable, about === null ? null : facts.startOf(about));
  const positions = positionsOf(counted);
  const used = positions.flatMap(({ latest }) => latest.candidates);
  const latest = latestOf(used);
  const chosen = chosenBy(question.rule, used, latest);
  const range = rangeOf(chosen);
  const isOutlasted = positions.some(
    (position) => position.isOutlasted && position.latest.candidates.some((claim) => chosen.includes(claim)),
  );
  const unused = lazy(() => unusedOf(index, used));
  const reasonOf = lazy(() => leftOutReasons(index, subject, about, positions, apart));
  const leftOut = lazy(() => unused().map((claim): LeftOut => ({ claim, reason: reasonOf()(claim) })));
  const narrower = lazy(() => narrowerSubjects([...index.totals, ...incidents], subject, facts));
  const otherPeriods = lazy(() => figuresByPeriod(apart));
  const notTotals = lazy(() => notTotalsOf(index, subject, facts));
  const contradictions = lazy(() => contradictionsOf(index, used, facts));
  return {
    question,
    about,
    isIncident: used.some(({ scope }) => scope === "NEW"),
    partialPeriod: isPartial ? periodOf(used) : null,
    // A figure for a part of the event, or of its time, is only a lower bound for all of it.
    range: isPartial || isOfPart({ question, about }) || isOutlasted ? asLowerBound(range) : range,
    latest,
    positions,
    get otherPeriods() {
      return otherPeriods();
    },
    counted,
    used,
    chosen,
    get unused() {
      return unused();
    },
    get leftOut() {
      return leftOut();
    },
    whyLeftOut: (claim) => reasonOf()(claim),
    leftOutCount: index.considered.length - used.length,
    get awaitingReview() {
      return [...index.excluded.values()].filter((reason) => reason === "UNREVIEWED").length;
    },
    denied: used.filter((claim) => isDeniedBy(claim, statementLimit(question))),
    claimants: positions.filter(({ party }) => party !== null).length,
    sources: independentSources(positions),
    unattributed: positions.filter(({ party }) => party === null).length,
    get narrower() {
      return narrower();
    },
    separate: events.length > 1 ? events.sort((a, b) => a - b) : [],
    get notTotals() {
      return notTotals();
    },
    get contradictions() {
      return contradictions();
    },
  };
}

/** The time that some claims cover together. Null if no period is known. */
function periodOf(claims: readonly Claim[]): CoveredTime | null {
  const periods = claims.flatMap(({ period }) => period ?? []);
  const [first, ...others] = periods;
  if (first === undefined) return null;
  return others.reduce(
    (all, { from, startsBy, endsFrom, until }) => ({
      from: Math.min(all.from, from),
      startsBy: Math.min(all.startsBy, startsBy),
      endsFrom: Math.max(all.endsFrom, endsFrom),
      until: Math.max(all.until, until),
    }),
    first,
  );
}

function figuresByPeriod(apart: readonly Claim[]): PeriodFigures[] {
  const groups = Map.groupBy(apart, ({ period }) => `${period?.from}-${period?.startsBy}`);
  return [...groups.values()]
    .map((claims): PeriodFigures => {
      const positions = positionsOf(claims);
      const standing = positions.flatMap(({ latest }) => latest.candidates);
      const period = required(periodOf(standing), "The period of a total that counts from another start");
      return { period, positions, range: rangeOf(standing), claims: standing };
    })
    .sort((a, b) => a.period.from - b.period.from || a.period.startsBy - b.period.startsBy);
}

function notTotalsOf({ considered, excluded, incomparable }: ClaimIndex, asked: Subject, facts: EventFacts): NotTotals {
  const own = considered
    .filter((claim) => {
      const subject = subjectOf(claim);
      const isAsked = isPartOfPeople(subject, asked, facts) && isInEvent(facts, subject, asked);
      return isAsked && otherMeasure(claim, asked) === null;
    })
    .sort(byTime);
  const because = (...reasons: readonly LeftOutReason[]) =>
    own.filter((claim) => reasons.some((reason) => reason === (excluded.get(claim) ?? incomparable.get(claim))));
  return {
    increments: because("INCREMENT"),
    unstated: because("SCOPE_UNSTATED"),
    unreviewed: because("UNREVIEWED"),
    maybeLater: because("MAYBE_LATER", "TIME_UNKNOWN"),
    retracted: because("RETRACTED"),
  };
}

/** The contradictions of used claims with figures that stand: for some of their people, and for more people. */
function contradictionsOf(
  { totals, incomparable }: ClaimIndex,
  used: readonly Claim[],
  facts: EventFacts,
): PartContradiction[] {
  // Only a figure above the lowest upper bound, or below the highest lower bound, can contradict a used claim.
  const least = minOrNull(used.map(({ upper }) => upper));
  const most = maxOrNull(used.map(({ lower }) => lower));
  const isBeyond = ({ lower, upper }: Claim) =>
    (least !== null && lower !== null && lower > least) || (most !== null && upper !== null && upper < most);
  const standing = totals
    .filter(({ claims }) => claims.some(isBeyond))
    .flatMap(({ claims }) => positionsOf(claims).flatMap(({ latest }) => latest.candidates));
  const others = [...standing, ...incomparable.keys()].filter(isBeyond);
  const isUsed = new Set(used);
  return used
    .flatMap((claim) =>
      others.flatMap((other): PartContradiction[] => {
        if (isPartAboveWhole(other, claim, facts)) return [{ part: other, whole: claim }];
        // Two used claims are compared once.
        const isOther = !isUsed.has(other) && isPartAboveWhole(claim, other, facts);
        return isOther ? [{ part: claim, whole: other }] : [];
      }),
    )
    .sort((a, b) => byTime(a.part, b.part) || byTime(a.whole, b.whole));
}

/** True if the claims are only about a part of the requested event. */
export const isOfPart = ({ question: { subject }, about }: Pick<Toll, "question" | "about">): boolean =>
  about !== null && subject.event !== null && about !== subject.event;

function unusedOf({ considered }: ClaimIndex, used: readonly Claim[]): Claim[] {
  const isUsed = new Set(used);
  return considered.filter((claim) => !isUsed.has(claim));
}

function leftOutReasons(
  { excluded, incomparable }: ClaimIndex,
  subject: Subject,
  about: number | null,
  positions: readonly Position[],
  apart: readonly Claim[],
): (claim: Claim) => LeftOutReason {
  const isApart = new Set(apart);
  const standing = new Map(positions.map(({ key, latest }) => [key, latest.candidates]));
  const comparableReason = (claim: Claim): LeftOutReason => {
    if (claim.event !== about) return "OTHER_EVENT";
    const candidates = standing.get(seriesKey(claim));
    return candidates === undefined || isApart.has(claim) ? "OTHER_PERIOD" : stepBackReason(claim, candidates);
  };
  return (claim) =>
    excluded.get(claim) ??
    otherMeasure(claim, subject) ??
    incomparable.get(claim) ??
    otherSubject(claim, subject) ??
    comparableReason(claim);
}

const otherMeasure = (claim: Claim, asked: Subject): LeftOutReason | null =>
  countsBodies(claim) === countsBodies(asked) ? null : "OTHER_MEASURE";

function otherSubject(claim: Claim, asked: Subject): LeftOutReason | null {
  const { victims, side, place, tags } = subjectOf(claim);
  if (victims !== asked.victims || tags.join() !== asked.tags.join()) return "OTHER_VICTIMS";
  if (side !== asked.side) return "OTHER_SIDE";
  return place === asked.place ? null : "OTHER_PLACE";
}

/** The used claims that set the bounds, according to a rule. */
function chosenBy(rule: TollRule, used: readonly Claim[], latest: LatestClaim): readonly Claim[] {
  if (rule === "RANGE") return used;
  if (rule === "LATEST")
    return latest.claim ? latest.candidates.filter((claim) => figureOf(claim) === figureOf(latest.claim)) : [];
  const extent = rule === "LOWEST" ? lowestBound : highestBound;
  const best = rule === "LOWEST" ? minOrNull(used.map(lowestBound)) : maxOrNull(used.map(highestBound));
  return best === null ? used : used.filter((claim) => extent(claim) === best);
}

const lowestBound = ({ lower, upper }: Claim): number | null => lower ?? upper;
const highestBound = ({ lower, upper }: Claim): number | null => upper ?? lower;

/** Each smaller group once, ordered by victims, tags and the first claim, so that no order depends on the keys of records. */
function narrowerSubjects(figures: readonly SubjectClaims[], asked: Subject, facts: EventFacts): Subject[] {
  const found = new Map<string, SubjectClaims>();
  for (const group of figures) {
    const { subject } = group;
    if (
      countsBodies(subject) === countsBodies(asked) &&
      isSmallerGroup(subject, asked, facts) &&
      isInEvent(facts, subject, asked)
    )
      found.set(subjectKey(subject), group);
  }
  const ordered = [...found.values()].map(({ subject, claims }) => ({
    subject,
    order: `${subject.victims} ${subject.tags.join("+")} ${firstSlug(claims)}`,
  }));
  return ordered.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ subject }) => subject);
}
