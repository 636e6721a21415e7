import { bySlug, type Claim, isVague } from "./claim.ts";

/**
 * From the lowest to the highest bound that any of some claims states, each with the claims that state it. No bound is
 * invented: an end that nobody bounds is null. A claim that lies wholly beyond an end (at least 105, where the highest
 * upper bound is 95) opens that end, so that the range always holds every stated bound.
 */
export interface Range {
  readonly low: number | null;
  readonly lowClaims: readonly Claim[];
  /** Whether some claim with a stated figure leaves this end open: “up to 50” below, “at least 95” above. */
  readonly isOpenBelow: boolean;
  readonly high: number | null;
  readonly highClaims: readonly Claim[];
  readonly isOpenAbove: boolean;
  /** The least of the coding conventions' floors where all the claims are vague. Never a stated bound. */
  readonly conventionLow: number | null;
  /** Whether it is the range of no claims. */
  readonly isEmpty: boolean;
  /** Whether there are claims, but none of them states a number. */
  readonly isVague: boolean;
}

export function rangeOf(claims: readonly Claim[]): Range {
  const stated = claims.filter((claim) => !isVague(claim));
  const low = least(stated.map(({ lower }) => lower));
  const high = greatest(stated.map(({ upper }) => upper));
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
    conventionLow: stated.length > 0 ? null : least(claims.map(({ conventionMin }) => conventionMin)),
  };
}

export interface Spread {
  /** `high` less `low`. */
  readonly difference: number;
  /** `high` over `low`; null where `low` is 0. */
  readonly ratio: number | null;
  /** Whether some claim leaves an end open, so that the true spread of what is claimed may be larger. */
  readonly isOpen: boolean;
}

/** Between stated bounds alone; null where either end has none: an open bound is not counted as any number. */
export function spreadOf({ low, high, isOpenBelow, isOpenAbove }: Range): Spread | null {
  if (low === null || high === null) return null;
  return { difference: high - low, ratio: low === 0 ? null : high / low, isOpen: isOpenBelow || isOpenAbove };
}

// Not Math.min(...numbers): tens of thousands of arguments overflow the stack.
export const least = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((best, number) => (number !== null && (best === null || number < best) ? number : best), null);
export const greatest = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((best, number) => (number !== null && (best === null || number > best) ? number : best), null);
