import { type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import { type Affiliations, affiliationsByMember, partyAt, type Span } from "../../domain/affiliation.ts";
import { type CoveredTime, coveredTime } from "../../domain/coveredTime.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import type { Harm } from "../../domain/vocabulary.ts";
import type { Tables } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { type ArticleOrigin, articleOrigins, claimsTimedInWords, denialTimes } from "./claimDetails.ts";
import { type ColumnArrays, readColumnArrays } from "./columnArrays.ts";
import {
  type EventNode,
  type EventParticipant,
  eventsOfClaims,
  eventsWithParts,
  participantsWithParty,
} from "./eventNodes.ts";
import { jsonText } from "./jsonColumns.ts";
import { eventsWithin, isIn } from "./lists/conditions.ts";
import { placesAbove } from "./places.ts";
import { affiliationsAbove } from "./relatedRows.ts";
import { timeSpan } from "./timeSpan.ts";

/** Claims with the events, parties and affiliations that the rules of a toll need. */
export interface ClaimSet {
  readonly claims: readonly Claim[];
  /** By record key: the requested events and all their parts or, if none was requested, the claims' events and all they are part of. */
  readonly events: ReadonlyMap<number, EventNode>;
  /** The participants of the requested events that have a party (A or B). */
  readonly participants: readonly EventParticipant[];
  readonly affiliations: ReturnType<typeof affiliationsByMember>;
  /** The place in which each place of a claim lies, and the places above. */
  readonly placeAbove: ReadonlyMap<number, number>;
}

export interface ClaimFilter {
  /** All harms if left out. */
  readonly harm?: Harm | undefined;
  /** The record keys of the only reports to read. */
  readonly records?: readonly number[] | undefined;
}

/**
 * The claims on some events and all their parts, in no defined order. At most eight statements, for any number of events
 * and claims.
 * @param roots the events' record keys; null for the claims on all events
 */
export async function claimsOf(
  scope: ReadScope,
  roots: readonly number[] | null,
  filter: ClaimFilter,
): Promise<ClaimSet> {
  const events = roots === null ? null : await eventsWithParts(scope, roots);
  const where = conditions(scope, events && onEvents(scope, roots ?? [], events), filter);
  const [rows, denials, origins, participants] = await Promise.all([
    readColumnArrays<Row>(scope, columns(scope), sql`from "casualtyReport" as c where ${where}`),
    denialTimes(scope, where),
    articleOrigins(scope, where),
    roots === null ? [] : participantsWithParty(scope, roots),
  ]);
  const actors = new Set([...rows.claimant, ...rows.side, ...participants.map(({ actor }) => actor)]);
  actors.delete(null);
  const places = [...new Set(rows.place)].filter((place) => place !== null);
  const late = laterThanOriginal(rows, origins);
  const [edges, tree, placeAbove, inWords] = await Promise.all([
    actors.size === 0 ? [] : affiliationsAbove(scope, [...actors] as number[]),
    events ?? eventsOfClaims(scope, where),
    places.length === 0 ? new Map<number, number>() : placesAbove(scope, places),
    late.length === 0 ? new Set<number>() : claimsTimedInWords(scope, late),
  ]);
  const affiliations = affiliationsByMember(edges);
  const claims = toClaims(rows, denials, origins, affiliations, new Set(late.filter((id) => !inWords.has(id))));
  return { claims, events: tree, participants, affiliations, placeAbove };
}

const COLUMN_NAMES = [
  "slug",
  "event",
  "harm",
  "qualifier",
  "lower",
  "upper",
  "conventionMin",
  "victims",
  "tagsJson",
  "side",
  "place",
  "claimant",
  "article",
  "scope",
  "status",
  "review",
  "partOf",
  "partKind",
  "partsAreAll",
  "statedFrom",
  "statedUntil",
  "retractedUntil",
] as const;

type Row = Pick<Selectable<Tables["casualtyReport"]>, (typeof COLUMN_NAMES)[number]> & {
  readonly id: number;
  readonly isRetracted: number;
  /** The period as it was written. */
  readonly periodText: string | null;
};

const columns = ({ dialect }: ReadScope) =>
  ({
    ...Object.fromEntries(COLUMN_NAMES.map((name) => [name, sql.ref(`c.${name}`)])),
    id: sql.ref("c.record"),
    isRetracted: sql`case when c."retractionJson" is null then 0 else 1 end`,
    periodText: jsonText(dialect, "c.periodJson", "at"),
  }) as Record<keyof Row, RawBuilder<unknown>>;

function conditions(scope: ReadScope, event: RawBuilder<SqlBool> | null, { harm, records }: ClaimFilter) {
  const all: RawBuilder<SqlBool>[] = [visibleAt(scope, "c")];
  if (event !== null) all.push(event);
  if (harm !== undefined) all.push(sql<SqlBool>`c.harm = ${harm}`);
  if (records !== undefined) all.push(isIn("c.record", records));
  return sql.join(all, sql` and `);
}

const MAX_LISTED_EVENTS = 1000;

/** Lists the events' keys unless they are too many: PostgreSQL then estimates the claims of each and chooses an index. */
const onEvents = (
  scope: ReadScope,
  roots: readonly number[],
  events: ReadonlyMap<number, unknown>,
): RawBuilder<SqlBool> =>
  events.size <= MAX_LISTED_EVENTS
    ? isIn("c.event", [...events.keys()])
    : sql<SqlBool>`c.event in ${eventsWithin(scope, roots)}`;

function toClaims(
  rows: ColumnArrays<Row>,
  denials: ReadonlyMap<number, (number | null)[]>,
  origins: ReadonlyMap<number, ArticleOrigin>,
  affiliations: Affiliations,
  /** The claims of a copy that say what its original said, when the original said it. */
  timedByOriginal: ReadonlySet<number>,
): Claim[] {
  const [partyOf, tagsOf, periodOf] = [cachedParties(affiliations), cachedTags(), cachedPeriods()];
  return rows.id.flatMap((id, at): Claim | never[] => {
    const of = <Value>(column: readonly Value[]): Value => column[at] as Value;
    const origin = origins.get(of(rows.article));
    if (!origin) return [];
    const own = timeSpan(of(rows.statedFrom), of(rows.statedUntil));
    const stated = timedByOriginal.has(id) ? null : own;
    const [qualifier, lower, upper] = [of(rows.qualifier), of(rows.lower), of(rows.upper)];
    return {
      id,
      slug: of(rows.slug),
      event: of(rows.event),
      harm: of(rows.harm),
      lower,
      upper,
      // The bounds of MORE_THAN and FEWER_THAN are not the numbers that the words say: see `bounds`.
      min: lower !== null && qualifier === "MORE_THAN" ? lower - 1 : lower,
      max: upper !== null && qualifier === "FEWER_THAN" ? upper + 1 : upper,
      isAbout: qualifier === "ABOUT",
      conventionMin: of(rows.conventionMin),
      victims: of(rows.victims),
      tags: tagsOf(of(rows.tagsJson)),
      side: of(rows.side),
      place: of(rows.place),
      claimant: of(rows.claimant),
      party: partyOf(of(rows.claimant), stated),
      article: of(rows.article),
      origin: origin.article,
      publisher: origin.publisher,
      scope: of(rows.scope),
      status: of(rows.status),
      review: of(rows.review),
      partOf: of(rows.partOf),
      partKind: of(rows.partKind),
      partsAreAll: of(rows.partsAreAll) === 1,
      stated: stated ?? origin.published,
      period: periodOf(of(rows.periodText)),
      denials: denials.get(id) ?? NONE,
      retraction: of(rows.isRetracted) === 1 ? { until: of(rows.retractedUntil) } : null,
    };
  });
}

const NONE: readonly never[] = [];

/** The claims in copies whose own time is after the publication of the original, by record key. */
const laterThanOriginal = (rows: ColumnArrays<Row>, origins: ReadonlyMap<number, ArticleOrigin>): number[] =>
  rows.id.filter((_, at) => {
    const article = rows.article[at] as number;
    const origin = origins.get(article);
    const from = rows.statedFrom[at] ?? null;
    if (!origin?.published || origin.article === article || from === null) return false;
    return from > origin.published.until;
  });

/** Reads each distinct period once. */
function cachedPeriods() {
  const cache = new Map<string, CoveredTime>();
  return (text: string | null): CoveredTime | null => {
    if (text === null) return null;
    const period = cache.get(text) ?? coveredTime(text);
    cache.set(text, period);
    return period;
  };
}

/** Looks up the party of each claimant once or, if its affiliations changed over time, once for each time. */
function cachedParties(affiliations: Affiliations) {
  const byClaimant = new Map<number, number>();
  const byTime = new Map<string, number>();
  const cached = <Key>(cache: Map<Key, number>, key: Key, claimant: number, stated: Span | null): number => {
    const party = cache.get(key) ?? partyAt(claimant, affiliations, stated) ?? claimant;
    cache.set(key, party);
    return party;
  };
  const areTimeless = [...affiliations.values()].flat().every(({ from, until }) => from === null && until === null);
  return (claimant: number | null, stated: Span | null): number | null => {
    if (claimant === null) return null;
    return areTimeless || !affiliations.has(claimant)
      ? cached(byClaimant, claimant, claimant, stated)
      : cached(byTime, `${claimant} ${stated?.from} ${stated?.until}`, claimant, stated);
  };
}

/** Parses each distinct list of tags once, and sorts it so that the subjects of claims compare. */
function cachedTags() {
  const cache = new Map<string, readonly string[]>();
  return (json: string): readonly string[] => {
    const tags = cache.get(json) ?? (JSON.parse(json) as string[]).sort();
    cache.set(json, tags);
    return tags;
  };
}
