import { type SqlBool, sql } from "kysely";
import type {
  ClaimStatus,
  DeniedMatter,
  Harm,
  PartKind,
  ReviewState,
  Scope,
  Victims,
} from "../../../domain/vocabulary.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import {
  denied,
  eventsWithin,
  isIn,
  type Many,
  number,
  overlaps,
  placesWithin,
  type TimeRange,
  text,
  time,
  withAffiliates,
} from "./shared.ts";

export interface CasualtyReportFilter {
  readonly harm?: Many<Harm>;
  readonly victims?: Many<Victims>;
  readonly tag?: Many<string>;
  readonly side?: Many<number>;
  readonly place?: Many<number>;
  readonly attributedTo?: Many<number>;
  /** Claimed by these actors or by anybody affiliated to them. */
  readonly party?: Many<number>;
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
  /** UTC milliseconds: known to have been stated by then, itself included. */
  readonly asOf?: number | undefined;
  readonly text?: string | undefined;
}

export function casualtyReports(on: ReadScope, filter: CasualtyReportFilter = {}) {
  let list = on.db.selectFrom("casualtyReport").where(visibleAt(on, "casualtyReport"));
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
    asOf,
    text,
  } = filter;
  // Tags hold letters and hyphens alone, so that they can be looked for in their JSON.
  if (tag)
    list = list.where((where) => where.or(tag.map((word) => where("casualtyReport.tagsJson", "like", `%"${word}"%`))));
  if (place) list = list.where(sql<SqlBool>`${sql.ref(column("place"))} in ${placesWithin(on, place)}`);
  if (filter.party)
    list = list.where(sql<SqlBool>`${sql.ref(column("claimant"))} in ${withAffiliates(on, filter.party)}`);
  if (isAttributed !== undefined) list = list.where("casualtyReport.claimant", isAttributed ? "is not" : "is", null);
  if (publisher)
    list = list.where(
      sql<SqlBool>`${sql.ref(column("article"))} in (select "record" from "article" where ${visibleAt(on)} and ${isIn("publisher", publisher)})`,
    );
  if (event)
    list = list.where(
      filter.eventWithDescendants === false
        ? isIn(column("event"), event)
        : sql<SqlBool>`${sql.ref(column("event"))} in ${eventsWithin(on, event)}`,
    );
  if (count?.atLeast !== undefined) list = list.where("casualtyReport.lower", ">=", count.atLeast);
  if (count?.atMost !== undefined) list = list.where("casualtyReport.upper", "<=", count.atMost);
  if (isDenied !== undefined) list = list.where(denied(on, "casualtyReport", isDenied));
  if (deniedMatter ?? deniedBy) list = list.where(denied(on, "casualtyReport", true, deniedMatter, deniedBy));
  if (isPart !== undefined) list = list.where("casualtyReport.partOf", isPart ? "is not" : "is", null);
  if (statedAt) list = list.where(overlaps(column("statedFrom"), column("statedUntil"), statedAt));
  if (period) list = list.where(overlaps(column("periodFrom"), column("periodUntil"), period));
  if (asOf !== undefined) {
    const published = sql`(select a."publishedUntil" from "article" as a where a.record = ${sql.ref(column("article"))} and ${visibleAt(on, "a")})`;
    list = list.where(sql<SqlBool>`coalesce(${sql.ref(column("statedUntil"))}, ${published}) <= ${asOf}`);
  }
  if (text !== undefined) list = list.where(matches(on, sql.ref(column("record")), text));
  return list;
}

/** Each ends in a unique column. */
export const CASUALTY_REPORT_ORDERS = {
  STATED_AT: [time("casualtyReport.statedFrom"), text("casualtyReport.slug")],
  COUNT: [
    number(sql<number>`coalesce(${sql.ref("casualtyReport.lower")}, ${sql.lit(-1)})`),
    text("casualtyReport.slug"),
  ],
} as const;

/** The first records of a list, latest stated first. */
export async function firstRecords(list: ReturnType<typeof casualtyReports>, limit: number): Promise<number[]> {
  const order = CASUALTY_REPORT_ORDERS.STATED_AT.map((term) => sql`${term(true).by} desc`);
  const found = await list
    .select("casualtyReport.record")
    .orderBy(sql`${sql.join(order)}` as never)
    .limit(limit)
    .execute();
  return found.map(({ record }) => record);
}
