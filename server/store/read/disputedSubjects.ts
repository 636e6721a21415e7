import { sql } from "kysely";
import type { Harm, Victims } from "../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** A group of people in an event, if at least two claims about the group differ. */
export interface DisputedSubject {
  readonly event: number;
  readonly victims: Victims;
  readonly side: number | null;
  readonly place: number | null;
  readonly tags: readonly string[];
  /** An upper bound of the difference or ratio of the figures in the group's toll, which may use fewer of the claims. */
  readonly maxDisagreement: number;
}

/**
 * One page of the subjects with the largest disagreements between claims, largest first. One statement.
 * @param by whether to compare the largest and the smallest stated number by their difference or by their ratio
 */
export async function disputedSubjects(
  scope: ReadScope,
  harm: Harm,
  by: "DIFFERENCE" | "RATIO",
  page: { readonly limit: number; readonly offset: number },
): Promise<DisputedSubject[]> {
  const [greatest, least] = [sql`max(coalesce(c.upper, c.lower))`, sql`min(coalesce(c.lower, c.upper))`];
  // Avoids division by zero. If the toll leaves out the claim of 0, the next smallest may be 1.
  const disagreement =
    by === "DIFFERENCE"
      ? sql`${greatest} - ${least}`
      : sql`1.0 * ${greatest} / case when ${least} < 1 then 1 else ${least} end`;
  const { rows } = await sql<Omit<DisputedSubject, "tags"> & { tagsJson: string }>`
    select c.event, c.victims, c.side, c.place, c."tagsJson", ${disagreement} as "maxDisagreement"
    from "casualtyReport" as c
    where ${visibleAt(scope, "c")} and c.harm = ${harm} and c.scope <> 'UNSTATED' and c.status = 'CURRENT'
      and c.review <> 'REJECTED' and (c.lower is not null or c.upper is not null)
    group by c.event, c.victims, c.side, c.place, c."tagsJson"
    having ${greatest} > ${least}
    order by "maxDisagreement" desc, c.event, c.victims, c.side, c.place, c."tagsJson"
    limit ${page.limit} offset ${page.offset}`.execute(scope.db);
  return rows.map(({ tagsJson, maxDisagreement, ...subject }) => ({
    ...subject,
    tags: (JSON.parse(tagsJson) as string[]).sort(),
    maxDisagreement: Number(maxDisagreement),
  }));
}
