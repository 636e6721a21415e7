import { lazy } from "../lazy.ts";
import { required } from "../required.ts";
import type { UndeterminedReason } from "../vocabulary.ts";
import { byTime, type Claim, figureOf } from "./claim.ts";
import { type Range, rangeOf } from "./range.ts";

/** The claim that was stated last, or the reason why it is not known. `candidates`: all claims that may be the last. */
export type LatestClaim =
  | { readonly claim: Claim; readonly candidates: readonly Claim[]; readonly undetermined: null }
  | { readonly claim: null; readonly candidates: readonly Claim[]; readonly undetermined: UndeterminedReason };

/** A party's latest comparable claim, or all claims that may be the latest. */
export interface Position {
  readonly party: number | null;
  /** For a series without a claimant, the publisher of its articles. Null if no publisher is stated. */
  readonly publisher: number | null;
  readonly latest: LatestClaim;
  /** The range of the candidates. */
  readonly range: Range;
  /** Earlier totals of the same party, oldest first. */
  readonly superseded: readonly Claim[];
}

/**
 * Equal for claims of one series. Each party has one series. Claims without a claimant have one for each publisher (of
 * the original, if the article is a copy) and one for all articles without a stated publisher.
 */
export const seriesKey = ({ party, publisher }: Pick<Claim, "party" | "publisher">): string =>
  party === null ? `publisher ${publisher}` : `party ${party}`;

/** The positions of some comparable claims: parties first, then series without a claimant, each group newest first. */
export function positionsOf(claims: readonly Claim[]): Position[] {
  return [...Map.groupBy(claims, seriesKey).values()].map(positionOf).sort(newestFirst);
}

const newestFirst = (a: Position, b: Position): number =>
  Number(a.party === null) - Number(b.party === null) || byTime(newest(b), newest(a));

const newest = ({ latest }: Position): Claim => required(latest.candidates.at(-1), "The claim of a position");

function positionOf(series: readonly Claim[]): Position {
  const latest = latestOf(series);
  const candidates = new Set(latest.candidates);
  const { party, publisher } = required(series[0], "The claim of a series");
  const superseded = lazy(() => series.filter((claim) => !candidates.has(claim)).sort(byTime));
  return {
    party,
    publisher: party === null ? publisher : null,
    latest,
    range: rangeOf(latest.candidates),
    get superseded() {
      return superseded();
    },
  };
}

/**
 * The latest of some comparable claims. The candidates are the claims that no other claim is known to replace, oldest
 * first. If they all state the same figure, the last of them is the latest claim. A total of another period replaces
 * nothing. The order in the text and the size of the figures do not matter.
 */
export function latestOf(claims: readonly Claim[]): LatestClaim {
  const begin = ({ stated }: Claim) => stated?.from ?? Number.NEGATIVE_INFINITY;
  const newest = claims.reduce<Claim | null>(
    (last, claim) => (last && begin(last) >= begin(claim) ? last : claim),
    null,
  );
  const isReplacedBy = (claim: Claim, by: Claim) =>
    claim.stated !== null && begin(by) > claim.stated.until && !periodStartsLater(claim, by);
  const candidates = claims
    .filter((claim) => {
      if (newest === null || claim.stated === null || begin(newest) <= claim.stated.until) return true;
      return !isReplacedBy(claim, newest) && !claims.some((other) => isReplacedBy(claim, other));
    })
    .sort(byTime);
  const last = candidates.at(-1);
  if (last === undefined) return { claim: null, candidates, undetermined: "NO_CLAIM" };
  if (candidates.every((claim) => figureOf(claim) === figureOf(last)))
    return { claim: last, candidates, undetermined: null };
  return { claim: null, candidates, undetermined: whyUndetermined(candidates) };
}

const DAY = 86_400_000;

/**
 * True if a later total leaves out the start of an earlier total's period, and so does not replace the earlier total:
 * deaths in September after deaths in August. A difference of less than a day is ignored.
 */
export const periodStartsLater = ({ period: earlier }: Claim, { period: later }: Claim): boolean =>
  earlier !== null && later !== null && later.from - earlier.from >= DAY;

function whyUndetermined(candidates: readonly Claim[]): UndeterminedReason {
  if (candidates.some(({ stated }) => stated === null)) return "TIME_UNKNOWN";
  const [first, ...others] = candidates as [Claim];
  if (others.some((claim) => periodStartsLater(first, claim) || periodStartsLater(claim, first)))
    return "OTHER_PERIODS";
  return candidates.every(({ stated }) => stated?.from === stated?.until) ? "EQUAL_TIMES" : "OVERLAPPING_TIMES";
}
