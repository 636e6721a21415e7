import { lazy } from "../lazy.ts";
import { required } from "../required.ts";
import type { Harm, LeftOutReason, TollRule } from "../vocabulary.ts";
import { type Claim, countsBodies, type EventFacts, figureOf, isDeniedBy, isWithin } from "./claim.ts";
import { type ClaimIndex, groupBySubject, indexClaims, type SubjectClaims } from "./claimIndex.ts";
import type { ClaimCriteria } from "./eligibility.ts";
import { type LatestClaim, latestOf, type Position, positionsOf, seriesKey } from "./position.ts";
import { maxOrNull, minOrNull, type Range, rangeOf } from "./range.ts";
import {
  isInEvent,
  isPartOfPeople,
  isSamePeople,
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
  readonly range: Range;
  readonly latest: LatestClaim;
  readonly positions: readonly Position[];
  /** The latest claims of all positions. */
  readonly used: readonly Claim[];
  /** The used claims that set the bounds, according to the rule. */
  readonly chosen: readonly Claim[];
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCount: number;
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
  const { subject, asOf } = question;
  const incidents = groupBySubject(incidentTotals(index, subject, facts));
  const people = peopleKey(subject);
  const same = [
    ...(index.byPeople.get(people) ?? []),
    ...incidents.filter(({ subject: own }) => peopleKey(own) === people),
  ].filter(({ subject: own }) => isInEvent(facts, own, subject));
  const events = topmostEvents(facts, new Set(same.map((claims) => claims.subject.event as number)));
  const about = events.length === 1 ? (events[0] ?? null) : null;
  const comparable = same.filter((claims) => claims.subject.event === about).flatMap(({ claims }) => claims);
  const positions = positionsOf(comparable);
  const used = positions.flatMap(({ latest }) => latest.candidates);
  const latest = latestOf(used);
  const chosen = chosenBy(question.rule, used, latest);
  const range = rangeOf(chosen);
  const leftOut = lazy(() => leftOutOf(index, subject, used, comparable));
  const narrower = lazy(() => narrowerSubjects([...index.totals, ...incidents], subject, facts));
  return {
    question,
    about,
    isIncident: used.some(({ scope }) => scope === "NEW"),
    // A figure for a part of the event is only a lower bound for the whole event.
    range: isOfPart({ question, about }) ? { ...range, isOpenAbove: true } : range,
    latest,
    positions,
    used,
    chosen,
    get leftOut() {
      return leftOut();
    },
    leftOutCount: index.considered.length - used.length,
    denied: used.filter((claim) => isDeniedBy(claim, asOf)),
    claimants: positions.filter(({ party }) => party !== null).length,
    sources: independentSources(positions),
    unattributed: positions.filter(({ party }) => party === null).length,
    get narrower() {
      return narrower();
    },
    separate: events.length > 1 ? events.sort((a, b) => a - b) : [],
  };
}

/** True if the claims are only about a part of the requested event. */
export const isOfPart = ({ question: { subject }, about }: Pick<Toll, "question" | "about">): boolean =>
  about !== null && subject.event !== null && about !== subject.event;

function leftOutOf(
  { considered, excluded, incomparable }: ClaimIndex,
  subject: Subject,
  used: readonly Claim[],
  comparable: readonly Claim[],
): LeftOut[] {
  const [isUsed, isComparable] = [new Set(used), new Set(comparable)];
  const reasonOf = (claim: Claim): LeftOutReason => {
    if (isComparable.has(claim)) return "SUPERSEDED";
    return (
      excluded.get(claim) ?? otherMeasure(claim, subject) ?? incomparable.get(claim) ?? otherSubject(claim, subject)
    );
  };
  return considered.filter((claim) => !isUsed.has(claim)).map((claim) => ({ claim, reason: reasonOf(claim) }));
}

/**
 * The figures for a single incident (“one shelling, 5 killed”) that count as its total, if nobody states a running
 * total for the event or a part of it. The figures must be about exactly this event and its whole time, and each party
 * must have only one figure, because two may be increases.
 */
function incidentTotals(
  { increments, eventsWithTotals }: ClaimIndex,
  { event, tags }: Subject,
  facts: EventFacts,
): Claim[] {
  const ofBodies = countsBodies({ tags });
  const own = event === null ? [] : (increments.get(event) ?? []).filter((claim) => countsBodies(claim) === ofBodies);
  if (event === null || own.length === 0) return [];
  for (const other of eventsWithTotals(ofBodies)) if (isWithin(facts, other, event)) return [];
  const time = facts.timeOf(event);
  const whole = own.filter(({ partKind, period }) => {
    const isAllOfIt = period === null || (time !== null && period.from <= time.from && period.until >= time.until);
    return partKind !== "PERIOD" && isAllOfIt;
  });
  const series = Map.groupBy(whole, (claim) => `${seriesKey(claim)} ${subjectKey(subjectOf(claim))}`);
  return [...series.values()].filter(isOneFigure).flat();
}

/**
 * True if some claims are one statement: the same figure, in copies of one article or, as far as is known, at one time.
 */
function isOneFigure(claims: readonly Claim[]): boolean {
  const isSame = new Set(claims.map(figureOf)).size === 1;
  const isOneOrigin = new Set(claims.map(({ origin }) => origin)).size === 1;
  return isSame && (isOneOrigin || latestOf(claims).candidates.length === claims.length);
}

const otherMeasure = (claim: Claim, asked: Subject): LeftOutReason | null =>
  countsBodies(claim) === countsBodies(asked) ? null : "OTHER_MEASURE";

function otherSubject(claim: Claim, asked: Subject): LeftOutReason {
  const { victims, side, place, tags } = subjectOf(claim);
  if (victims !== asked.victims || tags.join() !== asked.tags.join()) return "OTHER_VICTIMS";
  if (side !== asked.side) return "OTHER_SIDE";
  return place === asked.place ? "OTHER_EVENT" : "OTHER_PLACE";
}

/** The used claims that set the bounds, according to a rule. */
function chosenBy(rule: TollRule, used: readonly Claim[], latest: LatestClaim): readonly Claim[] {
  if (rule === "RANGE") return used;
  if (rule === "LATEST")
    return latest.claim ? latest.candidates.filter((claim) => figureOf(claim) === figureOf(latest.claim)) : [];
  const extent = rule === "LOWEST" ? smallestNumber : largestNumber;
  const best = rule === "LOWEST" ? minOrNull(used.map(smallestNumber)) : maxOrNull(used.map(largestNumber));
  return best === null ? used : used.filter((claim) => extent(claim) === best);
}

const smallestNumber = ({ lower, upper }: Claim): number | null => lower ?? upper;
const largestNumber = ({ lower, upper }: Claim): number | null => upper ?? lower;

/**
 * The number of parties that have a figure of their own. Two parties with the same figure in different copies of one
 * article are one source. Two parties with the same figure in the same article are two sources, however often it is
 * copied.
 */
function independentSources(positions: readonly Position[]): number {
  const parties = positions.filter(({ party }) => party !== null).sort((a, b) => Number(a.party) - Number(b.party));
  const root = parties.map((_, index) => index);
  const find = (index: number): number => (root[index] === index ? index : find(root[index] as number));
  const stated = parties.flatMap(({ latest }, index) => latest.candidates.map((claim) => ({ claim, index })));
  const families = Map.groupBy(stated, ({ claim }) => `${claim.origin} ${figureOf(claim)}`);
  for (const family of families.values()) {
    const own = new Set(partiesOfFullestArticle(family));
    const [first] = own;
    for (const { index } of family) if (!own.has(index) && first !== undefined) root[find(index)] = find(first);
  }
  return root.filter((above, index) => above === index).length;
}

/** The parties in the copy with the most parties. The other copies repeat one of their figures. */
function partiesOfFullestArticle(family: readonly { claim: Claim; index: number }[]): number[] {
  const articles = [...Map.groupBy(family, ({ claim }) => claim.article)].map(([article, inIt]) => ({
    article,
    parties: [...new Set(inIt.map(({ index }) => index))].sort((a, b) => a - b),
  }));
  const [fullest] = articles.sort((a, b) => b.parties.length - a.parties.length || a.article - b.article);
  return required(fullest, "An article of a figure").parties;
}

/** Each smaller group once, ordered by victims, tags, side, place and event. */
function narrowerSubjects(figures: readonly SubjectClaims[], asked: Subject, facts: EventFacts): Subject[] {
  const found = new Map<string, Subject>();
  for (const { subject } of figures) {
    const { victims, tags, side, place, event } = subject;
    if (
      countsBodies(subject) === countsBodies(asked) &&
      isPartOfPeople(subject, asked) &&
      !isSamePeople(subject, asked) &&
      isInEvent(facts, subject, asked)
    )
      found.set(`${victims} ${tags.join("+")} ${side} ${place} ${event}`, subject);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, subject]) => subject);
}
