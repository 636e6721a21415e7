import { lazy } from "../lazy.ts";
import type { UndeterminedReason } from "../vocabulary.ts";
import { byTime, type Claim, figureOf } from "./claim.ts";
import { type Range, rangeOf } from "./range.ts";

/** The claim stated last, or why it cannot be told. */
export type Latest =
  | { readonly claim: Claim; readonly candidates: readonly Claim[]; readonly undetermined: null }
  | { readonly claim: null; readonly candidates: readonly Claim[]; readonly undetermined: UndeterminedReason };

/** What one party holds: its newest comparable claim, or those that may be the newest. */
export interface Position {
  readonly party: number | null;
  /** Of a series without a claimant: whose articles carry it; null where no publisher is stated. */
  readonly publisher: number | null;
  readonly latest: Latest;
  /** What the candidates bound. */
  readonly range: Range;
  /** Earlier totals of the same party, oldest first. */
  readonly superseded: readonly Claim[];
}

/**
 * One series for each party; claims that name no claimant make one for each publisher, and one for all articles whose
 * publisher is not stated. Copies are their origin's.
 */
export const seriesKey = ({ party, publisher }: Pick<Claim, "party" | "publisher">): string =>
  party === null ? `publisher ${publisher}` : `party ${party}`;

/**
 * The positions in some comparable claims, in an order that does not depend on theirs: parties first, each kind by its
 * newest claim.
 */
export function positionsOf(claims: readonly Claim[]): Position[] {
  return [...Map.groupBy(claims, seriesKey).values()].map(positionOf).sort(newestFirst);
}

/** Parties before those who name none; of each kind, the one with the newest claim first. */
const newestFirst = (a: Position, b: Position): number =>
  Number(a.party === null) - Number(b.party === null) || byTime(newest(b), newest(a));

const newest = ({ latest }: Position): Claim => latest.candidates.at(-1) as Claim;

function positionOf(series: readonly Claim[]): Position {
  const latest = latestOf(series);
  const candidates = new Set(latest.candidates);
  const [{ party, publisher } = { party: null, publisher: null }] = series;
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
 * The claims that none of the others is known to be later than, oldest first; and the latest of them, where there is
 * one alone or all state the same figure. A total of another stretch of time replaces none. Neither the order of the
 * text nor the size of a figure has a say.
 */
export function latestOf(claims: readonly Claim[]): Latest {
  const begin = ({ stated }: Claim) => stated?.from ?? Number.NEGATIVE_INFINITY;
  const newest = claims.reduce<Claim | null>(
    (last, claim) => (last && begin(last) >= begin(claim) ? last : claim),
    null,
  );
  const isReplacedBy = (claim: Claim, by: Claim) =>
    claim.stated !== null && begin(by) > claim.stated.until && !isOfOtherTime(claim, by);
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
 * Whether a later total leaves out the beginning of the time that an earlier one counts, so that it does not take its
 * place: September's dead after August's, or the last week's after the month's. Less than a day makes no other time.
 */
export const isOfOtherTime = ({ period: earlier }: Claim, { period: later }: Claim): boolean =>
  earlier !== null && later !== null && later.from - earlier.from >= DAY;

function whyUndetermined(candidates: readonly Claim[]): UndeterminedReason {
  if (candidates.some(({ stated }) => stated === null)) return "TIME_UNKNOWN";
  const [first, ...others] = candidates as [Claim];
  if (others.some((claim) => isOfOtherTime(first, claim) || isOfOtherTime(claim, first))) return "OTHER_PERIODS";
  return candidates.every(({ stated }) => stated?.from === stated?.until) ? "EQUAL_TIMES" : "OVERLAPPING_TIMES";
}
