import { type Claim, countsBodies, type EventFacts } from "./claim.ts";
import { endsNoLater, isSameDay, startOf, startsLater } from "./coverage.ts";
import { isAbove, onlyGrows } from "./replacement.ts";
import { isInEvent, isPartOfPeople, isSamePeople, subjectOf } from "./subject.ts";

/** A figure for some people that is above a figure for all of them. */
export interface PartContradiction {
  readonly part: Claim;
  readonly whole: Claim;
}

/**
 * True if one figure counts some of the people that the other counts, over no longer a time, and yet is above it: 70
 * civilians killed, when 59 people were killed. Nothing is said of rounded figures, since how far they are rounded is not
 * stated.
 */
export function isPartAboveWhole(part: Claim, whole: Claim, facts: EventFacts): boolean {
  if (part.harm !== whole.harm || countsBodies(part) !== countsBodies(whole)) return false;
  if (!isAbove(part, whole) || part.isAbout || whole.isAbout) return false;
  if (part.partOf === whole.id && part.partKind === "SUBGROUP") return true;
  return isPartOfTotal(part, whole, facts) && isWithinTime(part, whole, facts);
}

function isPartOfTotal(part: Claim, whole: Claim, facts: EventFacts): boolean {
  const [some, all] = [subjectOf(part), subjectOf(whole)];
  return (
    whole.scope === "CUMULATIVE" &&
    part.scope !== "UNSTATED" &&
    isInEvent(facts, some, all) &&
    isPartOfPeople(some, all, facts) &&
    (part.scope === "NEW" || part.event !== whole.event || !isSamePeople(some, all))
  );
}

function isWithinTime(part: Claim, whole: Claim, facts: EventFacts): boolean {
  if (whole.period !== null) {
    // A whole that says its time counts from there. Whether the part does is known only if its own start is.
    const start = startOf(part, facts);
    if (start === null || startsLater(whole.period, start)) return false;
  }
  return onlyGrows(part.harm) ? endsNoLater(part, whole) : isSameDay(part.stated, whole.stated);
}
