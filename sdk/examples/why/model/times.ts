import { counted } from "../../shared/labels.ts";
import { type Claim, certaintyBy, type Span, spanOf, statedAt } from "./claim.ts";

/** A stop of the slider: by the end of this time, one more claim was certainly stated or retracted. */
export interface Stop {
  /** A day or an instant, as in the URL; null for all times. */
  readonly asOf: string | null;
  /** The last millisecond of `asOf` (UTC). */
  readonly end: number | null;
}

export function stopsOf(claims: readonly Claim[]): Stop[] {
  const ends = claims.flatMap((claim) => [
    spanOf(statedAt(claim))?.until,
    spanOf(claim.retraction?.statedAt ?? null)?.until,
  ]);
  const sorted = [...new Set(ends.filter((end) => end !== undefined))].sort((a, b) => a - b);
  return [...sorted.map((end) => ({ asOf: partialTime(end), end })), { asOf: null, end: null }];
}

/** The index of the last stop that is not after the time, or else of the first stop. */
export function stopAt(stops: readonly Stop[], asOf: number | null): number {
  if (asOf === null) return stops.length - 1;
  const at = stops.findLastIndex(({ end }) => end !== null && end <= asOf);
  return Math.max(0, at);
}

const DAY = 86_400_000;

/** The day, if the instant is its last millisecond; otherwise the instant itself. */
const partialTime = (end: number): string => {
  const iso = new Date(end).toISOString();
  return (end + 1) % DAY === 0 ? iso.slice(0, 10) : iso;
};

/**
 * The last millisecond (UTC) of `2020`, `2020-09`, `2020-09-28`, `2020-09-28+04:00` or an instant with its zone; null for
 * anything else.
 */
export function endOfTime(asOf: string): number | null {
  const [, year, month, day, zone] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(Z|[+-]\d\d:\d\d)?$/.exec(asOf) ?? [];
  if (year === undefined) {
    const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(asOf);
    return isInstant ? numberOrNull(Date.parse(asOf)) : null;
  }
  const begin = numberOrNull(Date.parse(`${year}-${month ?? "01"}-${day ?? "01"}T00:00${zone ?? "Z"}`));
  // `Date.parse` accepts 31 September as 1 October.
  const isDate =
    day === undefined || new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (begin === null || !isDate) return null;
  const offset = begin - Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const next = day
    ? Date.UTC(Number(year), Number(month) - 1, Number(day) + 1)
    : month
      ? Date.UTC(Number(year), Number(month), 1)
      : Date.UTC(Number(year) + 1, 0, 1);
  return next + offset - 1;
}

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

const FORMAT = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
const dayFormat = new Intl.DateTimeFormat("en-GB", FORMAT);
const instantFormat = new Intl.DateTimeFormat("en-GB", { ...FORMAT, hour: "2-digit", minute: "2-digit" });

/** “the end of 28 September 2020 (UTC)”, or an instant in UTC. */
export const untilLabel = (end: number): string =>
  (end + 1) % DAY === 0 ? `the end of ${dayFormat.format(end)} (UTC)` : `${instantFormat.format(end)} (UTC)`;

/** “by the end of 28 September 2020 (UTC): 10 of 21 claims, and possibly 8 more”. */
export function statedByLabel(asOf: number | null, claims: readonly Claim[]): string {
  if (asOf === null) return `at any time: ${claims.length > 2 ? "all " : ""}${counted(claims.length, "claim")}`;
  const certainties = claims.map((claim) => certaintyBy(asOf, claim));
  const [stated, maybe] = ["STATED", "MAYBE"].map((certainty) => certainties.filter((one) => one === certainty).length);
  return `by ${untilLabel(asOf)}: ${stated} of ${counted(claims.length, "claim")}${maybe ? `, and possibly ${maybe} more` : ""}`;
}

/** From the first to the last instant at which a claim may have been stated; null if no time is known. */
export function spanOfAll(claims: readonly Claim[]): Span | null {
  const spans = claims.map((claim) => spanOf(statedAt(claim))).filter((span) => span !== null);
  if (spans.length === 0) return null;
  const from = Math.min(...spans.map((span) => span.from));
  const until = Math.max(...spans.map((span) => span.until));
  // A single instant needs some width, too.
  return until - from < DAY ? { from: from - DAY / 2, until: until + DAY / 2 } : { from, until };
}

/** For more days, the chart has an axis instead of one column per day. */
export const MAX_DAYS = 12;

/** The days of a span, cut at its ends; null if there are more than `most`. */
export function daysOf({ from, until }: Span, most: number): Span[] | null {
  const first = Math.floor(from / DAY) * DAY;
  const count = Math.ceil((until - first) / DAY);
  if (count > most) return null;
  return Array.from({ length: count }, (_, at) => ({
    from: Math.max(from, first + at * DAY),
    until: Math.min(until, first + (at + 1) * DAY),
  }));
}
