import type { CoveredTime } from "../../coveredTime.ts";
import { formatDay } from "../../english.ts";

/** “10 October 2021 to 1 November 2021”, “a day from 1 March 2021 to 31 March 2021 to 24 May 2021”. */
export function periodLabel({ from, startsBy, endsFrom, until }: CoveredTime): string {
  // “In June”: all of it, or all of it since something began.
  if (startsBy === until) return spanLabel(from, until);
  const [first, last] = [windowLabel(from, startsBy), windowLabel(endsFrom, until)];
  return first === last ? first : `${first} to ${last}`;
}

function spanLabel(from: number, until: number): string {
  const [first, last] = [formatDay(from), formatDay(until)];
  return first === last ? first : `${first} to ${last}`;
}

/** A day, or the first and the last day between which a time lies. */
function windowLabel(from: number, until: number): string {
  const [first, last] = [formatDay(from), formatDay(until)];
  return first === last ? first : `a day from ${first} to ${last}`;
}
