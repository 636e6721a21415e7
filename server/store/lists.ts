import { type RawBuilder, type SqlBool, sql } from "kysely";
import type {
  ActorKind,
  Assertion,
  ClaimStatus,
  DeniedMatter,
  EventMode,
  EventType,
  Harm,
  ParticipantRole,
  PartKind,
  Party,
  ReviewState,
  Scope,
  Victims,
  Wording,
} from "../domain/vocabulary.ts";
import type { Db, Store } from "./database.ts";
import type { OrderTerm } from "./page.ts";
import { matches } from "./search.ts";

/**
 * The lists of current records and their filters. A filter's fields must all hold; a field that takes several values
 * holds where one of them does. Records are named by key.
 */

/** UTC milliseconds, both ends included; a record matches where its own time overlaps it. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

type Many<Value> = readonly Value[] | undefined;
type On = Pick<Store, "db" | "dialect">;

const current = sql`"recordedUntil" is null`;

/** SQL that holds where a span of two columns overlaps a range; a record without a time never does. */
function overlaps(from: string, until: string, range: TimeRange): RawBuilder<SqlBool> {
  const conditions = [sql`${sql.ref(from)} is not null`];
  if (range.until !== undefined) conditions.push(sql`${sql.ref(from)} <= ${range.until}`);
  if (range.from !== undefined) conditions.push(sql`${sql.ref(until)} >= ${range.from}`);
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

const isIn = (column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> =>
  values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;

/** Places with all the places in them. */
const placesWithin = (places: readonly number[]) => descendants("place", places);
/** Events with all the events that are part of them. */
const eventsWithin = (events: readonly number[]) => descendants("event", events);

function descendants(table: "place" | "event", roots: readonly number[]): RawBuilder<number> {
  return sql<number>`(
    with recursive within_("record") as (
      select "record" from ${sql.table(table)} where ${current} and ${isIn("record", roots)}
      union select child."record" from ${sql.table(table)} as child join within_ on child."partOf" = within_."record" where child.${current}
    ) select "record" from within_)`;
}

/** For lists of many events at once: each with itself and all that are part of it. */
export function eventTree(roots: readonly number[]) {
  return sql<{ ancestor: number; descendant: number }>`(
    with recursive tree("ancestor", "descendant") as (
      select "record", "record" from "event" where ${current} and ${isIn("record", roots)}
      union select tree."ancestor", child."record" from "event" as child join tree on child."partOf" = tree."descendant" where child.${current}
    ) select "ancestor", "descendant" from tree)`;
}

export interface ArticleFilter {
  readonly publisher?: Many<number>;
  readonly agency?: Many<number>;
  readonly published?: TimeRange | undefined;
  readonly text?: string | undefined;
  readonly language?: Many<string>;
  readonly wording?: Many<Wording>;
  readonly mentionsActor?: Many<number>;
  readonly mentionsPlace?: Many<number>;
  readonly source?: Many<string>;
}

export function articles(on: On, filter: ArticleFilter = {}) {
  let list = on.db.selectFrom("article").where("article.recordedUntil", "is", null);
  const { publisher, agency, published, text, language, wording, mentionsActor, mentionsPlace, source } = filter;
  if (publisher) list = list.where(isIn("article.publisher", publisher));
  if (agency)
    list = list.where(
      sql<SqlBool>`exists (select 1 from "articleAgency" as credited where credited.article = article.key and ${isIn("credited.agency", agency)})`,
    );
  if (published) list = list.where(overlaps("article.publishedFrom", "article.publishedUntil", published));
  if (text !== undefined) list = list.where(matches(on, sql.ref("article.record"), text));
  // “en” finds “en-GB” too, as language tags are meant to be matched (RFC 4647, basic filtering).
  if (language)
    list = list.where((where) =>
      where.or(
        language.flatMap((tag) => [where("article.language", "=", tag), where("article.language", "like", `${tag}-%`)]),
      ),
    );
  if (wording) list = list.where(isIn("article.wording", wording));
  if (mentionsActor) list = list.where(mentioning("actor", isIn("named.actor", mentionsActor)));
  if (mentionsPlace)
    list = list.where(mentioning("place", sql<SqlBool>`named.place in ${placesWithin(mentionsPlace)}`));
  if (source)
    list = list.where(sql<SqlBool>`article.source in (select "key" from "source" where ${isIn("slug", source)})`);
  return list;
}

const mentioning = (_what: "actor" | "place", condition: RawBuilder<SqlBool>) =>
  sql<SqlBool>`exists (select 1 from "mention" as named where named.version = article.key and ${condition})`;

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
  readonly review?: Many<ReviewState>;
  readonly text?: string | undefined;
}

export function events(on: On, filter: EventFilter = {}) {
  let list = on.db.selectFrom("event").where("event.recordedUntil", "is", null);
  const { type, mode, assertion, claimedBy, participant, place, near, within, time, partOf, isDenied, review, text } =
    filter;
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
  if (place) list = list.where(sql<SqlBool>`event.place in ${placesWithin(place)}`);
  if (within) list = list.where(positioned(inBox(within)));
  if (near) list = list.where(positioned(inRadius(near)));
  if (time) list = list.where(overlaps("event.timeFrom", "event.timeUntil", time));
  if (partOf)
    list = list.where(sql<SqlBool>`event.record in ${eventsWithin(partOf)} and not ${isIn("event.record", partOf)}`);
  if (isDenied !== undefined) list = list.where(denied("event", isDenied));
  if (review) list = list.where(isIn("event.review", review));
  if (text !== undefined) list = list.where(matches(on, sql.ref("event.record"), text));
  return list;
}

const positioned = (condition: RawBuilder<SqlBool>) =>
  sql<SqlBool>`event.place in (select "record" from "place" where ${current} and ${condition})`;

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

function denied(
  owner: "event" | "casualtyReport",
  wanted: boolean,
  matter?: Many<DeniedMatter>,
  by?: Many<number>,
): RawBuilder<SqlBool> {
  const conditions = [
    owner === "event" ? sql`denying.event = event.key` : sql`denying.report = ${sql.ref("casualtyReport.key")}`,
    ...(matter ? [isIn("denying.matter", matter)] : []),
    ...(by ? [isIn("denying.deniedBy", by)] : []),
  ];
  return sql<SqlBool>`${sql.raw(wanted ? "" : "not")} exists (select 1 from "denial" as denying where ${sql.join(conditions, sql` and `)})`;
}

export interface CasualtyReportFilter {
  readonly harm?: Many<Harm>;
  readonly victims?: Many<Victims>;
  readonly tag?: Many<string>;
  readonly side?: Many<number>;
  readonly place?: Many<number>;
  readonly attributedTo?: Many<number>;
  readonly isAttributed?: boolean | undefined;
  readonly via?: Many<number>;
  readonly blamed?: Many<number>;
  readonly publisher?: Many<number>;
  readonly article?: Many<number>;
  readonly event?: Many<number>;
  readonly eventWithDescendants?: boolean | undefined;
  readonly count?: { readonly atLeast?: number | undefined; readonly atMost?: number | undefined } | undefined;
  readonly scope?: Many<Scope>;
  readonly status?: Many<ClaimStatus>;
  readonly isDenied?: boolean | undefined;
  readonly deniedMatter?: Many<DeniedMatter>;
  readonly deniedBy?: Many<number>;
  readonly partOf?: Many<number>;
  readonly partKind?: Many<PartKind>;
  readonly isPart?: boolean | undefined;
  readonly review?: Many<ReviewState>;
  readonly statedAt?: TimeRange | undefined;
  readonly period?: TimeRange | undefined;
  readonly text?: string | undefined;
}

export function casualtyReports(on: On, filter: CasualtyReportFilter = {}) {
  let list = on.db.selectFrom("casualtyReport").where("casualtyReport.recordedUntil", "is", null);
  const column = (name: string) => `casualtyReport.${name}`;
  const plain = {
    harm: filter.harm,
    victims: filter.victims,
    side: filter.side,
    claimant: filter.attributedTo,
    conduit: filter.via,
    blamed: filter.blamed,
    article: filter.article,
    scope: filter.scope,
    status: filter.status,
    partOf: filter.partOf,
    partKind: filter.partKind,
    review: filter.review,
  };
  for (const [name, values] of Object.entries(plain)) if (values) list = list.where(isIn(column(name), values));
  const {
    tag,
    place,
    isAttributed,
    publisher,
    event,
    count,
    isDenied,
    deniedMatter,
    deniedBy,
    isPart,
    statedAt,
    period,
    text,
  } = filter;
  // Tags hold letters and hyphens alone, so that they can be looked for in their JSON.
  if (tag)
    list = list.where((where) => where.or(tag.map((word) => where("casualtyReport.tagsJson", "like", `%"${word}"%`))));
  if (place) list = list.where(sql<SqlBool>`${sql.ref(column("place"))} in ${placesWithin(place)}`);
  if (isAttributed !== undefined) list = list.where("casualtyReport.claimant", isAttributed ? "is not" : "is", null);
  if (publisher)
    list = list.where(
      sql<SqlBool>`${sql.ref(column("article"))} in (select "record" from "article" where ${current} and ${isIn("publisher", publisher)})`,
    );
  if (event)
    list = list.where(
      filter.eventWithDescendants === false
        ? isIn(column("event"), event)
        : sql<SqlBool>`${sql.ref(column("event"))} in ${eventsWithin(event)}`,
    );
  if (count?.atLeast !== undefined) list = list.where("casualtyReport.lower", ">=", count.atLeast);
  if (count?.atMost !== undefined) list = list.where("casualtyReport.upper", "<=", count.atMost);
  if (isDenied !== undefined) list = list.where(denied("casualtyReport", isDenied));
  if (deniedMatter ?? deniedBy) list = list.where(denied("casualtyReport", true, deniedMatter, deniedBy));
  if (isPart !== undefined) list = list.where("casualtyReport.partOf", isPart ? "is not" : "is", null);
  if (statedAt) list = list.where(overlaps(column("statedFrom"), column("statedUntil"), statedAt));
  if (period) list = list.where(overlaps(column("periodFrom"), column("periodUntil"), period));
  if (text !== undefined) list = list.where(matches(on, sql.ref(column("record")), text));
  return list;
}

export interface ActorFilter {
  readonly kind?: Many<ActorKind>;
  readonly country?: Many<string>;
  readonly affiliatedTo?: Many<number>;
  readonly text?: string | undefined;
}

export function actors(on: On, { kind, country, affiliatedTo, text }: ActorFilter = {}) {
  let list = on.db.selectFrom("actor").where("actor.recordedUntil", "is", null);
  if (kind) list = list.where(isIn("actor.kind", kind));
  if (country) list = list.where(isIn("actor.isoAlpha2", country));
  if (affiliatedTo) {
    list = list.where(
      sql<SqlBool>`exists (select 1 from "affiliation" as belonging where belonging.actor = actor.key and ${isIn("belonging.organisation", affiliatedTo)})`,
    );
  }
  if (text !== undefined) list = list.where(matches(on, sql.ref("actor.record"), text));
  return list;
}

export interface PlaceFilter {
  readonly country?: Many<string>;
  readonly partOf?: Many<number>;
  readonly text?: string | undefined;
}

export function places(on: On, { country, partOf, text }: PlaceFilter = {}) {
  let list = on.db.selectFrom("place").where("place.recordedUntil", "is", null);
  if (country) list = list.where(isIn("place.country", country));
  if (partOf)
    list = list.where(sql<SqlBool>`place.record in ${placesWithin(partOf)} and not ${isIn("place.record", partOf)}`);
  if (text !== undefined) list = list.where(matches(on, sql.ref("place.record"), text));
  return list;
}

export interface MentionFilter {
  readonly article?: Many<number>;
  readonly actor?: Many<number>;
  readonly place?: Many<number>;
  readonly voice?: Many<number>;
  readonly isOutletsOwn?: boolean | undefined;
}

/** The mentions of current articles. */
export function mentions(db: Db, { article, actor, place, voice, isOutletsOwn }: MentionFilter = {}) {
  let list = db
    .selectFrom("mention")
    .where(sql<SqlBool>`mention.version in (select "key" from "article" where ${current})`);
  if (article) list = list.where(isIn("mention.article", article));
  if (actor) list = list.where(isIn("mention.actor", actor));
  if (place) list = list.where(sql<SqlBool>`mention.place in ${placesWithin(place)}`);
  if (voice) list = list.where(isIn("mention.voice", voice));
  if (isOutletsOwn !== undefined) list = list.where("mention.voice", isOutletsOwn ? "is" : "is not", null);
  return list;
}

/** The denials of current events and reports. */
export function denials(db: Db) {
  return db
    .selectFrom("denial")
    .where(
      sql<SqlBool>`(denial.event in (select "key" from "event" where ${current}) or denial.report in (select "key" from "casualtyReport" where ${current}))`,
    );
}

const number =
  (by: RawBuilder<number>) =>
  (descending: boolean): OrderTerm => ({ by, holds: "number", descending });
const text =
  (column: string) =>
  (descending: boolean): OrderTerm => ({ by: sql.ref<string>(column), holds: "text", descending });
/** Unknown times sort as the earliest and unknown figures as below zero; the indexes hold the same expressions. */
const time = (column: string) => number(sql<number>`coalesce(${sql.ref(column)}, ${sql.lit(-9_007_199_254_740_991)})`);
const key = (column: string) => number(sql.ref<number>(column));

/** The orders of each list; each ends in a unique column. */
export const ORDERS = {
  article: {
    PUBLISHED: [time("article.publishedFrom"), text("article.slug")],
    TITLE: [text("article.sortTitle"), text("article.slug")],
  },
  event: { TIME: [time("event.timeFrom"), text("event.slug")], TITLE: [text("event.sortTitle"), text("event.slug")] },
  casualtyReport: {
    STATED_AT: [time("casualtyReport.statedFrom"), text("casualtyReport.slug")],
    COUNT: [
      number(sql<number>`coalesce(${sql.ref("casualtyReport.lower")}, ${sql.lit(-1)})`),
      text("casualtyReport.slug"),
    ],
  },
  actor: { NAME: [text("actor.sortName"), text("actor.slug")] },
  place: { NAME: [text("place.sortName"), text("place.slug")] },
  mention: { POSITION: [key("mention.article"), key("mention.start"), key("mention.key")] },
  denial: { POSITION: [key("denial.key")] },
} as const;
