import { formatDay } from "../../domain/english.ts";
import type { EventMode } from "../../domain/vocabulary.ts";
import type { KnownEvent, KnownRecords } from "./knownNames.ts";

/** What a text says that tells which event it is about. */
export interface About {
  /** The places and the actors that it names, in the order of the text. */
  readonly places: readonly string[];
  readonly actors: readonly string[];
  /** When it was published, in UTC milliseconds. Null if that is not known. */
  readonly publishedAt: number | null;
  readonly text: string;
}

const DAY = 86_400_000;
/** Reports are about what happened in the days before. */
const LONGEST_WAIT = 7 * DAY;
/** A place counts for two, and each party for one. */
const LEAST_SCORE = 2;

/** The known event that a text is about, with the reason. Null if none fits, or if several fit equally well. */
export function chooseEvent(about: About, events: readonly KnownEvent[]): { slug: string; reason: string } | null {
  if (about.publishedAt === null) return null;
  const scored = events
    .filter((event) => isRecent(event, about.publishedAt ?? 0))
    .map((event) => ({ event, ...scoreOf(event, about) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || (b.event.from ?? 0) - (a.event.from ?? 0));
  const [best, second] = scored;
  if (!best || (second && second.score === best.score && second.event.from === best.event.from)) return null;
  const { event, place, parties } = best;
  const reasons = [...(place ? ["names its place"] : []), ...(parties > 0 ? [`names ${parties} of its parties`] : [])];
  return {
    slug: event.slug,
    reason: `Joined to the event “${event.title}” by a program: the text ${reasons.join(" and ")}, and was published during the event or within a week after it.`,
  };
}

const isRecent = ({ from, until }: KnownEvent, publishedAt: number): boolean =>
  from !== null && from <= publishedAt + DAY && (until ?? from) >= publishedAt - LONGEST_WAIT;

function scoreOf({ place, participants }: KnownEvent, { places, actors }: About) {
  const hasPlace = place !== null && places.includes(place);
  const parties = participants.filter((actor) => actors.includes(actor)).length;
  return { score: (hasPlace ? 2 : 0) + parties, place: hasPlace, parties };
}

/** How an attack was made, by the words of a text. The first that fits. */
const MODES: readonly (readonly [RegExp, EventMode])[] = [
  [/\b(?:suicide (?:bomb|attack|car)|blew (?:himself|herself) up)/i, "suicide-attack"],
  [/\b(?:drones?|unmanned aerial)\b/i, "drone"],
  [/\b(?:air ?strikes?|air raids?|warplanes?|fighter jets?|helicopters?|barrel bombs?)\b/i, "aerial"],
  [/\b(?:shell(?:s|ed|ing)?|artillery|mortars?|rockets?|missiles?)\b/i, "heavy-weapons"],
  [/\b(?:clash(?:es|ed)?|battles?|fighting|ambush(?:ed)?|offensive)\b/i, "armed-clash"],
  [/\b(?:bombs?|bombing|blasts?|explosions?|explosives?|mines?|landmines?|grenades?)\b/i, "explosives"],
  [/\b(?:shot|gunmen|gunfire|opened fire|snipers?)\b/i, "firearms"],
];

/** An event in the corpus format for what a text reports, which a person still has to check. */
export function provisionalEvent(id: string, title: string, about: About, known: KnownRecords) {
  const [place] = about.places;
  const placeName = known.places.find(({ slug }) => slug === place)?.names[0];
  const mode = MODES.find(([words]) => words.test(about.text))?.[1];
  const day = about.publishedAt === null ? null : new Date(about.publishedAt).toISOString().slice(0, 10);
  const where = placeName === undefined ? `reported in “${title}”` : `in ${placeName}`;
  return {
    id,
    title: `Violence ${where}${about.publishedAt === null ? "" : `, ${formatDay(about.publishedAt)}`}`,
    type: "ASSAULT",
    ...(mode !== undefined && { mode }),
    assertion: "REPORTED",
    ...(day !== null && {
      time: { at: day, basis: "INFERRED", note: "No time was read; the day is that of the report." },
    }),
    ...(place !== undefined && { place }),
    review: "EXTRACTED",
    rule: "event: what one text reports",
    note: "Made by a program for the claims of one text. Merge it with the event that they are about, or correct it.",
  };
}
