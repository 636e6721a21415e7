import type { Bounds } from "../count.ts";
import { formatNumber } from "../english.ts";
import type { Range } from "./range.ts";

interface RangeWords {
  /** “at least 95”. */
  readonly amount: string;
  /** Empty, or a remark in parentheses with a space before it. */
  readonly note: string;
  /** True if the noun after the amount is in the singular: “at least 1 civilian”. */
  readonly isSingular: boolean;
}

/** A range in words, or null if it has no bounds. */
export function rangeWords({ low, high, lowClaims, highClaims, isOpenBelow, isOpenAbove }: Range): RangeWords | null {
  const about = (claims: Range["lowClaims"]) => (claims.every(({ isAbout }) => isAbout) ? "about " : "");
  const [from, to] = [
    low === null ? "" : `${about(lowClaims)}${formatNumber(low)}`,
    high === null ? "" : `${about(highClaims)}${formatNumber(high)}`,
  ];
  const noLower = isOpenBelow ? " (some claims state no lower bound)" : "";
  if (low === null) {
    if (high === null) return null;
    if (!isOpenAbove) return { amount: `up to ${to}`, note: "", isSingular: high === 1 };
    return { amount: `${to} or fewer`, note: " (some claims state no upper bound)", isSingular: false };
  }
  if (high === null) {
    if (!isOpenBelow) return { amount: `at least ${from}`, note: "", isSingular: low === 1 };
    return { amount: `${from} or more`, note: noLower, isSingular: false };
  }
  const stated = low === high ? from : `${from} to ${to}`;
  if (isOpenAbove) return { amount: `${stated} or more`, note: noLower, isSingular: false };
  return { amount: stated, note: noLower, isSingular: low === 1 && high === 1 };
}

/**
 * A range in words that cannot be misread: “at least 95”, “8 to 10”, “95 or more” (one claim says 95, another at least
 * 95), “no common range” (one says up to 50, another at least 105), “an unstated number”, “no figure”.
 */
export function rangeLabel(range: Range): string {
  const words = rangeWords(range);
  if (words) return `${words.amount}${words.note}`;
  if (range.isEmpty) return "no figure";
  return range.isVague ? "an unstated number" : "no common range";
}

/** “at least 95”, “0 to 5”: the bounds of a sum or a difference, which no single claim states. */
export function boundsLabel({ lower, upper }: Bounds): string {
  if (upper === null) return lower === null || lower === 0 ? "an unknown number" : `at least ${formatNumber(lower)}`;
  if (lower === null) return `up to ${formatNumber(upper)}`;
  return lower === upper ? formatNumber(upper) : `${formatNumber(lower)} to ${formatNumber(upper)}`;
}
