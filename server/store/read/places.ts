import { sql } from "kysely";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { isIn } from "./lists/conditions.ts";

/** The place in which each of some places lies and, recursively, the places above, by record key. One statement. */
export async function placesAbove(scope: ReadScope, places: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ record: number; partOf: number | null }>`
    with recursive tree("record", "partOf") as (
      select "record", "partOf" from "place" where ${visibleAt(scope)} and ${isIn("record", places)}
      union select above."record", above."partOf"
      from "place" as above join tree on above."record" = tree."partOf" where ${visibleAt(scope, "above")}
    ) select "record", "partOf" from tree where "partOf" is not null`.execute(scope.db);
  return new Map(rows.flatMap(({ record, partOf }) => (partOf === null ? [] : [[record, partOf] as const])));
}
