import { lazy } from "../lazy.ts";
import { required } from "../required.ts";
import type { UndeterminedReason } from "../vocabulary.ts";
import { byTime, type Claim, figureOf, isVague } from "./claim.ts";
import { haveOtherStarts, orderOf } from "./coverage.ts";
import { asLowerBound, type Range, rangeOf } from "./range.ts";
import { isAbove, onlyGrows, replacementOf, type StepBackReason, standingOf } from "./replacement.ts";

/** The claim that is the latest, or the reason why it is not known. `candidates`: all claims that may be the latest. */
export type LatestClaim =
  | { readonly claim: Claim; readonly candidates: readonly Claim[]; readonly undetermined: null }
  | { readonly claim: null; readonly candidates: readonly Claim[]; readonly undetermined: UndeterminedReason };

/** A party's comparable claim that stands, or all its claims that may. */
export interface Position {
  /** The `seriesKey` of its claims. */
  readonly key: string;
  readonly party: number | null;
  /** For a series without a claimant, the publisher of its articles. Null if no publisher is stated. */
  readonly publisher: number | null;
  /** For a series with neither claimant nor publisher, the original article. */
  readonly article: number | null;
  readonly latest: LatestClaim;
  /** The range of the candidates. */
  readonly range: Range;
  /**
   * True if a weaker statement of the party covers a longer time than a claim that stands: 95 until the 5th, and at least 90
   * until the 30th. Then 95 is no upper bound for all of the time.
   */
  readonly isOutlasted: boolean;
  /** The other claims of the series, each with the reason why it does not stand, oldest first. */
  readonly stepBacks: readonly StepBack[];
}

export interface StepBack {
  readonly claim: Claim;
  readonly reason: StepBackReason;
}

/**
 * Equal for claims of one series. Each party has one series. Claims without a claimant have one for each publisher (of
 * the original, if the article is a copy) or, if no publisher is stated, one for each original article.
 */
export function seriesKey({ party, publisher, origin }: Pick<Claim, "party" | "publisher" | "origin">): string {
  if (party !== null) return `party ${party}`;
  return publisher === null ? `article ${origin}` : `publisher ${publisher}`;
}

/** Who a series belongs to. Exactly one of the keys is not null. */
export type SeriesOwner = Pick<Position, "party" | "publisher" | "article">;

export const ownerOf = ({ party, publisher, origin }: Pick<Claim, "party" | "publisher" | "origin">): SeriesOwner => ({
  party,
  publisher: party === null ? publisher : null,
  article: party === null && publisher === null ? origin : null,
});

/** The positions of some comparable claims: parties first, then series without a claimant, each group newest first. */
export function positionsOf(claims: readonly Claim[]): Position[] {
  const series = [...Map.groupBy(claims, seriesKey).values()].map((own) => ({ own, standing: standingOf(own) }));
  const ofEarlierTime = earlierTimes(series.flatMap(({ standing }) => standing));
  const positions = series.flatMap(({ own, standing }) => {
    const candidates = standing.filter((claim) => !ofEarlierTime.has(claim));
    return candidates.length === 0 ? [] : positionOf(own, candidates);
  });
  return positions.sort(newestFirst);
}

/**
 * The claims, of those that stand, that name neither claimant nor publisher and are as of an earlier time than another such
 * claim, with which they agree. Nobody knows whether two such articles are of one publisher, so no claim replaces another;
 * but a total as of Sunday is not a figure for the time until Monday.
 */
export function earlierTimes(standing: readonly Claim[]): ReadonlySet<Claim> {
  const unowned = standing.filter((claim) => ownerOf(claim).article !== null && claim.period !== null);
  const isEarlierThan = (claim: Claim, other: Claim) => {
    if (haveOtherStarts(claim, other) || isAbove(claim, other)) return false;
    const order = orderOf(claim, other);
    return order?.by === "COVERED" && order.earlier === claim;
  };
  return new Set(unowned.filter((claim) => unowned.some((other) => isEarlierThan(claim, other))));
}

const newestFirst = (a: Position, b: Position): number =>
  Number(a.party === null) - Number(b.party === null) || byTime(newest(b), newest(a));

const newest = ({ latest }: Position): Claim => required(latest.candidates.at(-1), "The claim of a position");

function positionOf(series: readonly Claim[], standing: readonly Claim[]): Position {
  const candidates = standing.toSorted(byTime);
  const stepBacks = lazy(() => stepBacksOf(series, candidates));
  const first = required(series[0], "The claim of a series");
  const isOutlasted = areOutlasted(candidates, series);
  const range = rangeOf(candidates);
  return {
    key: seriesKey(first),
    ...ownerOf(first),
    latest: latestAmong(candidates),
    range: isOutlasted ? asLowerBound(range) : range,
    isOutlasted,
    get stepBacks() {
      return stepBacks();
    },
  };
}

/** True if another claim of the series, which allows for more, is known to cover a longer time than one that stands. */
export function areOutlasted(standing: readonly Claim[], series: readonly Claim[]): boolean {
  const bounded = standing.filter(({ period, upper, harm }) => period !== null && upper !== null && onlyGrows(harm));
  if (bounded.length === 0) return false;
  return series.some(
    (other) =>
      other.period !== null &&
      bounded.some((claim) => {
        const order = haveOtherStarts(claim, other) ? null : orderOf(claim, other);
        const allowsMore = other.upper === null || other.upper > (claim.upper ?? 0);
        return order?.by === "COVERED" && order.later === other && allowsMore;
      }),
  );
}

function stepBacksOf(series: readonly Claim[], candidates: readonly Claim[]): StepBack[] {
  const isCandidate = new Set(candidates);
  return series
    .filter((claim) => !isCandidate.has(claim))
    .sort(byTime)
    .map((claim) => ({ claim, reason: stepBackReason(claim, candidates) }));
}

/** A claim that no candidate replaces was replaced by one that was itself replaced. */
export function stepBackReason(claim: Claim, candidates: readonly Claim[]): StepBackReason {
  for (const candidate of candidates) {
    const replacement = replacementOf(claim, candidate);
    if (replacement?.stepsBack === claim) return replacement.reason;
  }
  return "SUPERSEDED";
}

/** The last of some candidates if they all state the same figure; otherwise the reason why it is not known. */
function latestAmong(candidates: readonly Claim[]): LatestClaim {
  const last = candidates.at(-1);
  if (last === undefined) return { claim: null, candidates, undetermined: "NO_CLAIM" };
  if (candidates.every((claim) => figureOf(claim) === figureOf(last)))
    return { claim: last, candidates, undetermined: null };
  return { claim: null, candidates, undetermined: whyUndetermined(candidates) };
}

/**
 * The latest of the claims that stand, by whichever party: that no other is known to be later than. A claim without a
 * stated bound is the latest only if all are such claims, since it says nothing against the others.
 */
export function latestOf(claims: readonly Claim[]): LatestClaim {
  const bounded = claims.filter((claim) => !isVague(claim));
  const among = bounded.length > 0 ? bounded : claims;
  return latestAmong(lastOf(among).sort(byTime));
}

/** The claims that no other claim is known to be later than. All of them if the orders form a circle. */
function lastOf(claims: readonly Claim[]): Claim[] {
  const newest = claims.reduce<Claim | null>((last, claim) => (last && !isLater(claim, last) ? last : claim), null);
  if (newest === null) return [];
  const unsettled = claims.filter((claim) => claim === newest || !isLater(newest, claim));
  const last = unsettled.filter((claim) => !unsettled.some((other) => isLater(other, claim)));
  return last.length > 0 ? last : [...claims];
}

const isLater = (a: Claim, b: Claim): boolean => !haveOtherStarts(a, b) && orderOf(a, b)?.later === a;

function whyUndetermined(candidates: readonly Claim[]): UndeterminedReason {
  if (candidates.some(({ stated }) => stated === null)) return "TIME_UNKNOWN";
  const [first, ...others] = candidates as [Claim];
  if (others.some((claim) => haveOtherStarts(first, claim))) return "OTHER_PERIODS";
  return candidates.every(({ stated }) => stated?.from === stated?.until) ? "EQUAL_TIMES" : "OVERLAPPING_TIMES";
}
