import { formatNumber } from "./english.ts";
import type { Qualifier } from "./vocabulary.ts";

/**
 * A figure as it was claimed. `min` and `max` are the stated numbers, or null if the words give none. Compare figures
 * by their `bounds`, never by `min` and `max`: MORE_THAN 50 has the stated number 50, but means 51 or more.
 */
export interface Count {
  readonly qualifier: Qualifier;
  readonly min: number | null;
  readonly max: number | null;
  /**
   * The claimant's own best estimate, which lies within the bounds. Never ours and never a bound. A record without one
   * lacks the field, so that the hash of its content does not change.
   */
  readonly best?: number | null;
  /** The words of the figure, such as “at least 95”. Null if the words contain no figure (“reports of dead”). */
  readonly text: string | null;
  /** The number that a coding convention assigns to a VAGUE word: “dozens” 12, “hundreds” 100. Never a stated bound. */
  readonly conventionMin: number | null;
}

/** Inclusive bounds. A bound that was not stated is null. */
export interface Bounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The largest figure that is accepted. One more, for MORE_THAN, is still a GraphQL Int: at most 2^31 - 1. */
export const LARGEST_COUNT = 2_147_483_646;

/**
 * What ACLED codes if a source says only such a word: 10 for “tens”, 12 for “dozens”, 100 for “hundreds”, “and so on”, which
 * we read as 1,000 for “thousands” (ACLED, “Fatalities: uses and limitations of ACLED data”, 27 February 2023, updated 7 May
 * 2024). Other words, such as “several”, “many”, “few” and “scores”, have no number there.
 */
const CONVENTIONAL_FLOORS: ReadonlyMap<string, number> = new Map([
  ["tens", 10],
  ["dozens", 12],
  ["hundreds", 100],
  ["thousands", 1000],
]);
/** “Hundreds of thousands”, and “tens or hundreds of thousands”: no word of these has its own meaning. */
const MULTIPLIED =
  /\b(?:tens|dozens|scores|hundreds|thousands|millions)\s+of\s+(?:thousands?|millions?|billions?|lakhs?|crores?)\b/;

/** The number that ACLED codes for the vague words of a figure, or null. Of “dozens or hundreds”, the lower one. */
export function conventionalFloor(text: string | null): number | null {
  const words = text?.toLowerCase() ?? "";
  if (MULTIPLIED.test(words)) return null;
  const floors = words.split(/[^a-z]+/).flatMap((word) => CONVENTIONAL_FLOORS.get(word) ?? []);
  return floors.length === 0 ? null : Math.min(...floors);
}

/**
 * The bounds by which a figure is compared with others.
 * @example bounds({ qualifier: "MORE_THAN", min: 50, max: null, … }) // { lower: 51, upper: null }
 */
export function bounds({ qualifier, min, max }: Count): Bounds {
  if (qualifier === "MORE_THAN" && min !== null) return { lower: min + 1, upper: null };
  if (qualifier === "FEWER_THAN" && max !== null) return { lower: null, upper: Math.max(0, max - 1) };
  return { lower: min, upper: max };
}

/** A figure without words, such as that of a dataset: exactly this number, or about this number. */
export const figureOf = (value: number, qualifier: "EXACTLY" | "ABOUT" = "EXACTLY"): Count => ({
  qualifier,
  min: value,
  max: value,
  text: null,
  conventionMin: null,
});

/**
 * A figure that is given as a lowest, a best and a highest number. Bounds that do not contain the best number are left out.
 * @example bounded(5, 8, 12) // { count: { qualifier: "BETWEEN", min: 5, max: 12, best: 8, … }, isBounded: true }
 */
export function bounded(
  low: number,
  best: number,
  high: number,
): { readonly count: Count; readonly isBounded: boolean } {
  if (low === best && best === high) return { count: figureOf(best), isBounded: true };
  if (low > best || best > high) return { count: figureOf(best, "ABOUT"), isBounded: false };
  return {
    count: { qualifier: "BETWEEN", min: low, max: high, best, text: null, conventionMin: null },
    isBounded: true,
  };
}

/**
 * What is wrong with a claimant's best estimate, as the rest of a sentence about it; null if nothing is.
 * @example bestEstimateProblem({ qualifier: "BETWEEN", min: 10, max: 20, best: 25, … }) // "is 25, but …"
 */
export function bestEstimateProblem(count: Count): string | null {
  const { qualifier, best } = count;
  if (best == null) return null;
  if (qualifier === "EXACTLY" || qualifier === "ABOUT")
    return `is given with ${qualifier}, whose value is the claimant's best estimate already; leave \`best\` out, or say which bounds were stated`;
  if (qualifier === "VAGUE")
    return `is given with VAGUE, which states no bounds; say ABOUT with the value ${best}, or leave \`best\` out`;
  const { lower, upper } = bounds(count);
  if ((lower === null || lower <= best) && (upper === null || best <= upper)) return null;
  return `is ${best}, but the figure is ${countLabel({ ...count, best: null })}; correct one of them`;
}

/** The stated numbers of a qualifier that has one value. */
export function statedNumbers(qualifier: Qualifier, value: number): { min: number | null; max: number | null } {
  switch (qualifier) {
    case "AT_LEAST":
    case "MORE_THAN":
      return { min: value, max: null };
    case "UP_TO":
    case "FEWER_THAN":
      return { min: null, max: value };
    default:
      return { min: value, max: value };
  }
}

/**
 * A label that cannot be misread, with the claimant's best estimate if there is one. The article's words are not in quotation marks, because the article may be restated.
 * @example countLabel({ qualifier: "AT_LEAST", min: 95, … }) // "at least 95"
 * @example countLabel({ qualifier: "BETWEEN", min: 10, max: 20, best: 15, … }) // "between 10 and 20, best estimate 15"
 * @example countLabel({ qualifier: "VAGUE", text: "dozens", … }) // "an unstated number (dozens)"
 */
export function countLabel(count: Count): string {
  const { best } = count;
  return `${boundsLabel(count)}${best == null ? "" : `, best estimate ${formatNumber(best)}`}`;
}

function boundsLabel(count: Count): string {
  const [min, max] = [count.min, count.max].map((number) => (number === null ? "" : formatNumber(number)));
  switch (count.qualifier) {
    case "EXACTLY":
      return `${min}`;
    case "AT_LEAST":
      return `at least ${min}`;
    case "MORE_THAN":
      return `more than ${min}`;
    case "ABOUT":
      return `about ${min}`;
    case "UP_TO":
      return `up to ${max}`;
    case "FEWER_THAN":
      return `fewer than ${max}`;
    case "BETWEEN":
      return `between ${min} and ${max}`;
    case "VAGUE":
      return count.text === null ? "an unstated number" : `an unstated number (${count.text})`;
  }
}
