import { parseTime, TimeFormatError } from "../domain/time.ts";

/** Whether a text is a day that exists, such as 2020-09-27. */
export function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseTime(text).precision === "DAY";
  } catch (error) {
    if (error instanceof TimeFormatError) return false;
    throw error;
  }
}

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** The number of a month's English name or its abbreviation, such as “Sep”, “Sept.” or “September”. Null for other words. */
export function monthNumber(name: string): number | null {
  const word = name.toLowerCase().replace(/\.$/, "");
  const found = word.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(word));
  return found < 0 ? null : found + 1;
}
