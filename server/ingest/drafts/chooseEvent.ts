import { formatDay, formatMonth, formatYear } from "../../domain/english.ts";
import type { EventMode } from "../../domain/vocabulary.ts";
import type { RecentEvent } from "../../store/read/namedRecords.ts";

/** What a text says that tells which event it is about. */
export interface About {
  /** The places and the actors that it names, in the order of the text. */
  readonly places: readonly string[];
  readonly actors: readonly string[];
  /** The day, the month or the year of publication, such as `2020-09-28`. Null if it is not known. */
  readonly day: string | null;
  readonly text: string;
}

const DAY = 86_400_000;
/** Reports are about what happened in the days before. */
const LONGEST_WAIT = 7 * DAY;
/** The time within which events are that a text of a time can be about. */
export const windowOf = (publishedAt: number) => ({ from: publishedAt - LONGEST_WAIT, until: publishedAt + DAY });

/** A place counts for two, and each party for one. */
const LEAST_SCORE = 2;

/** An event that the claims of a text are joined to. */
interface JoinedEvent {
  readonly slug: string;
  readonly reason: string;
  /** In UTC milliseconds. */
  readonly from: number | null;
}

/** The violent event that a text is about, with the reason. Null if none fits, or if several fit equally well. */
export function chooseEvent(about: About, events: readonly RecentEvent[]): JoinedEvent | null {
  if (about.day?.length !== "2020-09-28".length || modeOf(about.text) === undefined) return null;
  const window = windowOf(Date.parse(about.day));
  const scored = events
    .filter(({ type, from, until }) => type === "ASSAULT" && isWithin(window, from, until))
    .map((event) => ({ event, ...scoreOf(event, about) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || (b.event.from ?? 0) - (a.event.from ?? 0));
  const [best, second] = scored;
  if (!best || (second && second.score === best.score && second.event.from === best.event.from)) return null;
  const { event, place, parties } = best;
  const named = parties === 1 ? "one of its parties" : `${parties} of its parties`;
  const reasons = [...(place ? ["its place"] : []), ...(parties > 0 ? [named] : [])].join(" and ");
  return {
    slug: event.slug,
    from: event.from,
    reason: `Linked automatically to “${event.title}”: the article names ${reasons}, and was published during the event or within a week after it.`,
  };
}

const isWithin = (window: { from: number; until: number }, from: number | null, until: number | null): boolean =>
  from !== null && from <= window.until && (until ?? from) >= window.from;

function scoreOf({ place, participants }: RecentEvent, { places, actors }: About) {
  // A country is often both a place and a party. Its name counts once.
  const hasPlace = place !== null && places.includes(place) && !actors.includes(place);
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

const modeOf = (text: string): EventMode | undefined => MODES.find(([words]) => words.test(text))?.[1];

/** An event in the corpus format for what a text reports, which a person still has to check. */
export function provisionalEvent(
  id: string,
  { day, text }: Pick<About, "day" | "text">,
  place: { readonly slug: string; readonly name: string } | null,
  days: { readonly from: string; readonly until: string } | null = null,
) {
  const mode = modeOf(text);
  return {
    id,
    title: `Casualties reported${place === null ? "" : ` in ${place.name}`}${day === null ? "" : `, ${timeText(day)}`}`,
    type: "ASSAULT",
    ...(mode !== undefined && { mode }),
    assertion: "REPORTED",
    ...(days !== null
      ? {
          time: {
            at: days.from === days.until ? days.from : `${days.from}/${days.until}`,
            basis: "INFERRED",
            note: TIMES,
          },
        }
      : day !== null && { time: { at: day, basis: "INFERRED", note: NO_TIME } }),
    ...(place !== null && { place: place.slug }),
    review: "EXTRACTED",
    rule: "event: what one text reports",
    note: "Created automatically from one article. Merge it with the right event, or correct it.",
  };
}

const TIMES = "Taken from the dates that the text gives for its figures.";
export const NO_TIME = "No time was recognised in the text, so this is the publication date.";

/** “28 September 2020”, “September 2020” or “2020” */
export function timeText(day: string): string {
  const at = Date.parse(day);
  const [format] = [[formatYear], [formatMonth], [formatDay]][day.split("-").length - 1] ?? [formatDay];
  return format?.(at) ?? day;
}
