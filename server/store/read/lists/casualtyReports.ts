import { type RawBuilder, type SqlBool, sql } from "kysely";
import type {
  ClaimStatus,
  DeniedMatter,
  Harm,
  PartKind,
  ReviewState,
  Scope,
  Victims,
} from "../../../domain/vocabulary.ts";
import type { Tables } from "../../db/tables.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import {
  type AnyOf,
  allOf,
  type Condition,
  columnsIn,
  eventsWithin,
  hasDenial,
  ifGiven,
  isIn,
  isNull,
  isWithin,
  not,
  overlaps,
  placesWithin,
  recordsWhere,
  type TimeRange,
  withAffiliates,
} from "./conditions.ts";
import { byCount, byText, byTime } from "./orders.ts";

/** All fields must match. */
export interface CasualtyReportFilter {
  readonly harm?: AnyOf<Harm>;
  readonly victims?: AnyOf<Victims>;
  readonly tag?: AnyOf<string>;
  readonly side?: AnyOf<number>;
  readonly place?: AnyOf<number>;
  /** Whether reports about places inside the places match too. Default: true. */
  readonly placeWithDescendants?: boolean | undefined;
  readonly attributedTo?: AnyOf<number>;
  /** Claimed by these actors or by actors affiliated with them. */
  readonly party?: AnyOf<number>;
  /** Default: true. */
  readonly partyWithAffiliates?: boolean | undefined;
  readonly isAttributed?: boolean | undefined;
  readonly via?: AnyOf<number>;
  readonly blamed?: AnyOf<number>;
  readonly publisher?: AnyOf<number>;
  readonly article?: AnyOf<number>;
  readonly event?: AnyOf<number>;
  /** Whether reports about parts of the events match too. Default: true. */
  readonly eventWithDescendants?: boolean | undefined;
  readonly count?: { readonly atLeast?: number | undefined; readonly atMost?: number | undefined } | undefined;
  readonly scope?: AnyOf<Scope>;
  readonly status?: AnyOf<ClaimStatus>;
  readonly isDenied?: boolean | undefined;
  readonly deniedMatter?: AnyOf<DeniedMatter>;
  readonly deniedBy?: AnyOf<number>;
  readonly partOf?: AnyOf<number>;
  readonly partKind?: AnyOf<PartKind>;
  readonly isPart?: boolean | undefined;
  readonly review?: AnyOf<ReviewState>;
  readonly statedAt?: TimeRange | undefined;
  readonly period?: TimeRange | undefined;
  /** Stated by this time or, if the time of the claim is unknown, published by it. UTC milliseconds, inclusive. */
  readonly asOf?: number | undefined;
  readonly text?: string | undefined;
}

export function casualtyReports(readScope: ReadScope, filter: CasualtyReportFilter = {}) {
  const { harm, victims, tag, side, place, attributedTo, party, isAttributed, via, blamed, publisher, article } =
    filter;
  const { placeWithDescendants = true, partyWithAffiliates = true } = filter;
  const { event, eventWithDescendants = true, count, scope, status, isDenied, deniedMatter, deniedBy } = filter;
  const { partOf, partKind, isPart, review, statedAt, period, asOf, text } = filter;
  const column = (name: keyof Tables["casualtyReport"]) => `casualtyReport.${name}`;
  const values = { harm, victims, side, blamed, article, scope, status, partOf, partKind, review };
  const isDeniedAtAll = hasDenial(readScope, "casualtyReport");
  const conditions = [
    visibleAt(readScope, "casualtyReport"),
    ...columnsIn("casualtyReport", { ...values, claimant: attributedTo, conduit: via }),
    ...ifGiven(tag, (tags) => sql<SqlBool>`(${sql.join(tags.map(hasTag), sql` or `)})`),
    ...ifGiven(place, (places) =>
      placeWithDescendants ? isWithin(column("place"), placesWithin(readScope, places)) : isIn(column("place"), places),
    ),
    ...ifGiven(party, (actors) =>
      partyWithAffiliates
        ? isWithin(column("claimant"), withAffiliates(readScope, actors))
        : isIn(column("claimant"), actors),
    ),
    ...ifGiven(isAttributed, (wanted) => isNull(column("claimant"), !wanted)),
    ...ifGiven(publisher, (actors) =>
      isWithin(column("article"), recordsWhere(readScope, "article", isIn("publisher", actors))),
    ),
    ...ifGiven(event, (events) =>
      eventWithDescendants ? isWithin(column("event"), eventsWithin(readScope, events)) : isIn(column("event"), events),
    ),
    ...ifGiven(count?.atLeast, (least) => sql<SqlBool>`${sql.ref(column("lower"))} >= ${least}`),
    ...ifGiven(count?.atMost, (most) => sql<SqlBool>`${sql.ref(column("upper"))} <= ${most}`),
    ...ifGiven(isDenied, (wanted) => (wanted ? isDeniedAtAll : not(isDeniedAtAll))),
    ...ifGiven(deniedMatter ?? deniedBy, () =>
      hasDenial(readScope, "casualtyReport", { matter: deniedMatter, by: deniedBy }),
    ),
    ...ifGiven(isPart, (wanted) => isNull(column("partOf"), !wanted)),
    ...ifGiven(statedAt, (range) => overlaps("casualtyReport", "stated", range)),
    ...ifGiven(period, (range) => overlaps("casualtyReport", "period", range)),
    ...ifGiven(asOf, (time) => isStatedBy(readScope, time)),
    ...ifGiven(text, (words) => matches(readScope, sql.ref(column("record")), words)),
  ];
  return readScope.db.selectFrom("casualtyReport").where(allOf(conditions));
}

/**
 * Adds the places inside the given places and the actors affiliated with the given actors. On PostgreSQL, a separate
 * statement finds them: the planner cannot estimate how few keys a recursive query returns, and would read all claims in order.
 */
export async function withKeysFound(scope: ReadScope, filter: CasualtyReportFilter): Promise<CasualtyReportFilter> {
  const { place, party } = filter;
  if (scope.dialect === "sqlite" || (!place && !party)) return filter;
  const [places, actors] = await Promise.all([
    place && keysOf(scope, placesWithin(scope, place)),
    party && keysOf(scope, withAffiliates(scope, party)),
  ]);
  return {
    ...filter,
    ...(places && { place: places, placeWithDescendants: false }),
    ...(actors && { party: actors, partyWithAffiliates: false }),
  };
}

/** Null if there are so many that a statement should not contain them. */
async function keysOf({ db }: ReadScope, subquery: RawBuilder<number>): Promise<number[] | null> {
  const { rows } = await sql<{ key: number }>`
    select "key" from ${subquery} as found("key") order by "key" limit ${MOST_KEYS + 1}`.execute(db);
  return rows.length > MOST_KEYS ? null : rows.map(({ key }) => key);
}

const MOST_KEYS = 500;

/** Tags consist of letters and hyphens, so they can be found in the JSON text. */
const hasTag = (tag: string): Condition => sql<SqlBool>`"casualtyReport"."tagsJson" like ${`%"${tag}"%`}`;

function isStatedBy(scope: ReadScope, time: number): Condition {
  const published = sql`(select a."publishedUntil" from "article" as a
    where a.record = "casualtyReport".article and ${visibleAt(scope, "a")})`;
  return sql<SqlBool>`coalesce("casualtyReport"."statedUntil", ${published}) <= ${time}`;
}

export const CASUALTY_REPORT_ORDERS = {
  STATED_AT: [byTime("casualtyReport.statedFrom"), byText("casualtyReport.slug")],
  COUNT: [byCount("casualtyReport.lower"), byText("casualtyReport.slug")],
} as const;

/** The record keys of the latest stated reports of a list, latest first. */
export async function latestStatedReports(list: ReturnType<typeof casualtyReports>, limit: number): Promise<number[]> {
  const order = CASUALTY_REPORT_ORDERS.STATED_AT.map((term) => sql`${term(true).expression} desc`);
  const found = await list
    .select("casualtyReport.record")
    .orderBy(sql`${sql.join(order)}` as never)
    .limit(limit)
    .execute();
  return found.map(({ record }) => record);
}
