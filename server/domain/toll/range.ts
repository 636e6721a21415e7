import { bySlug, type Claim, isVague } from "./claim.ts";

/**
 * From the lowest lower bound to the highest upper bound that any of the claims states, with the claims that state
 * them. No bound is invented: a bound that no claim states is null. A bound is also null if a claim lies entirely
 * beyond it (at least 105, when the highest upper bound is 95), so that the range contains every stated bound.
 */
export interface Range {
  readonly low: number | null;
  readonly lowClaims: readonly Claim[];
  /** True if a claim with a number states no lower bound: “up to 50”. */
  readonly isOpenBelow: boolean;
  readonly high: number | null;
  readonly highClaims: readonly Claim[];
  /** True if a claim with a number states no upper bound: “at least 95”. */
  readonly isOpenAbove: boolean;
  /** The smallest `conventionMin` if all claims are vague. Never a stated bound. */
  readonly conventionLow: number | null;
  /** True for the range of an empty list of claims. */
  readonly isEmpty: boolean;
  /** True if there are claims, but none of them states a number. */
  readonly isVague: boolean;
}

/** The range of some comparable claims. */
export function rangeOf(claims: readonly Claim[]): Range {
  const stated = claims.filter((claim) => !isVague(claim));
  const low = minOrNull(stated.map(({ lower }) => lower));
  const high = maxOrNull(stated.map(({ upper }) => upper));
  const isBelow = low !== null && stated.some(({ upper }) => upper !== null && upper < low);
  const isAbove = high !== null && stated.some(({ lower }) => lower !== null && lower > high);
  const setting = (end: "lower" | "upper", bound: number | null) =>
    bound === null ? [] : stated.filter((claim) => claim[end] === bound).sort(bySlug);
  const bounds = { low: isBelow ? null : low, high: isAbove ? null : high };
  return {
    ...bounds,
    lowClaims: setting("lower", bounds.low),
    isOpenBelow: stated.some(({ lower }) => lower === null),
    highClaims: setting("upper", bounds.high),
    isOpenAbove: stated.some(({ upper }) => upper === null),
    isEmpty: claims.length === 0,
    isVague: claims.length > 0 && stated.length === 0,
    conventionLow: stated.length > 0 ? null : minOrNull(claims.map(({ conventionMin }) => conventionMin)),
  };
}

/** The distance between the stated bounds of a range. */
export interface Spread {
  /** `high` minus `low`. */
  readonly difference: number;
  /** `high` divided by `low`. Null if `low` is 0. */
  readonly ratio: number | null;
  /** Whether a claim leaves an end open, so that the claims may be further apart. */
  readonly isOpen: boolean;
}

/** Null if either end has no stated bound: a missing bound does not count as a number. */
export function spreadOf({ low, high, isOpenBelow, isOpenAbove }: Range): Spread | null {
  if (low === null || high === null) return null;
  return { difference: high - low, ratio: low === 0 ? null : high / low, isOpen: isOpenBelow || isOpenAbove };
}

// Not Math.min(...numbers): tens of thousands of arguments overflow the stack.

/** The smallest of the numbers that are not null. Null if there are none. */
export const minOrNull = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((best, number) => (number !== null && (best === null || number < best) ? number : best), null);
/** The largest of the numbers that are not null. Null if there are none. */
export const maxOrNull = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((best, number) => (number !== null && (best === null || number > best) ? number : best), null);
