import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { ReviewDoubt } from "../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { allOf, type Condition } from "./lists/conditions.ts";
import { byNumber, byText } from "./lists/orders.ts";
import type { List } from "./lists/pageStatements.ts";

/** The doubts about a claim that waits for review, the most serious first, and the claims that contradict it. */
export interface Doubts {
  readonly kinds: readonly ReviewDoubt[];
  /** The record keys of some contradicting claims. */
  readonly contradicting: readonly number[];
}

/** The maximum number of contradicting claims that are listed for a claim. */
const MOST_CONTRADICTING = 5;

/** The columns, besides the event, that must match for two claims to be about the same people. NULL is replaced by a stand-in. */
const matchColumns = (table: string): Readonly<Record<string, RawBuilder<unknown>>> => {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return {
    harm: column("harm"),
    victims: column("victims"),
    tags: column("tagsJson"),
    scope: column("scope"),
    side: sql`coalesce(${column("side")}, 0)`,
    place: sql`coalesce(${column("place")}, 0)`,
    day: sql`coalesce(${column("statedFrom")} / 86400000, -1)`,
  };
};

/**
 * The claims whose figures are compared. A part is compared with its whole when it is stored. The sign keeps SQLite from using the
 * index of `partOf`, in which nearly all claims are null.
 */
const isCompared = (scope: ReadScope, table: string): Condition =>
  sql<SqlBool>`(${visibleAt(scope, table)} and ${sql.ref(`${table}.review`)} <> 'REJECTED'
    and ${sql.ref(`${table}.status`)} = 'CURRENT' and +${sql.ref(`${table}.partOf`)} is null
    and (${sql.ref(`${table}.lower`)} is not null or ${sql.ref(`${table}.upper`)} is not null))`;

/** The greatest lower and the least upper bound of the claims about the same people. A figure beyond them contradicts one. */
function boundsPerGroup(scope: ReadScope, condition: Condition = sql<SqlBool>`1 = 1`): RawBuilder<unknown> {
  const columns = matchColumns("c");
  return sql`(select c."event", ${sql.join(Object.entries(columns).map(([name, value]) => sql`${value} as ${sql.ref(name)}`))},
      max(c."lower") as "greatest", min(c."upper") as "least"
    from "casualtyReport" as c where ${isCompared(scope, "c")} and ${condition}
    group by c."event", ${sql.join(Object.values(columns))})`;
}

const hasSameColumns = (one: string, columns: Readonly<Record<string, RawBuilder<unknown>>>): Condition =>
  allOf([
    sql<SqlBool>`${sql.ref(`${one}.event`)} = ${sql.ref("casualtyReport.event")}`,
    ...Object.entries(matchColumns("casualtyReport")).map(([name, value]) => sql<SqlBool>`${columns[name]} = ${value}`),
  ]);

/** The SQL conditions of the doubts, for a claim that is joined with `bounds`. */
const DOUBTS: Readonly<Record<ReviewDoubt, Condition>> = {
  CONTRADICTION: sql<SqlBool>`("casualtyReport"."status" = 'CURRENT' and "casualtyReport"."partOf" is null
    and ("casualtyReport"."upper" < bounds."greatest" or "casualtyReport"."lower" > bounds."least"))`,
  NO_CLAIMANT: sql<SqlBool>`("casualtyReport"."claimant" is null and "casualtyReport"."claimantWords" is null)`,
  UNCLEAR_PEOPLE: sql<SqlBool>`("casualtyReport"."victims" = 'UNSPECIFIED' and "casualtyReport"."side" is null
    and "casualtyReport"."place" is null)`,
  UNLINKED_CLAIMANT: sql<SqlBool>`("casualtyReport"."claimant" is null and "casualtyReport"."claimantWords" is not null)`,
  NO_FIGURE: sql<SqlBool>`("casualtyReport"."lower" is null and "casualtyReport"."upper" is null)`,
};
const KINDS = Object.keys(DOUBTS) as ReviewDoubt[];

/** A number for each set of doubts. A serious doubt counts more than all less serious ones together. */
const severity = sql<number>`(${sql.join(
  KINDS.map((kind, at) => sql`case when ${DOUBTS[kind]} then ${sql.lit(2 ** (KINDS.length - 1 - at))} else 0 end`),
  sql` + `,
)})`;

/** The most serious doubts first. Claims with the same doubts stay together by article, since their slugs begin with its slug. */
export const DOUBT_ORDER = [byNumber(severity)(true), byText("casualtyReport.slug")(false)];

/** Limits a list of claims to those that wait for review, and joins what `DOUBT_ORDER` needs. */
export function onlyWaitingForReview(scope: ReadScope, reports: List): List {
  const columns = columnsOfBounds();
  return reports
    .where(sql<SqlBool>`"casualtyReport"."review" = 'EXTRACTED'`)
    .leftJoin(sql`${boundsPerGroup(scope)}`.as("bounds") as never, (join) =>
      join.on(hasSameColumns("bounds", columns)),
    ) as List;
}

const columnsOfBounds = () =>
  Object.fromEntries(Object.keys(matchColumns("c")).map((name) => [name, sql.ref(`bounds.${name}`)]));

/** The doubts about those claims among some that wait for review. One statement, and one more if there are contradictions. */
export async function doubtsOf(scope: ReadScope, records: readonly number[]): Promise<ReadonlyMap<number, Doubts>> {
  if (records.length === 0) return new Map();
  const isAsked = sql<SqlBool>`(${visibleAt(scope, "casualtyReport")} and "casualtyReport"."record" in (${sql.join(records)})
    and "casualtyReport"."review" = 'EXTRACTED')`;
  const ofEvents = sql<SqlBool>`c."event" in (select "casualtyReport"."event" from "casualtyReport" where ${isAsked})`;
  const { rows } = await sql<{ record: number; severity: number }>`
    select "casualtyReport"."record", ${severity} as "severity" from "casualtyReport"
    left join ${boundsPerGroup(scope, ofEvents)} as bounds on ${hasSameColumns("bounds", columnsOfBounds())}
    where ${isAsked}`.execute(scope.db);
  const found = rows.map(({ record, severity: sum }) => ({
    record,
    kinds: KINDS.filter((_, at) => Math.floor(Number(sum) / 2 ** (KINDS.length - 1 - at)) % 2 === 1),
  }));
  const contradicted = found.filter(({ kinds }) => kinds.includes("CONTRADICTION")).map(({ record }) => record);
  const contradicting = await contradictingClaims(scope, contradicted);
  return new Map(found.map(({ record, kinds }) => [record, { kinds, contradicting: contradicting.get(record) ?? [] }]));
}

async function contradictingClaims(
  scope: ReadScope,
  records: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  if (records.length === 0) return new Map();
  const { rows } = await sql<{ record: number; other: number }>`
    select * from (
      select "casualtyReport"."record", other."record" as "other",
        row_number() over (partition by "casualtyReport"."record" order by other."slug") as "rank"
      from "casualtyReport" join "casualtyReport" as other on ${hasSameColumns("other", matchColumns("other"))}
      where ${visibleAt(scope, "casualtyReport")} and "casualtyReport"."record" in (${sql.join(records)})
        and ${isCompared(scope, "other")}
        and ("casualtyReport"."upper" < other."lower" or "casualtyReport"."lower" > other."upper")
    ) as pairs where "rank" <= ${MOST_CONTRADICTING} order by "record", "rank"`.execute(scope.db);
  const byRecord = Map.groupBy(rows, ({ record }) => record);
  return new Map([...byRecord].map(([record, pairs]) => [record, pairs.map(({ other }) => other)]));
}
