import { bySlug, type Claim, isVague } from "./claim.ts";

/**
 * From the lowest to the highest bound that any of the claims states, with the claims that state them. Every number is one
 * that a claim says. An end is null if a claim leaves it open: then `lowest` and `highest` still say what was stated.
 */
export interface Range {
  /** No claim allows for fewer. Null if a claim states no lower bound, or there is none with a number. */
  readonly low: number | null;
  /** No claim allows for more. Null if a claim states no upper bound, or there is none with a number. */
  readonly high: number | null;
  /** The smallest and the greatest number that a claim says. */
  readonly lowest: number | null;
  readonly highest: number | null;
  /** The claims that say `lowest` and `highest`. */
  readonly lowestClaims: readonly Claim[];
  readonly highestClaims: readonly Claim[];
  /** The smallest lower bound and the greatest upper bound that claims say. Null if none says such a bound. */
  readonly lower: StatedBound | null;
  readonly upper: StatedBound | null;
  /** True if a claim with a number states no lower bound: “up to 50”. */
  readonly isOpenBelow: boolean;
  /** True if a claim with a number states no upper bound: “at least 95”. */
  readonly isOpenAbove: boolean;
  /** The smallest `conventionMin` if all claims are vague. Never a stated bound. */
  readonly conventionLow: number | null;
  /** True for the range of an empty list of claims. */
  readonly isEmpty: boolean;
  /** True if there are claims, but none of them states a number. */
  readonly isVague: boolean;
}

/** A number that bounds some claims, and the claims that say it. */
export interface StatedBound {
  readonly number: number;
  readonly claims: readonly Claim[];
}

/** The smallest and the greatest number that a claim says. Null if it is vague. */
export const smallestNumber = ({ min, max }: Claim): number | null => min ?? max;
export const greatestNumber = ({ min, max }: Claim): number | null => max ?? min;

/** The range of some comparable claims. */
export function rangeOf(claims: readonly Claim[]): Range {
  const stated = claims.filter((claim) => !isVague(claim));
  const lowest = minOrNull(stated.map(smallestNumber));
  const highest = maxOrNull(stated.map(greatestNumber));
  const isOpenBelow = stated.some(({ lower }) => lower === null);
  const isOpenAbove = stated.some(({ upper }) => upper === null);
  const saying = (number: number | null, of: (claim: Claim) => number | null): StatedBound | null =>
    number === null ? null : { number, claims: stated.filter((claim) => of(claim) === number).sort(bySlug) };
  return {
    low: isOpenBelow ? null : lowest,
    high: isOpenAbove ? null : highest,
    lowest,
    highest,
    lowestClaims: stated.filter((claim) => smallestNumber(claim) === lowest).sort(bySlug),
    highestClaims: stated.filter((claim) => greatestNumber(claim) === highest).sort(bySlug),
    lower: saying(minOrNull(stated.map(({ min }) => min)), ({ min }) => min),
    upper: saying(maxOrNull(stated.map(({ max }) => max)), ({ max }) => max),
    isOpenBelow,
    isOpenAbove,
    isEmpty: claims.length === 0,
    isVague: claims.length > 0 && stated.length === 0,
    conventionLow: stated.length > 0 ? null : minOrNull(claims.map(({ conventionMin }) => conventionMin)),
  };
}

/** The range of figures that count only a part of what was asked about: the whole may be more. */
export const asLowerBound = (range: Range): Range =>
  range.lowest === null ? range : { ...range, high: null, isOpenAbove: true };

/** The width of a range. */
export interface Spread {
  /** `high` minus `low`. */
  readonly difference: number;
  /** `high` divided by `low`. Null if `low` is 0. */
  readonly ratio: number | null;
}

/** Null if an end is open: nobody states how far the claims may be apart. */
export function spreadOf({ low, high }: Range): Spread | null {
  if (low === null || high === null) return null;
  return { difference: high - low, ratio: low === 0 ? null : high / low };
}

/** The distance between the smallest and the greatest number that a claim states, also if an end is open. */
export function widthOf({ lowest, highest }: Range): Spread {
  const [from, to] = [lowest ?? 0, highest ?? 0];
  return { difference: to - from, ratio: from === 0 ? null : to / from };
}

// Not Math.min(...numbers): tens of thousands of arguments overflow the stack.

/** The smallest of the numbers that are not null. Null if there are none. */
export const minOrNull = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((best, number) => (number !== null && (best === null || number < best) ? number : best), null);
/** The largest of the numbers that are not null. Null if there are none. */
export const maxOrNull = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((best, number) => (number !== null && (best === null || number > best) ? number : best), null);
