import { sql } from "kysely";
import type { Harm } from "../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { isIn } from "./lists/conditions.ts";

/** The harms for which there are current figures about each of some events or their parts, by record key. One statement. */
export async function harmsWithFigures(
  scope: ReadScope,
  events: readonly number[],
  { includeUnreviewed }: { readonly includeUnreviewed: boolean },
): Promise<Map<number, Harm[]>> {
  const reviews = includeUnreviewed ? ["REVIEWED", "EXTRACTED"] : ["REVIEWED"];
  const { rows } = await sql<{ root: number; harm: Harm }>`
    with recursive tree("root", "record") as (
      select "record", "record" from "event" where ${visibleAt(scope)} and ${isIn("record", events)}
      union select tree."root", child."record"
      from "event" as child join tree on child."partOf" = tree."record" where ${visibleAt(scope, "child")}
    )
    select distinct tree."root", c.harm from tree join "casualtyReport" as c on c.event = tree."record"
    where ${visibleAt(scope, "c")} and c.status = 'CURRENT' and c.review in (${sql.join(reviews)})
    order by tree."root", c.harm`.execute(scope.db);
  const harms = new Map<number, Harm[]>();
  for (const { root, harm } of rows) harms.set(root, [...(harms.get(root) ?? []), harm]);
  return harms;
}
