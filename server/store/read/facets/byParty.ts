import { type SqlBool, sql } from "kysely";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import type { Dimension } from "./dimension.ts";

const [EARLIEST, LATEST] = [sql.lit(Number.MIN_SAFE_INTEGER), sql.lit(Number.MAX_SAFE_INTEGER)];

/**
 * Counts claims by the party of their claimant, by the same rule as `partyAt` of the domain: the topmost actor that the claimant
 * belonged to when the claim was made, through affiliations that overlap that time; null if there are several, or only a cycle.
 *
 * `timed` are the actors whose party may depend on the time. Only their claims are grouped by time as well. `reach` are the actors above
 * each claimant. An actor is reached at a time if each affiliation on the way overlaps it: `from` is the latest start of these
 * affiliations, and `until` is their earliest end.
 */
export function byParty(scope: ReadScope): Dimension {
  const isVisible = sql`a."actor" in (select "key" from "actor" where ${visibleAt(scope)})`;
  const claimant = sql.ref("casualtyReport.claimant");
  const isTimed = sql<SqlBool>`${claimant} in (select "actor" from "timed")`;
  const NO_TIME = sql`cast(null as bigint)`;
  const [from, until] = [sql`coalesce(a."validFrom", ${EARLIEST})`, sql`coalesce(a."validUntil", ${LATEST})`];
  // A claim of unknown time overlaps every affiliation.
  const [begin, end] = [sql`coalesce(grouped."from", ${EARLIEST})`, sql`coalesce(grouped."until", ${LATEST})`];
  return {
    before: sql`"timed" ("actor") as (
      select a."member" from "affiliation" as a
      where (a."validFrom" is not null or a."validUntil" is not null) and ${isVisible}
      union select a."member" from "affiliation" as a join "timed" on a."organisation" = "timed"."actor" where ${isVisible}
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
      union select "reach"."start", a."organisation",
        case when ${from} > "reach"."from" then ${from} else "reach"."from" end,
        case when ${until} < "reach"."until" then ${until} else "reach"."until" end
      from "reach" join "affiliation" as a on a."member" = "reach"."actor" where ${isVisible}
    ), "parties" as (
      select grouped."parent", grouped."claimant", grouped."from", grouped."until", grouped."count",
        case when min("reach"."actor") = max("reach"."actor") then min("reach"."actor") end as "party"
      from "grouped" left join "reach" on "reach"."start" = grouped."claimant"
        and "reach"."from" <= ${end} and ${begin} <= "reach"."until"
        and not exists (select 1 from "affiliation" as a
          where a."member" = "reach"."actor" and ${from} <= ${end} and ${begin} <= ${until} and ${isVisible})
      group by grouped."parent", grouped."claimant", grouped."from", grouped."until", grouped."count"
    )`,
    from: sql`"parties" as grouped`,
    value: sql.ref("grouped.party"),
    kind: "record",
  };
}
