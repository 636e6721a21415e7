import type { Victims } from "../vocabulary.ts";
import { type Claim, isWithin, type World } from "./claim.ts";

/** Whom a figure counts. UNSPECIFIED victims, no side, no place and no tags are everybody in the event. */
export interface Subject {
  /** Null: whatever the event. */
  readonly event: number | null;
  readonly victims: Victims;
  readonly side: number | null;
  readonly place: number | null;
  /** Sorted; `bodies` makes it a count of bodies. */
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

/** Equal for the same people, whatever the event. */
export const peopleKey = ({ victims, side, place, tags }: Omit<Subject, "event">): string =>
  `${victims}/${side}/${place}/${tags.length === 0 ? "" : tags.join("+")}`;

/** Whether two subjects are the same people, whatever the event. */
export const isSamePeople = (a: Subject, b: Subject): boolean =>
  a.victims === b.victims &&
  a.side === b.side &&
  a.place === b.place &&
  a.tags.length === b.tags.length &&
  a.tags.every((tag, at) => tag === b.tags[at]);

/** Whether a subject counts some of those whom another counts, or the same, by what the words say. */
export const isPartOfPeople = (part: Subject, whole: Subject): boolean =>
  (whole.victims === "UNSPECIFIED" || whole.victims === part.victims) &&
  (whole.side === null || whole.side === part.side) &&
  (whole.place === null || whole.place === part.place) &&
  whole.tags.every((tag) => part.tags.includes(tag));

export const isInEvent = (world: World, part: Subject, whole: Subject): boolean =>
  whole.event === null || (part.event !== null && isWithin(world, part.event, whole.event));

/** Of several events, those that are part of no other among them. */
export function outermost(world: World, events: Iterable<number>): number[] {
  const all = new Set(events);
  return [...all].filter((event) => {
    for (let above = world.parentOf(event); above !== null; above = world.parentOf(above))
      if (all.has(above)) return false;
    return true;
  });
}
