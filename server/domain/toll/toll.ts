import { lazy } from "../lazy.ts";
import type { Harm, LeftOutReason, TollRule } from "../vocabulary.ts";
import { type Claim, countsBodies, figureOf, isDeniedBy, isWithin, type World } from "./claim.ts";
import type { Fitness } from "./fitness.ts";
import { type Latest, latestOf, type Position, positionsOf, seriesKey } from "./position.ts";
import { greatest, least, type Range, rangeOf } from "./range.ts";
import { type Figures, figuresOf, type Sifted, sift } from "./sift.ts";
import {
  isInEvent,
  isPartOfPeople,
  isSamePeople,
  outermost,
  peopleKey,
  type Subject,
  subjectKey,
  subjectOf,
} from "./subject.ts";

export interface Question extends Fitness {
  readonly harm: Harm;
  readonly subject: Subject;
  readonly rule: TollRule;
}

export interface LeftOut {
  readonly claim: Claim;
  readonly reason: LeftOutReason;
}

/** What the claims on a question amount to. A range of claims, never an estimate. */
export interface Toll {
  readonly question: Question;
  /**
   * The event that the used claims are about: the one asked for, or the one part of it that has totals. Null where no
   * claim is used.
   */
  readonly about: number | null;
  /** Whether the used claims are figures of one incident, which nobody states a running total of. */
  readonly isIncident: boolean;
  readonly range: Range;
  readonly latest: Latest;
  readonly positions: readonly Position[];
  /** The claims that the positions rest on. */
  readonly used: readonly Claim[];
  /** Those of them from which the rule takes the bounds. */
  readonly chosen: readonly Claim[];
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCount: number;
  /** Used claims that somebody denies. They stay in, and change no bound. */
  readonly denied: readonly Claim[];
  readonly claimants: number;
  /** Claimants whose figures do not go back to one and the same article. */
  readonly sources: number;
  readonly unattributed: number;
  /** Totals of some of the people who are asked about, each a question of its own. */
  readonly narrower: readonly Subject[];
  /** Separate parts of the event that have totals of their own, where none is of the whole: they are never added. */
  readonly separate: readonly number[];
}

/**
 * Reconciles the claims of one harm. Claims of other harms must not be among them; which events they may be about is the
 * caller's choice. The order of the claims never matters.
 */
export const reconcile = (question: Question, claims: readonly Claim[], world: World): Toll =>
  reconcileSifted(question, sift(claims, question), world);

/** The same, of claims that were sifted by the question's fitness. */
export function reconcileSifted(question: Question, sifted: Sifted, world: World): Toll {
  const { subject, asOf } = question;
  const incidents = figuresOf(incidentTotals(sifted, subject, world));
  const people = peopleKey(subject);
  const same = [
    ...(sifted.byPeople.get(people) ?? []),
    ...incidents.filter(({ of }) => peopleKey(of) === people),
  ].filter(({ of }) => isInEvent(world, of, subject));
  const events = outermost(world, new Set(same.map(({ of }) => of.event as number)));
  const about = events.length === 1 ? (events[0] ?? null) : null;
  const comparable = same.filter(({ of }) => of.event === about).flatMap(({ claims }) => claims);
  const positions = positionsOf(comparable);
  const used = positions.flatMap(({ latest }) => latest.candidates);
  const latest = latestOf(used);
  const chosen = chosenBy(question.rule, used, latest);
  const range = rangeOf(chosen);
  const leftOut = lazy(() => leftOutOf(sifted, subject, used, comparable));
  const narrower = lazy(() => narrowerSubjects([...sifted.totals, ...incidents], subject, world));
  return {
    question,
    about,
    isIncident: used.some(({ scope }) => scope === "NEW"),
    // What befell a part bounds the whole from below alone.
    range: isOfPart({ question, about }) ? { ...range, isOpenAbove: true } : range,
    latest,
    positions,
    used,
    chosen,
    get leftOut() {
      return leftOut();
    },
    leftOutCount: sifted.considered.length - used.length,
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

/** Whether its claims are about a part alone of the event that is asked about. */
export const isOfPart = ({ question: { subject }, about }: Pick<Toll, "question" | "about">): boolean =>
  about !== null && subject.event !== null && about !== subject.event;

function leftOutOf(
  { considered, unfit, incomparable }: Sifted,
  subject: Subject,
  used: readonly Claim[],
  comparable: readonly Claim[],
): LeftOut[] {
  const [isUsed, isComparable] = [new Set(used), new Set(comparable)];
  const reasonOf = (claim: Claim): LeftOutReason => {
    if (isComparable.has(claim)) return "SUPERSEDED";
    return unfit.get(claim) ?? otherMeasure(claim, subject) ?? incomparable.get(claim) ?? otherSubject(claim, subject);
  };
  return considered.filter((claim) => !isUsed.has(claim)).map((claim) => ({ claim, reason: reasonOf(claim) }));
}

/**
 * An incident's own figure is its total, where nobody states a running one of it or of a part of it: “one shelling, 5
 * killed”. It must be about the very event that is asked about and all of its time, and its party must have no second
 * figure for it, and none stated later, since two may be increments.
 */
function incidentTotals({ increments, eventsWithTotals }: Sifted, { event, tags }: Subject, world: World): Claim[] {
  const ofBodies = countsBodies({ tags });
  const own = event === null ? [] : (increments.get(event) ?? []).filter((claim) => countsBodies(claim) === ofBodies);
  if (event === null || own.length === 0) return [];
  for (const other of eventsWithTotals(ofBodies)) if (isWithin(world, other, event)) return [];
  const time = world.timeOf(event);
  const whole = own.filter(({ partKind, period }) => {
    const isAllOfIt = period === null || (time !== null && period.from <= time.from && period.until >= time.until);
    return partKind !== "PERIOD" && isAllOfIt;
  });
  const series = Map.groupBy(whole, (claim) => `${seriesKey(claim)} ${subjectKey(subjectOf(claim))}`);
  return [...series.values()].filter(isOneFigure).flat();
}

/** Whether some claims are one statement: the same figure, in copies of one article or at one time as far as is known. */
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

/** The claims of the positions from which a rule takes its bounds. */
function chosenBy(rule: TollRule, used: readonly Claim[], latest: Latest): readonly Claim[] {
  if (rule === "RANGE") return used;
  if (rule === "LATEST")
    return latest.claim ? latest.candidates.filter((claim) => figureOf(claim) === figureOf(latest.claim)) : [];
  const extent = rule === "LOWEST" ? statedLeast : statedMost;
  const best = rule === "LOWEST" ? least(used.map(statedLeast)) : greatest(used.map(statedMost));
  return best === null ? used : used.filter((claim) => extent(claim) === best);
}

const statedLeast = ({ lower, upper }: Claim): number | null => lower ?? upper;
const statedMost = ({ lower, upper }: Claim): number | null => upper ?? lower;

/**
 * How many of the parties that hold a position do so by a figure of their own. Two parties with the same figure in
 * articles that are copies of one article are one source; in one and the same article they are two, however many copies
 * of it there are.
 */
function independentSources(positions: readonly Position[]): number {
  const parties = positions.filter(({ party }) => party !== null).sort((a, b) => Number(a.party) - Number(b.party));
  const root = parties.map((_, index) => index);
  const find = (index: number): number => (root[index] === index ? index : find(root[index] as number));
  const stated = parties.flatMap(({ latest }, index) => latest.candidates.map((claim) => ({ claim, index })));
  const families = Map.groupBy(stated, ({ claim }) => `${claim.origin} ${figureOf(claim)}`);
  for (const family of families.values()) {
    const own = new Set(fullestArticle(family));
    const [first] = own;
    for (const { index } of family) if (!own.has(index) && first !== undefined) root[find(index)] = find(first);
  }
  return root.filter((above, index) => above === index).length;
}

/** The parties in the article of some copies that has most of them: the others carry one of theirs. */
function fullestArticle(family: readonly { claim: Claim; index: number }[]): number[] {
  const articles = [...Map.groupBy(family, ({ claim }) => claim.article)].map(([article, inIt]) => ({
    article,
    parties: [...new Set(inIt.map(({ index }) => index))].sort((a, b) => a - b),
  }));
  const [fullest] = articles.sort((a, b) => b.parties.length - a.parties.length || a.article - b.article);
  return fullest?.parties ?? [];
}

/** Each once, in an order of their own: by victims, then tags, side, place, and the event last. */
function narrowerSubjects(figures: readonly Figures[], asked: Subject, world: World): Subject[] {
  const found = new Map<string, Subject>();
  for (const { of } of figures)
    if (
      countsBodies(of) === countsBodies(asked) &&
      isPartOfPeople(of, asked) &&
      !isSamePeople(of, asked) &&
      isInEvent(world, of, asked)
    )
      found.set(`${of.victims} ${of.tags.join("+")} ${of.side} ${of.place} ${of.event}`, of);
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, subject]) => subject);
}
