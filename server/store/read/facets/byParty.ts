import { type SqlBool, sql } from "kysely";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import type { Dimension } from "./dimension.ts";

const [EARLIEST, LATEST] = [sql.lit(Number.MIN_SAFE_INTEGER), sql.lit(Number.MAX_SAFE_INTEGER)];

/**
 * Counts claims by the party of their claimant, by the same rule as `partyAt` of the domain: the topmost actor that the claimant
 * belonged to when the claim was made, through affiliations that overlap that time; null if there are several, or only a cycle.
 *
 * `edges` are the affiliations. `timed` are the actors whose party may depend on the time: only their claims are grouped by time as
 * well. `reach` are the actors above each claimant. An actor is reached at a time if each affiliation on the way overlaps it: `from` is
 * the latest start of these affiliations, and `until` is their earliest end.
 */
export function byParty(scope: ReadScope): Dimension {
  const claimant = sql.ref("casualtyReport.claimant");
  const isTimed = sql<SqlBool>`${claimant} in (select "actor" from "timed")`;
  const NO_TIME = sql`cast(null as bigint)`;
  // A claim of unknown time overlaps every affiliation.
  const [begin, end] = [sql`coalesce(grouped."from", ${EARLIEST})`, sql`coalesce(grouped."until", ${LATEST})`];
  return {
    before: sql`"edges" ("member", "organisation", "from", "until") as (
      select a."member", a."organisation", coalesce(a."validFrom", ${EARLIEST}), coalesce(a."validUntil", ${LATEST})
      from "affiliation" as a join "actor" on "actor"."key" = a."actor" where ${visibleAt(scope, "actor")}
    ), "timed" ("actor") as (
      select "member" from "edges" where "from" > ${EARLIEST} or "until" < ${LATEST}
      union select "edges"."member" from "edges" join "timed" on "edges"."organisation" = "timed"."actor"
    )`,
    groupings: [
      {
        columns: { claimant },
        constants: { from: NO_TIME, until: NO_TIME },
        where: sql<SqlBool>`(${claimant} is null or not ${isTimed})`,
      },
      {
        columns: { claimant, from: sql.ref("casualtyReport.statedFrom"), until: sql.ref("casualtyReport.statedUntil") },
        where: isTimed,
      },
    ],
    after: sql`"reach" ("start", "actor", "from", "until") as (
      select distinct "claimant", "claimant", ${EARLIEST}, ${LATEST} from "grouped" where "claimant" is not null
      union select "reach"."start", "edges"."organisation",
        case when "edges"."from" > "reach"."from" then "edges"."from" else "reach"."from" end,
        case when "edges"."until" < "reach"."until" then "edges"."until" else "reach"."until" end
      from "reach" join "edges" on "edges"."member" = "reach"."actor"
    ), "tops" as (
      select grouped."parent", grouped."count", grouped."claimant", grouped."from", grouped."until",
        min(case when "edges"."member" is null then "reach"."actor" end) as "first",
        max(case when "edges"."member" is null then "reach"."actor" end) as "last"
      from "grouped"
      left join "reach" on "reach"."start" = grouped."claimant" and "reach"."from" <= ${end} and ${begin} <= "reach"."until"
      left join "edges" on "edges"."member" = "reach"."actor" and "edges"."from" <= ${end} and ${begin} <= "edges"."until"
      group by grouped."parent", grouped."count", grouped."claimant", grouped."from", grouped."until"
    )`,
    from: sql`"tops" as grouped`,
    value: sql`case when grouped."first" = grouped."last" then grouped."first" end`,
    kind: "record",
  };
}
