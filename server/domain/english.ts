import type { Harm, Victims } from "./vocabulary.ts";

/** The words and numbers that labels share. */

const NUMBER = new Intl.NumberFormat("en-GB");

/** “10,000”. A number with at most one separator needs no formatter, which takes about ten times as long. */
export function formatNumber(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number >= 1_000_000) return NUMBER.format(number);
  if (number < 1000) return String(number);
  return `${Math.floor(number / 1000)},${String(number % 1000).padStart(3, "0")}`;
}

/** Formatters are made once: each takes some hundred kilobytes outside of the heap, which only a garbage collection frees. */
const dateFormat = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (at) => format.format(at);
};
/** “2021”, in UTC. */
export const formatYear = dateFormat({ year: "numeric" });
/** “October 2021”, in UTC. */
export const formatMonth = dateFormat({ month: "long", year: "numeric" });
/** “10 October 2021”, in UTC. */
export const formatDay = dateFormat({ day: "numeric", month: "long", year: "numeric" });
/** “14:05”, in UTC. */
export const formatClock = dateFormat({ hour: "2-digit", minute: "2-digit" });

/** “a, b and c”. For items that contain commas, use "; " as the separator. */
export const listText = (items: readonly string[], separator = ", ", conjunction = "and"): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(separator)} ${conjunction} ${items.at(-1)}`;

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const PEOPLE: Readonly<Record<Victims, readonly [singular: string, plural: string]>> = {
  CIVILIAN: ["civilian", "civilians"],
  MILITARY: ["member of the military", "members of the military"],
  UNSPECIFIED: ["person", "people"],
};

/** “civilian”, “civilians”, “people”. */
export const peopleNoun = (victims: Victims, isSingular: boolean): string => PEOPLE[victims][isSingular ? 0 : 1];

/** The word after a number or “were”: “95 killed”, “95 people were killed”. */
export const HARM_WORDS: Readonly<Record<Harm, string>> = {
  KILLED: "killed",
  WOUNDED: "wounded",
  MISSING: "missing",
  CAPTURED: "captured",
  DISPLACED: "displaced",
  CASUALTIES: "killed or wounded",
};
