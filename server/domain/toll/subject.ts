import type { Victims } from "../vocabulary.ts";
import { type Claim, type EventFacts, isWithin } from "./claim.ts";

/** The people whom a figure counts. UNSPECIFIED victims with no side, place or tags are all people in the event. */
export interface Subject {
  /** Null: any event. */
  readonly event: number | null;
  readonly victims: Victims;
  readonly side: number | null;
  readonly place: number | null;
  /** Sorted. The tag `bodies` makes it a count of bodies. */
  readonly tags: readonly string[];
}

export const subjectOf = ({ event, victims, side, place, tags }: Claim): Subject => ({
  event,
  victims,
  side,
  place,
  tags: tags.length > 1 ? [...tags].sort() : tags,
});

/** Equal for claims about the same people in the same event. */
export const subjectKey = (subject: Subject): string => `${subject.event}/${peopleKey(subject)}`;

/** Equal for claims about the same people, in any event. */
export const peopleKey = ({ victims, side, place, tags }: Omit<Subject, "event">): string =>
  `${victims}/${side}/${place}/${tags.length === 0 ? "" : tags.join("+")}`;

/** True if two subjects are the same people, apart from the event. */
export const isSamePeople = (a: Subject, b: Subject): boolean =>
  a.victims === b.victims &&
  a.side === b.side &&
  a.place === b.place &&
  a.tags.length === b.tags.length &&
  a.tags.every((tag, at) => tag === b.tags[at]);

/** What is known of places within places and of actors that belong to others. */
export type Containment = Pick<EventFacts, "isInPlace" | "belongsToSide">;

/**
 * True if `part` describes some or all of the people of `whole`: the people of a province are among those of its country, a
 * ministry's among its state's, the children among the civilians. The event is ignored.
 */
export const isPartOfPeople = (part: Subject, whole: Subject, facts: Containment): boolean =>
  (whole.victims === "UNSPECIFIED" || whole.victims === part.victims) &&
  (whole.side === null || (part.side !== null && facts.belongsToSide(part.side, whole.side))) &&
  (whole.place === null || (part.place !== null && facts.isInPlace(part.place, whole.place))) &&
  whole.tags.every((tag) => part.tags.includes(tag));

/** True if `part` describes some of the people of `whole`, and not all. The event is ignored. */
export const isSmallerGroup = (part: Subject, whole: Subject, facts: Containment): boolean =>
  isPartOfPeople(part, whole, facts) && !isSamePeople(part, whole);

/** True if the event of `part` is the event of `whole` or a part of it. */
export const isInEvent = (facts: EventFacts, part: Subject, whole: Subject): boolean =>
  whole.event === null || (part.event !== null && isWithin(facts, part.event, whole.event));

/** The events that are not a part of another event in the list. */
export function topmostEvents(facts: EventFacts, events: Iterable<number>): number[] {
  const all = new Set(events);
  return [...all].filter((event) => {
    for (let above = facts.parentOf(event); above !== null; above = facts.parentOf(above))
      if (all.has(above)) return false;
    return true;
  });
}
