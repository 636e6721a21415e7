import type { Bounds } from "../../count.ts";
import { formatNumber } from "../../english.ts";
import { required } from "../../required.ts";
import type { Claim } from "../claim.ts";
import type { Range } from "../range.ts";

interface RangeWords {
  /** “at least 95”. */
  readonly amount: string;
  /** True if the noun after the amount is in the singular: “at least 1 civilian”. */
  readonly isSingular: boolean;
}

/** A range in words, with no number that no claim says. Null if no claim says a number. */
export function rangeWords(range: Range): RangeWords | null {
  const { lowest, highest, isOpenBelow, isOpenAbove } = range;
  if (lowest === null || highest === null) return null;
  const isSingular = lowest === 1 && highest === 1;
  // Without a lower bound, all claims are upper bounds, for a part of the time that was asked about: in all, there may be more.
  if (isOpenBelow && isOpenAbove)
    return { amount: `${upTo(range)}${range.lower === null ? ", or more" : ` or ${atLeast(range)}`}`, isSingular };
  if (lowest === highest) return { amount: oneNumber(range, lowest), isSingular };
  // The claims with the greatest number leave the end open, or others do: either way there may be more.
  if (isOpenAbove) return { amount: `${startText(range, lowest)} to ${aboveText(range, highest)}`, isSingular };
  if (!isOpenBelow)
    return { amount: `${startText(range, lowest)} to ${numberText(highest, range.highestClaims)}`, isSingular };
  return {
    amount: range.lowestClaims.some(({ lower }) => lower === null)
      ? `${belowText(range, lowest)} to ${numberText(highest, range.highestClaims)}`
      : upTo(range),
    isSingular,
  };
}

/** The words if all claims say the same number: “95”, “at least 95” (also if one says 95 and another at least 95). */
function oneNumber(range: Range, number: number): string {
  if (range.isOpenAbove) return atLeast(range);
  return range.isOpenBelow ? upTo(range) : numberText(number, range.lowestClaims);
}

/** “At least 95”. Some of the claims may be rounded: “about 100 or more”. */
function atLeast({ lower }: Range): string {
  const { number, claims } = required(lower, "The lower bound of a range that is open above");
  if (claims.every(isMoreThan)) return `more than ${formatNumber(number)}`;
  return claims.some(({ isAbout }) => isAbout)
    ? `about ${formatNumber(number)} or more`
    : `at least ${formatNumber(number)}`;
}

function upTo({ upper }: Range): string {
  const { number, claims } = required(upper, "The upper bound of a range that is open below");
  return `${claims.every(isFewerThan) ? "fewer than" : "up to"} ${numberText(number, claims)}`;
}

const startText = ({ lowestClaims }: Range, number: number): string =>
  `${lowestClaims.every(isMoreThan) ? "more than " : ""}${numberText(number, lowestClaims)}`;

const belowText = ({ lowestClaims }: Range, number: number): string =>
  lowestClaims.every(isFewerThan)
    ? `fewer than ${numberText(number, lowestClaims)}`
    : `${numberText(number, lowestClaims)} or fewer`;

const aboveText = ({ highestClaims }: Range, number: number): string =>
  highestClaims.every(isMoreThan)
    ? `more than ${numberText(number, highestClaims)}`
    : `${numberText(number, highestClaims)} or more`;

const numberText = (number: number, claims: readonly Claim[]): string =>
  `${claims.every(({ isAbout }) => isAbout) ? "about " : ""}${formatNumber(number)}`;

/** MORE_THAN and FEWER_THAN: the bound is not the number that the claim says. */
const isMoreThan = ({ lower, min }: Claim): boolean => lower !== null && lower !== min;
const isFewerThan = ({ upper, max }: Claim): boolean => upper !== null && upper !== max;

/**
 * A range in words that cannot be misread: “at least 95” (also if one claim says 95 and another at least 95), “8 to 10”,
 * “50 to 95 or more”, “an unstated number”, “no figure”.
 */
export const rangeLabel = (range: Range): string =>
  rangeWords(range)?.amount ?? (range.isEmpty ? "no figure" : "an unstated number");

/** “at least 95”, “0 to 5”: the bounds of a sum or a difference, which no single claim states. */
export function boundsLabel({ lower, upper }: Bounds): string {
  if (upper === null) return lower === null || lower === 0 ? "an unknown number" : `at least ${formatNumber(lower)}`;
  if (lower === null) return `up to ${formatNumber(upper)}`;
  return lower === upper ? formatNumber(upper) : `${formatNumber(lower)} to ${formatNumber(upper)}`;
}
