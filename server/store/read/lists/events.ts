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
import { denied, eventsWithin, isIn, type Many, overlaps, placesWithin, type TimeRange, text, time } from "./shared.ts";

export interface EventFilter {
  readonly type?: Many<EventType>;
  readonly mode?: Many<EventMode>;
  readonly assertion?: Many<Assertion>;
  readonly claimedBy?: Many<number>;
  readonly participant?:
    | { readonly actor?: Many<number>; readonly role?: Many<ParticipantRole>; readonly party?: Many<Party> }
    | undefined;
  readonly place?: Many<number>;
  readonly near?: { readonly latitude: number; readonly longitude: number; readonly kilometres: number } | undefined;
  readonly within?:
    | { readonly south: number; readonly west: number; readonly north: number; readonly east: number }
    | undefined;
  readonly time?: TimeRange | undefined;
  readonly partOf?: Many<number>;
  readonly isDenied?: boolean | undefined;
  readonly deniedBy?: Many<number>;
  readonly review?: Many<ReviewState>;
  readonly text?: string | undefined;
}

export function events(on: ReadScope, filter: EventFilter = {}) {
  let list = on.db.selectFrom("event").where(visibleAt(on, "event"));
  const { type, mode, assertion, claimedBy, participant, place, near, within, time, partOf } = filter;
  const { isDenied, deniedBy, review, text } = filter;
  if (type) list = list.where(isIn("event.type", type));
  if (mode) list = list.where(isIn("event.mode", mode));
  if (assertion) list = list.where(isIn("event.assertion", assertion));
  if (claimedBy) list = list.where(isIn("event.claimedBy", claimedBy));
  if (participant) {
    const { actor, role, party } = participant;
    const conditions = [
      sql`taking.event = event.key`,
      ...(actor ? [isIn("taking.actor", actor)] : []),
      ...(role ? [isIn("taking.role", role)] : []),
      ...(party ? [isIn("taking.party", party)] : []),
    ];
    list = list.where(
      sql<SqlBool>`exists (select 1 from "participant" as taking where ${sql.join(conditions, sql` and `)})`,
    );
  }
  if (place) list = list.where(sql<SqlBool>`event.place in ${placesWithin(on, place)}`);
  if (within) list = list.where(positioned(on, inBox(within)));
  if (near) list = list.where(positioned(on, inRadius(near)));
  if (time) list = list.where(overlaps("event.timeFrom", "event.timeUntil", time));
  if (partOf)
    list = list.where(
      sql<SqlBool>`event.record in ${eventsWithin(on, partOf)} and not ${isIn("event.record", partOf)}`,
    );
  if (isDenied !== undefined) list = list.where(denied(on, "event", isDenied));
  if (deniedBy) list = list.where(denied(on, "event", true, undefined, deniedBy));
  if (review) list = list.where(isIn("event.review", review));
  if (text !== undefined) list = list.where(matches(on, sql.ref("event.record"), text));
  return list;
}

const positioned = (on: ReadScope, condition: RawBuilder<SqlBool>) =>
  sql<SqlBool>`event.place in (select "record" from "place" where ${visibleAt(on)} and ${condition})`;

function inBox({ south, west, north, east }: NonNullable<EventFilter["within"]>): RawBuilder<SqlBool> {
  // A box whose west lies east of its east spans the 180th meridian.
  const longitude =
    west <= east
      ? sql`"longitude" between ${west} and ${east}`
      : sql`("longitude" >= ${west} or "longitude" <= ${east})`;
  return sql<SqlBool>`"latitude" between ${south} and ${north} and ${longitude}`;
}

const EARTH_RADIUS_KM = 6371.0088;
const KM_PER_DEGREE = (Math.PI * EARTH_RADIUS_KM) / 180;

/** Great-circle distance (haversine, mean Earth radius), behind a band of latitude that an index can serve. */
function inRadius({ latitude, longitude, kilometres }: NonNullable<EventFilter["near"]>): RawBuilder<SqlBool> {
  const band = kilometres / KM_PER_DEGREE;
  const haversine = sql`(pow(sin(radians("latitude" - ${latitude}) / 2), 2)
    + cos(radians(${latitude})) * cos(radians("latitude")) * pow(sin(radians("longitude" - ${longitude}) / 2), 2))`;
  const most = Math.sin(Math.min(Math.PI / 2, kilometres / (2 * EARTH_RADIUS_KM))) ** 2;
  return sql<SqlBool>`"latitude" between ${latitude - band} and ${latitude + band} and ${haversine} <= ${most}`;
}

/** Each ends in a unique column. */
export const EVENT_ORDERS = {
  TIME: [time("event.timeFrom"), text("event.slug")],
  TITLE: [text("event.sortTitle"), text("event.slug")],
} as const;
