import { HARM_WORDS, peopleNoun } from "../../english.ts";
import type { Harm } from "../../vocabulary.ts";
import { countsBodies } from "../claim.ts";
import type { Range } from "../range.ts";
import type { Subject } from "../subject.ts";
import { rangeLabel, rangeWords } from "./rangeLabel.ts";

/** The names of records by key, for labels. */
export interface NameLookup {
  actor(key: number): string;
  place(key: number): string;
  event(key: number): string;
}

/**
 * The people a figure counts, without the event.
 * @example "people", "civilians in Azerbaijan", "members of the military (pilot; side: Armenia)"
 */
export const subjectLabel = (subject: Subject, names: NameLookup): string =>
  `${peopleNoun(subject.victims, false)}${details(subject, names)}`;

/** The people with the harm: “civilians killed in Azerbaijan”. */
export const harmedLabel = (harm: Harm, subject: Subject, names: NameLookup): string =>
  `${peopleNoun(subject.victims, false)} ${HARM_WORDS[harm]}${details(subject, names)}`;

/** A figure with the people whom it counts: “at least 9 civilians in Azerbaijan”, “an unstated number of people”. */
export function countedLabel(range: Range, subject: Subject, names: NameLookup): string {
  const words = rangeWords(range);
  if (words) return `${words.amount} ${peopleNoun(subject.victims, words.isSingular)}${details(subject, names)}`;
  return `${rangeLabel(range)} ${range.isVague ? "of" : "for"} ${subjectLabel(subject, names)}`;
}

function details({ side, place, tags }: Subject, names: NameLookup): string {
  const others = tags.filter((tag) => !countsBodies({ tags: [tag] }));
  const parts = [
    ...others,
    ...(countsBodies({ tags }) ? ["bodies found or handed over"] : []),
    ...(side === null ? [] : [`side: ${names.actor(side)}`]),
  ];
  return `${place === null ? "" : ` in ${names.place(place)}`}${parts.length === 0 ? "" : ` (${parts.join("; ")})`}`;
}
