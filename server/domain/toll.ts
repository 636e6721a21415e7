import { type Claim, countsBodies, figureOf, isDeniedBy, isWithin, type World } from "./claim.ts";
import { type Fitness, incomparable, unfit } from "./fitness.ts";
import { type Latest, latestOf, type Position, positionsOf, seriesKey } from "./position.ts";
import { greatest, least, type Range, rangeOf } from "./range.ts";
import { isInEvent, isPartOfPeople, isSamePeople, outermost, type Subject, subjectKey, subjectOf } from "./subject.ts";
import type { Harm, LeftOutReason, TollRule } from "./vocabulary.ts";

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
  readonly leftOut: readonly LeftOut[];
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
export function reconcile(question: Question, claims: readonly Claim[], world: World): Toll {
  const { subject, asOf } = question;
  const considered = claims.filter(({ stated }) => asOf === null || stated === null || stated.from <= asOf);
  const reasons = new Map<Claim, LeftOutReason>();
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  for (const claim of considered) {
    const reason = unfit(claim, question) ?? otherMeasure(claim, subject) ?? incomparable(claim, byId);
    if (reason) reasons.set(claim, reason);
  }
  const totals = considered.filter((claim) => !reasons.has(claim));
  const incidents = incidentTotals(
    considered.filter((claim) => reasons.get(claim) === "INCREMENT"),
    totals,
    subject.event,
    world,
  );
  const figures = [...totals, ...incidents].map((claim) => ({ claim, of: subjectOf(claim) }));
  const inEvent = figures.filter(({ of }) => isInEvent(world, of, subject));
  const same = inEvent.filter(({ of }) => isSamePeople(of, subject));
  const events = outermost(world, new Set(same.map(({ claim }) => claim.event)));
  const about = events.length === 1 ? (events[0] ?? null) : null;
  const comparable = same.filter(({ claim }) => claim.event === about).map(({ claim }) => claim);

  const positions = positionsOf(comparable);
  const used = positions.flatMap(({ latest }) => latest.candidates);
  const isUsed = new Set(used);
  const superseded = new Set(positions.flatMap((position) => position.superseded));
  const leftOut = considered.flatMap((claim) => {
    if (isUsed.has(claim)) return [];
    if (superseded.has(claim)) return [{ claim, reason: "SUPERSEDED" as const }];
    return [{ claim, reason: reasons.get(claim) ?? otherSubject(claim, subject) }];
  });
  const latest = latestOf(used);
  const range = rangeOf(chosenBy(question.rule, used, latest));
  return {
    question,
    about,
    isIncident: used.some(({ scope }) => scope === "NEW"),
    // What befell a part bounds the whole from below alone.
    range: isOfPart({ question, about }) ? { ...range, isOpenAbove: true } : range,
    latest,
    positions,
    used,
    leftOut,
    denied: used.filter((claim) => isDeniedBy(claim, asOf)),
    claimants: positions.filter(({ party }) => party !== null).length,
    sources: independentSources(positions),
    unattributed: positions.filter(({ party }) => party === null).length,
    narrower: narrowerSubjects(inEvent, subject),
    separate: events.length > 1 ? events.sort((a, b) => a - b) : [],
  };
}

/** Whether its claims are about a part alone of the event that is asked about. */
export const isOfPart = ({ question: { subject }, about }: Pick<Toll, "question" | "about">): boolean =>
  about !== null && subject.event !== null && about !== subject.event;

/**
 * An incident's own figure is its total, where nobody states a running one of it or of a part of it: “one shelling, 5
 * killed”. It must be about the very event that is asked about and all of its time, and its party must have no second
 * figure for it, since two may be increments.
 */
function incidentTotals(
  increments: readonly Claim[],
  totals: readonly Claim[],
  event: number | null,
  world: World,
): Claim[] {
  if (event === null || totals.some((claim) => isWithin(world, claim.event, event))) return [];
  const time = world.timeOf(event);
  const whole = increments.filter(({ event: about, partKind, period }) => {
    const isAllOfIt = period === null || (time !== null && period.from <= time.from && period.until >= time.until);
    return about === event && partKind !== "PERIOD" && isAllOfIt;
  });
  const series = Map.groupBy(whole, (claim) => `${seriesKey(claim)} ${subjectKey(subjectOf(claim))}`);
  return [...series.values()].filter((own) => new Set(own.map(figureOf)).size === 1).flat();
}

const otherMeasure = (claim: Claim, asked: Subject): LeftOutReason | null =>
  countsBodies(claim) === countsBodies(asked) ? null : "OTHER_MEASURE";

function otherSubject(claim: Claim, asked: Subject): LeftOutReason {
  const of = subjectOf(claim);
  if (of.victims !== asked.victims || of.tags.join() !== asked.tags.join()) return "OTHER_VICTIMS";
  if (of.side !== asked.side) return "OTHER_SIDE";
  return of.place === asked.place ? "OTHER_EVENT" : "OTHER_PLACE";
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
function narrowerSubjects(figures: readonly { of: Subject }[], asked: Subject): Subject[] {
  const found = new Map<string, Subject>();
  for (const { of } of figures)
    if (isPartOfPeople(of, asked) && !isSamePeople(of, asked))
      found.set(`${of.victims} ${of.tags.join("+")} ${of.side} ${of.place} ${of.event}`, of);
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, subject]) => subject);
}
