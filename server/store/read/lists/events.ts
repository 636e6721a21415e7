import { type RawBuilder, type SqlBool, sql } from "kysely";
import type {
  Assertion,
  EventMode,
  EventType,
  ParticipantRole,
  Party,
  ReviewState,
} from "../../../domain/vocabulary.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import {
  type AnyOf,
  allOf,
  type Condition,
  columnsIn,
  eventsWithin,
  hasDenial,
  hasRelated,
  ifGiven,
  isIn,
  isWithin,
  not,
  overlaps,
  placesWithin,
  recordsWhere,
  type TimeRange,
} from "./conditions.ts";
import { byText, byTime } from "./orders.ts";

/** All fields must match. */
export interface EventFilter {
  readonly type?: AnyOf<EventType>;
  readonly mode?: AnyOf<EventMode>;
  readonly assertion?: AnyOf<Assertion>;
  readonly claimedBy?: AnyOf<number>;
  readonly participant?:
    | { readonly actor?: AnyOf<number>; readonly role?: AnyOf<ParticipantRole>; readonly party?: AnyOf<Party> }
    | undefined;
  readonly place?: AnyOf<number>;
  /** The event's place is at most this far from the point. */
  readonly near?: { readonly latitude: number; readonly longitude: number; readonly kilometres: number } | undefined;
  /** The event's place is in this box, in degrees; `west` may be greater than `east`. */
  readonly within?:
    | { readonly south: number; readonly west: number; readonly north: number; readonly east: number }
    | undefined;
  readonly time?: TimeRange | undefined;
  readonly partOf?: AnyOf<number>;
  readonly isDenied?: boolean | undefined;
  readonly deniedBy?: AnyOf<number>;
  readonly review?: AnyOf<ReviewState>;
  readonly text?: string | undefined;
}

export function events(scope: ReadScope, filter: EventFilter = {}) {
  const { type, mode, assertion, claimedBy, participant, place, near, within, time, partOf } = filter;
  const { isDenied, deniedBy, review, text } = filter;
  const conditions = [
    visibleAt(scope, "event"),
    ...columnsIn("event", { type, mode, assertion, claimedBy, review }),
    ...ifGiven(participant, (values) =>
      hasRelated("participant", "event", "event.key", columnsIn("related", { ...values })),
    ),
    ...ifGiven(place, (places) => isWithin("event.place", placesWithin(scope, places))),
    ...ifGiven(within, (box) => isWithin("event.place", recordsWhere(scope, "place", inBox(box)))),
    ...ifGiven(near, (circle) => isWithin("event.place", recordsWhere(scope, "place", inRadius(circle)))),
    ...ifGiven(time, (range) => overlaps("event", "time", range)),
    ...ifGiven(partOf, (wholes) =>
      allOf([isWithin("event.record", eventsWithin(scope, wholes)), not(isIn("event.record", wholes))]),
    ),
    ...ifGiven(isDenied, (wanted) => (wanted ? hasDenial(scope, "event") : not(hasDenial(scope, "event")))),
    ...ifGiven(deniedBy, (by) => hasDenial(scope, "event", { by })),
    ...ifGiven(text, (words) => matches(scope, sql.ref("event.record"), words)),
  ];
  return scope.db.selectFrom("event").where(allOf(conditions));
}

function inBox({ south, west, north, east }: NonNullable<EventFilter["within"]>): Condition {
  // If west > east, the box crosses the 180th meridian.
  const longitude =
    west <= east
      ? sql`"longitude" between ${west} and ${east}`
      : sql`("longitude" >= ${west} or "longitude" <= ${east})`;
  return sql<SqlBool>`"latitude" between ${south} and ${north} and ${longitude}`;
}

const EARTH_RADIUS_KM = 6371.0088;
const KM_PER_DEGREE = (Math.PI * EARTH_RADIUS_KM) / 180;

/** In degrees: a tenth of a millimetre. The square of a much smaller angle is an error on PostgreSQL (underflow). */
const SMALLEST_ANGLE = 1e-9;

/** Degrees as radians. */
const radians = (degrees: RawBuilder<number>): RawBuilder<number> =>
  sql`radians(case when abs(${degrees}) < ${sql.lit(SMALLEST_ANGLE)} then 0 else ${degrees} end)`;

/** Great-circle distance (haversine, mean Earth radius). The range of latitudes comes first, because an index can serve it. */
function inRadius({ latitude, longitude, kilometres }: NonNullable<EventFilter["near"]>): Condition {
  const band = kilometres / KM_PER_DEGREE;
  const haversine = sql`(pow(sin(${radians(sql`"latitude" - ${latitude}`)} / 2), 2)
    + ${Math.cos((latitude * Math.PI) / 180)} * cos(${radians(sql`"latitude"`)})
      * pow(sin(${radians(sql`"longitude" - ${longitude}`)} / 2), 2))`;
  const most = Math.sin(Math.min(Math.PI / 2, kilometres / (2 * EARTH_RADIUS_KM))) ** 2;
  return sql<SqlBool>`"latitude" between ${latitude - band} and ${latitude + band} and ${haversine} <= ${most}`;
}

export const EVENT_ORDERS = {
  TIME: [byTime("event.timeFrom"), byText("event.slug")],
  TITLE: [byText("event.sortTitle"), byText("event.slug")],
} as const;
