import { formatClock, formatDay, formatMonth, formatYear } from "./english.ts";
import { required } from "./required.ts";
import type { TimeBasis, TimePrecision } from "./vocabulary.ts";

/**
 * A time as exactly as it is known: from `earliest` to `latest`, UTC milliseconds, both inclusive. A day lasts from its
 * first to its last millisecond in UTC.
 */
export interface TimeSpan {
  readonly earliest: number;
  readonly latest: number;
  readonly precision: TimePrecision;
}

/** A time with its basis: whether the text states it and in which words, or how it was inferred (`note`). */
export interface KnownTime extends TimeSpan {
  /** The text as written: `2020-09-28`, `2020-09-28/2020-09-29`. The milliseconds do not preserve this form. */
  readonly at: string;
  readonly basis: TimeBasis;
  readonly words: string | null;
  readonly note: string | null;
}

export class TimeFormatError extends Error {
  override name = "TimeFormatError";
}

const FORMS =
  "a year 2020, a month 2020-09, a day 2020-09-28, an instant with an offset 2020-09-28T18:00Z, or two of these as 2020-09-27/2020-09-29";
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * Parses a time of the corpus format, a profile of ISO 8601. Years, months and days are in UTC.
 * @throws TimeFormatError with a message that says what is wrong and what is accepted
 * @example parseTime("2020-09-28") // { earliest: 1601251200000, latest: 1601337599999, precision: "DAY" }
 */
export function parseTime(text: string): TimeSpan {
  const [first, second, ...rest] = text.trim().split("/");
  if (rest.length > 0) throw new TimeFormatError(`“${text}” has more than one slash. Write ${FORMS}`);
  const start = parseSingle(required(first, "The text before a slash"));
  if (second === undefined) return start;
  const end = parseSingle(second);
  if (end.latest < start.earliest) throw new TimeFormatError(`“${text}” ends before it begins`);
  return { earliest: start.earliest, latest: end.latest, precision: "SPAN" };
}

/** One end of a time, as written. */
export interface TimePart extends TimeSpan {
  readonly at: string;
}

/** The two times that a span is between, each with its own precision. Of any other time, both are the time itself. */
export function timeParts({ at }: Pick<KnownTime, "at">): { readonly first: TimePart; readonly last: TimePart } {
  const [first = at, last = first] = at.split("/");
  return { first: { at: first, ...parseSingle(first) }, last: { at: last, ...parseSingle(last) } };
}

/** How far a local date may begin before the same date in UTC, or end after it. */
const LOCAL_DATE = 14 * 3_600_000;

/**
 * Whether a time is later than another one, for all instants that the two may be. If only one of them is an instant, the
 * other may be a local date.
 */
export function isCertainlyAfter(time: TimeSpan, other: TimeSpan): boolean {
  const isMixed = (time.precision === "INSTANT") !== (other.precision === "INSTANT");
  return time.earliest > other.latest + (isMixed ? LOCAL_DATE : 0);
}

const ZONED_DATE = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:Z|([+-])(0\d|1[0-4]):([0-5]\d))$/;

/**
 * Parses a time in an argument of a query, which may also be a year, month or day with an offset as in XML Schema:
 * `2020-09-28+04:00` begins four hours before that day in UTC.
 * @throws TimeFormatError as parseTime does
 */
export function parseZonedTime(text: string): TimeSpan {
  const [, date, sign, hours = "0", minutes = "0"] = ZONED_DATE.exec(text.trim()) ?? [];
  if (date === undefined) return parseTime(text);
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const { earliest, latest, precision } = parseSingle(date);
  return { earliest: earliest - ahead, latest: latest - ahead, precision };
}

function parseSingle(text: string): TimeSpan {
  const date = DATE.exec(text);
  if (date) return parseDate(text, Number(date[1]), date[2], date[3]);
  const instant = INSTANT.exec(text);
  if (!instant) throw new TimeFormatError(`“${text}” is not a time. Write ${FORMS}`);
  const [, day, hour, minute, second = "00", fraction = "0", zone] = instant;
  // Date.parse would accept 2021-02-29 as 1 March.
  parseSingle(required(day, "The day of an instant"));
  const at = Date.parse(`${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0")}${zone}`);
  return { earliest: at, latest: at, precision: "INSTANT" };
}

function parseDate(text: string, year: number, month?: string, day?: string): TimeSpan {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  if (year < 1000) throw new TimeFormatError(`“${text}” is before the year 1000`);
  if (month === undefined) return between(Date.UTC(year, 0), Date.UTC(year + 1, 0), "YEAR");
  const monthIndex = Number(month) - 1;
  if (monthIndex < 0 || monthIndex > 11)
    throw new TimeFormatError(`“${text}” has the month ${month}. Months are 01 to 12`);
  if (day === undefined) return between(Date.UTC(year, monthIndex), Date.UTC(year, monthIndex + 1), "MONTH");
  const start = Date.UTC(year, monthIndex, Number(day));
  if (new Date(start).getUTCMonth() !== monthIndex || Number(day) === 0) {
    const days = new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate();
    throw new TimeFormatError(`“${text}” does not exist: the last day of that month is ${days}`);
  }
  return between(start, start + DAY, "DAY");
}

/** In milliseconds. */
export const DAY = 86_400_000;
const between = (earliest: number, next: number, precision: TimePrecision): TimeSpan => ({
  earliest,
  latest: next - 1,
  precision,
});

/**
 * UCDP's `date_prec` (UCDP GED codebook) for the length of a time: 1 the day is known, 2 within 2 to 6 days, 3 within a
 * week, 4 within a month, 5 longer.
 */
export function ucdpDatePrecision(span: TimeSpan): 1 | 2 | 3 | 4 | 5 {
  const days = Math.ceil((span.latest - span.earliest + 1) / DAY);
  if (days <= 1) return 1;
  if (days <= 6) return 2;
  if (days === 7) return 3;
  return days <= 31 ? 4 : 5;
}

/**
 * A label in UTC.
 * @example timeLabel(time) // "28 September 2020 to 29 September 2020 (inferred)", "28 September 2020, 14:00 UTC"
 */
export function timeLabel(time: KnownTime): string {
  const label = time.at
    .split("/")
    .map((part) => singleLabel(part))
    .join(" to ");
  return time.basis === "INFERRED" ? `${label} (inferred)` : label;
}

function singleLabel(text: string): string {
  const { earliest, precision } = parseSingle(text);
  switch (precision) {
    case "YEAR":
      return formatYear(earliest);
    case "MONTH":
      return formatMonth(earliest);
    case "DAY":
      return formatDay(earliest);
    default:
      return `${formatDay(earliest)}, ${formatClock(earliest)} UTC`;
  }
}
