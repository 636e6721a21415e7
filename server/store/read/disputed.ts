import { sql } from "kysely";
import type { Harm, Victims } from "../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** People in an event of whom several claims exist, and how far apart a toll of them can at most lie. */
export interface DisputedSubject {
  readonly event: number;
  readonly victims: Victims;
  readonly side: number | null;
  readonly place: number | null;
  readonly tags: readonly string[];
  readonly most: number;
}

/**
 * The subjects whose claims lie furthest apart, in pages: what a toll of them, which uses some of the claims alone, can
 * at most come to. By the difference of the largest and the smallest stated number, or by their ratio.
 */
export async function disputedSubjects(
  on: ReadScope,
  harm: Harm,
  by: "DIFFERENCE" | "RATIO",
  page: { readonly limit: number; readonly offset: number },
): Promise<DisputedSubject[]> {
  const [greatest, least] = [sql`max(coalesce(c.upper, c.lower))`, sql`min(coalesce(c.lower, c.upper))`];
  // Zero is no divisor: where the least claim is out of the toll, the next may be 1.
  const most =
    by === "DIFFERENCE"
      ? sql`${greatest} - ${least}`
      : sql`1.0 * ${greatest} / case when ${least} < 1 then 1 else ${least} end`;
  const { rows } = await sql<Omit<DisputedSubject, "tags"> & { tagsJson: string }>`
    select c.event, c.victims, c.side, c.place, c."tagsJson", ${most} as "most"
    from "casualtyReport" as c
    where ${visibleAt(on, "c")} and c.harm = ${harm} and c.scope <> 'UNSTATED' and c.status = 'CURRENT'
      and c.review <> 'REJECTED' and (c.lower is not null or c.upper is not null)
    group by c.event, c.victims, c.side, c.place, c."tagsJson"
    having ${greatest} > ${least}
    order by "most" desc, c.event, c.victims, c.side, c.place, c."tagsJson"
    limit ${page.limit} offset ${page.offset}`.execute(on.db);
  return rows.map(({ tagsJson, most: bound, ...subject }) => ({
    ...subject,
    tags: (JSON.parse(tagsJson) as string[]).sort(),
    most: Number(bound),
  }));
}
