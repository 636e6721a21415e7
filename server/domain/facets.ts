import { capitalised, formatDay, formatMonth, formatYear, HARM_WORDS } from "./english.ts";
import { lazy } from "./lazy.ts";

/** The properties by which records are counted, with their meanings. */
export const FACET_DIMENSIONS = {
  HARM: "The harm that a claim is about.",
  VICTIMS: "The kind of people that a claim counts.",
  STATUS: "The sense in which a claim was stated.",
  SCOPE: "Whether a claim is a running total, an increase, or does not say.",
  CLAIMANT:
    "The actor that made the claim (`attributedTo`) or, for an event, that claimed or announced it (`claimedBy`). Records that name no actor have no value.",
  PARTY:
    "The claimant's party: the topmost actor by affiliation at the time of the claim. Claims without a claimant, or with several topmost actors, have no value.",
  SIDE: "The actor whose people a claim counts, if the words say so.",
  PLACE: "The place itself. A place inside another place is a separate value.",
  EVENT: "The event that a claim is about. A part of an event is a separate value.",
  PUBLISHER: "The publisher of an article, or of the article that contains a claim.",
  REVIEW: "Whether a person has checked the record.",
  EVENT_TYPE: "The PLOVER type of an event, or of the event that a claim is about.",
  EVENT_MODE: "The form of the action, which refines the event type.",
  WORDING: "Who worded an article's text.",
  LANGUAGE: "The language of an article (BCP 47).",
  DAY: "The day in UTC: of `statedAt` for claims, `time` for events and `published` for articles. A time that does not lie within one day has no value.",
  MONTH: "The month in UTC, like DAY. A time that does not lie within one month has no value.",
  YEAR: "The year in UTC, like DAY. A time that does not lie within one year has no value.",
} as const;
export type FacetDimension = keyof typeof FACET_DIMENSIONS;

export type Period = "DAY" | "MONTH" | "YEAR";

/** A day, month or year in UTC. */
export interface PeriodBucket {
  /** `2020`, `2020-09` or `2020-09-28`. */
  readonly value: string;
  /** “2020”, “September 2020” or “28 September 2020”. */
  readonly label: string;
  /** The first and the last millisecond. */
  readonly from: number;
  readonly until: number;
}

const DAY = 86_400_000;

/**
 * A period by its number.
 * @param number days or months since 1970 began, or the year
 * @example periodBucket("MONTH", 608) // { value: "2020-09", label: "September 2020", … }
 */
export function periodBucket(period: Period, number: number): PeriodBucket {
  const bucket = (from: number, next: number, length: number, format: (at: number) => string): PeriodBucket => ({
    value: new Date(from).toISOString().slice(0, length),
    label: format(from),
    from,
    until: next - 1,
  });
  if (period === "DAY") return bucket(number * DAY, (number + 1) * DAY, 10, formatDay);
  return period === "MONTH"
    ? bucket(Date.UTC(1970, number), Date.UTC(1970, number + 1), 7, formatMonth)
    : bucket(Date.UTC(number, 0), Date.UTC(number + 1, 0), 4, formatYear);
}

/** The labels that do not follow from the name of a value. */
const LABELS: { readonly [Dimension in FacetDimension]?: Readonly<Record<string, string>> } = {
  HARM: Object.fromEntries(Object.entries(HARM_WORDS).map(([harm, words]) => [harm, capitalised(words)])),
  VICTIMS: { CIVILIAN: "Civilians", MILITARY: "Members of the military", UNSPECIFIED: "Not stated" },
  STATUS: { HISTORIC: "About an earlier conflict", DENIED: "Cited only to be rejected" },
  SCOPE: { CUMULATIVE: "Running total", NEW: "One incident or an increase", UNSTATED: "Not stated" },
  REVIEW: { EXTRACTED: "Not reviewed yet" },
  WORDING: { VERBATIM: "In the publisher's words", RESTATED: "Restated" },
};

// Takes some milliseconds, so it is made when it is needed.
const languageNames = lazy(() => new Intl.DisplayNames("en", { type: "language" }));

/** A value in English. @example termLabel("EVENT_MODE", "HEAVY_WEAPONS") // “Heavy weapons” */
export function termLabel(dimension: FacetDimension, value: string): string {
  if (dimension === "LANGUAGE") return languageNames().of(value) ?? value;
  return LABELS[dimension]?.[value] ?? capitalised(value.toLowerCase().replaceAll("_", " "));
}
