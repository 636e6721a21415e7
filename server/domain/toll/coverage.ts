import type { Span } from "../affiliation.ts";
import type { Start } from "../coveredTime.ts";
import type { Claim, EventFacts } from "./claim.ts";

type Timed = Pick<Claim, "period" | "stated">;

/** Reports say “since Sunday” and “since Monday morning” of one time, so smaller differences are ignored. */
const DAY = 86_400_000;

/** True if `a` is known to begin a day or more after `b`. */
export const startsLater = (a: Start, b: Start): boolean => a.from > b.startsBy && a.from - b.from >= DAY;

/** True if two starts are known to differ: “since the war began” and “since the ceasefire”. */
export const areOtherStarts = (a: Start | null, b: Start | null): boolean =>
  a !== null && b !== null && (startsLater(a, b) || startsLater(b, a));

/** True if two totals are known to say different starts. */
export const haveOtherStarts = ({ period: a }: Timed, { period: b }: Timed): boolean => areOtherStarts(a, b);

/** When a total begins to count: a total of unknown period counts from the start of its event. Null if that is not known. */
export const startOf = ({ period, event }: Claim, facts: Pick<EventFacts, "startOf">): Start | null =>
  period ?? facts.startOf(event);

/** The end of the time that a total covers. No total covers a time after it was stated. */
export function endOf({ period, stated }: Timed): Span | null {
  if (period === null) return stated;
  if (stated === null || period.until <= stated.until) return { from: period.endsFrom, until: period.until };
  return { from: Math.min(period.endsFrom, stated.from), until: stated.until };
}

/** Whether one total is as of a later time than the other, and how we know. */
export interface Order<Of extends Timed = Claim> {
  readonly later: Of;
  readonly earlier: Of;
  /** COVERED: the later total covers a longer time. STATED: both cover the same time as far as is known. */
  readonly by: "COVERED" | "STATED";
}

/**
 * The order of two totals with the same start: by the end of the time that they cover and, if the ends are not
 * known to be a day or more apart, by the time when they were stated. Null if the times do not show the order.
 */
export function orderOf<Of extends Timed>(a: Of, b: Of): Order<Of> | null {
  if (endsLater(a, b)) return { later: a, earlier: b, by: "COVERED" };
  if (endsLater(b, a)) return { later: b, earlier: a, by: "COVERED" };
  if (isStatedLater(a, b)) return { later: a, earlier: b, by: "STATED" };
  return isStatedLater(b, a) ? { later: b, earlier: a, by: "STATED" } : null;
}

function endsLater(a: Timed, b: Timed): boolean {
  // Without any stated period, the ends are the times of the statements.
  if (a.period === null && b.period === null) return false;
  const [of, other] = [endOf(a), endOf(b)];
  return of !== null && other !== null && of.from > other.until && of.until - other.until >= DAY;
}

/** True if `a` is known to have been stated after `b`. */
export const isStatedLater = ({ stated: a }: Timed, { stated: b }: Timed): boolean =>
  a !== null && b !== null && a.from > b.until;

/** True if `a` is known to cover no later time than `b`, or both are of one day. */
export function endsNoLater(a: Timed, b: Timed): boolean {
  const [of, other] = [endOf(a), endOf(b)];
  return of !== null && other !== null && (of.until <= other.from || isSameDay(of, other));
}

/** True if two times are the same instant or the same day. A total can grow within a longer time. */
export const isSameDay = (a: Span | null, b: Span | null): boolean =>
  a !== null && b !== null && a.from === b.from && a.until === b.until && a.until - a.from < DAY;

/** Totals of the same people, divided by the start of the time that they cover. */
export interface StartGroups<Of> {
  /** The totals of the event's time: those from its start or, if there are none, from the start that is nearest to it. */
  readonly counted: readonly Of[];
  /** The totals from another start, which are not comparable with them. */
  readonly apart: readonly Of[];
  /** True if `counted` begins after the event began, so that its figures are not those of the whole event. */
  readonly isPartial: boolean;
}

/**
 * Divides running totals by their start. A total of unknown period is taken to count from the start of the event.
 * @param eventStart when the event began; null if unknown: then the earliest start of a total stands for it
 */
export function byStart<Of extends Timed>(claims: readonly Of[], eventStart: Start | null): StartGroups<Of> {
  const starts = claims.flatMap(({ period }) => period ?? []);
  if (starts.length === 0) return { counted: claims, apart: [], isPartial: false };
  const isAtStart = (start: Start) =>
    eventStart !== null && !startsLater(start, eventStart) && !isBefore(start, eventStart);
  const hasWhole = eventStart !== null && (starts.length < claims.length || starts.some(isAtStart));
  const reference = hasWhole ? eventStart : nearestStart(starts, eventStart);
  const isApart = ({ period }: Of) =>
    period !== null && (startsLater(period, reference) || isBefore(period, reference));
  const apart = claims.filter(isApart);
  return {
    counted: apart.length === 0 ? claims : claims.filter((claim) => !isApart(claim)),
    apart,
    isPartial: eventStart !== null && startsLater(reference, eventStart),
  };
}

/** Reports differ by a night about when fighting began. A total that begins so much earlier still counts all of it. */
const isBefore = (start: Start, eventStart: Start): boolean =>
  startsLater(eventStart, start) && eventStart.from - start.from > DAY;

/** The earliest start that is not before the event; if all are, the last of them. */
function nearestStart(starts: readonly Start[], eventStart: Start | null): Start {
  const isTooEarly = (start: Start) => eventStart !== null && isBefore(start, eventStart);
  return starts.reduce((best, start) => {
    if (isTooEarly(best) !== isTooEarly(start)) return isTooEarly(best) ? start : best;
    const isEarlier = start.from < best.from || (start.from === best.from && start.startsBy < best.startsBy);
    return isTooEarly(best) === isEarlier ? best : start;
  });
}
