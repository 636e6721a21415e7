import type { Span } from "./affiliation.ts";
import { DAY } from "./time.ts";

/** What is compared of an event. */
export interface ComparedEvent {
  readonly time: Span | null;
  readonly place: ComparedPlace | null;
  /** The actors that took part, each with everyone that it belongs to. */
  readonly sides: readonly ComparedSide[];
}

export interface ComparedPlace {
  readonly record: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** UCDP's `where_prec`: from 4 on, the coordinates stand for a larger region. */
  readonly precision: number | null;
  /** All its names, folded. */
  readonly names: readonly string[];
}

export interface ComparedSide {
  readonly actor: number;
  readonly name: string;
  readonly belongsTo: ReadonlySet<number>;
}

/** How far two events of different corpora agree in one respect. The order is from the best to the worst. */
export type Agreement = "SAME" | "CLOSE" | "LOOSE" | "UNKNOWN";

export interface Compared {
  readonly agreement: Agreement;
  /** In words, such as “12 km apart”. */
  readonly explanation: string;
}

export const MATCH_CONFIDENCES = {
  HIGH: "Time, place and sides agree.",
  MEDIUM: "Most of time, place and sides agree, and nothing speaks against it.",
  LOW: "Nothing speaks against it, but little is known of one of the events, or one lasts much longer than the other.",
} as const;
export type MatchConfidence = keyof typeof MATCH_CONFIDENCES;

export interface EventMatch {
  readonly confidence: MatchConfidence;
  /** From 0 to 1, to order by. */
  readonly score: number;
  readonly time: Compared;
  readonly place: Compared;
  readonly sides: Compared;
}

/** How many days two events may be apart: datasets often give the day of the report. */
export const DAYS_APART = 2;
/** How far two places may be apart, in kilometres, if both are exact. */
const FARTHEST = 60;
/** The same if one of them stands for a region. */
const FARTHEST_REGION = 250;

const SCORES: Readonly<Record<Agreement, number>> = { SAME: 1, CLOSE: 0.75, LOOSE: 0.5, UNKNOWN: 0.35 };

/**
 * Compares two events by time, place and sides. Null if one of these speaks against their being one event, if the time of one is
 * not known, or if nothing but the time can be compared. Nothing is ever merged because of a match: it only shows what to look at
 * side by side.
 */
export function matchEvents(own: ComparedEvent, other: ComparedEvent): EventMatch | null {
  const time = compareTimes(own.time, other.time);
  const place = comparePlaces(own.place, other.place);
  const sides = compareSides(own.sides, other.sides);
  if (!time || !place || !sides) return null;
  if (place.agreement === "UNKNOWN" && sides.agreement === "UNKNOWN") return null;
  const score = Math.cbrt(SCORES[time.agreement] * SCORES[place.agreement] * SCORES[sides.agreement]);
  const all = [time, place, sides].map(({ agreement }) => agreement);
  const good = all.filter((agreement) => agreement === "SAME" || agreement === "CLOSE").length;
  const isPlaced = place.agreement === "SAME" || place.agreement === "CLOSE";
  const isMost = good === 2 && (isPlaced || !all.includes("UNKNOWN"));
  const confidence = good === 3 ? "HIGH" : isMost ? "MEDIUM" : "LOW";
  return { confidence, score, time, place, sides };
}

function compareTimes(own: Span | null, other: Span | null): Compared | null {
  if (!own || !other) return null;
  const gap = Math.max(own.from - other.until, other.from - own.until, 0);
  if (gap > DAYS_APART * DAY) return null;
  if (gap > 0) {
    const days = Math.ceil(gap / DAY);
    return { agreement: "LOOSE", explanation: `${days} ${days === 1 ? "day" : "days"} apart` };
  }
  const [lengthOf, otherLength] = [own.until - own.from, other.until - other.from];
  const isSame = Math.abs(own.from - other.from) < DAY && Math.abs(own.until - other.until) < DAY;
  if (isSame) return { agreement: "SAME", explanation: "the same days" };
  const shared = Math.min(own.until, other.until) - Math.max(own.from, other.from);
  const isMost = shared * 2 >= Math.max(lengthOf, otherLength);
  if (own.from <= other.from && other.until <= own.until)
    return { agreement: isMost ? "CLOSE" : "LOOSE", explanation: "its time is within the time of this event" };
  if (other.from <= own.from && own.until <= other.until)
    return { agreement: isMost ? "CLOSE" : "LOOSE", explanation: "its time contains the time of this event" };
  return { agreement: isMost ? "CLOSE" : "LOOSE", explanation: "the times overlap" };
}

function comparePlaces(own: ComparedPlace | null, other: ComparedPlace | null): Compared | null {
  if (!own || !other) return { agreement: "UNKNOWN", explanation: "no place given" };
  if (own.record === other.record) return { agreement: "SAME", explanation: "the same place" };
  const distance = kilometres(own, other);
  const isNamesake = own.names.some((name) => other.names.some((one) => properName(name) === properName(one)));
  if (distance === null)
    return isNamesake
      ? { agreement: "CLOSE", explanation: "places of the same name" }
      : { agreement: "UNKNOWN", explanation: "no coordinates" };
  const isRegion = [own, other].some(({ precision }) => precision !== null && precision >= 4);
  if (distance > (isRegion ? FARTHEST_REGION : FARTHEST)) return null;
  const explanation = `${distance < 1 ? "less than 1" : Math.round(distance)} km apart${isRegion ? ", one of them a region" : ""}`;
  if (isRegion) return { agreement: "LOOSE", explanation };
  return { agreement: distance <= 5 ? "SAME" : distance <= 25 ? "CLOSE" : "LOOSE", explanation };
}

function compareSides(own: readonly ComparedSide[], other: readonly ComparedSide[]): Compared | null {
  if (own.length === 0 || other.length === 0) return { agreement: "UNKNOWN", explanation: "sides not given" };
  // A corpus may name an army beside its state. The corpus that names fewer actors tells how many sides there are.
  const [few, many] = own.length <= other.length ? [own, other] : [other, own];
  const shared = few.filter((side) => many.some((one) => isOneSide(side, one)));
  // Two corpora may have one actor under two ids: that none is shared does not speak against a match.
  if (shared.length === 0) return { agreement: "UNKNOWN", explanation: "no side that is known to be the same" };
  const names = [...new Set(shared.map(({ name }) => name))].join(" and ");
  return shared.length > 1
    ? { agreement: "SAME", explanation: `the same sides: ${names}` }
    : { agreement: few.length === 1 ? "CLOSE" : "LOOSE", explanation: `one shared side: ${names}` };
}

/** A name without the words for kinds of places, as in “Terter town” and “Terter”. */
const properName = (name: string): string => name.replace(KINDS_OF_PLACES, " ").replace(/\s+/g, " ").trim();
const KINDS_OF_PLACES =
  /\b(?:city|town|village|region|district|province|governorate|county|municipality|area|oblast|raion|rayon|state|of|the)\b/g;

const isOneSide = (a: ComparedSide, b: ComparedSide): boolean =>
  a.actor === b.actor ||
  a.belongsTo.has(b.actor) ||
  b.belongsTo.has(a.actor) ||
  !a.belongsTo.isDisjointFrom(b.belongsTo);

const EARTH = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The distance along the surface. Null if a coordinate is missing. */
export function kilometres(
  a: Pick<ComparedPlace, "latitude" | "longitude">,
  b: Pick<ComparedPlace, "latitude" | "longitude">,
): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const half = (angle: number) => Math.sin(angle / 2) ** 2;
  const chord = half(to - from) + Math.cos(from) * Math.cos(to) * half(radians(b.longitude - a.longitude));
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}
