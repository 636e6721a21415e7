import type { Qualifier } from "./vocabulary.ts";

/**
 * A figure as it was claimed. `min` and `max` are the stated numbers; null where the words give none. Compare with
 * `bounds`, never with `min` and `max`: MORE_THAN 50 keeps 50 and means 51 or more.
 */
export interface Count {
  readonly qualifier: Qualifier;
  readonly min: number | null;
  readonly max: number | null;
  /** The words of the figure, such as “at least 95”; null where the words hold no figure at all (“reports of dead”). */
  readonly text: string | null;
  /** What a coding convention would put for a VAGUE word: “dozens” 12, “hundreds” 100 (ACLED). Never a stated bound. */
  readonly conventionMin: number | null;
}

/** Inclusive bounds; null where none was stated. */
export interface Bounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The largest figure that is taken: GraphQL's Int ends at 2^31 - 1, and so do our columns. */
export const LARGEST_COUNT = 2_147_483_646;

/** ACLED codes “dozens” as 12 and “hundreds” as 100; other vague words have no number there, so none here. */
const CONVENTIONAL_FLOORS: Readonly<Record<string, number>> = { dozens: 12, hundreds: 100 };

export function conventionalFloor(text: string | null): number | null {
  for (const word of text?.toLowerCase().split(/[^a-z]+/) ?? []) {
    const floor = CONVENTIONAL_FLOORS[word];
    if (floor !== undefined) return floor;
  }
  return null;
}

export function bounds(count: Count): Bounds {
  const { qualifier, min, max } = count;
  if (qualifier === "MORE_THAN" && min !== null) return { lower: min + 1, upper: null };
  if (qualifier === "FEWER_THAN" && max !== null) return { lower: null, upper: Math.max(0, max - 1) };
  return { lower: min, upper: max };
}

/** The two stated numbers of a qualifier that takes one value. */
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

const NUMBER = new Intl.NumberFormat("en-GB");

/**
 * A label that cannot be misread, such as “at least 95”, “an unstated number (dozens)”. Its words stand in no quotation
 * marks: where the article is restated, they are not the publisher's.
 */
export function countLabel(count: Count): string {
  const [min, max] = [count.min, count.max].map((n) => (n === null ? "" : NUMBER.format(n)));
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
