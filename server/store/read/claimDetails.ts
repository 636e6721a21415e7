import { type RawBuilder, sql } from "kysely";
import type { Span } from "../../domain/affiliation.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { timeSpan } from "./timeSpan.ts";

/** In each function, `where` selects the claims, as rows `c` of the table casualtyReport. Each function runs one statement. */

export interface ArticleOrigin {
  /** The original at the end of the chain of copies; the article itself if it is not a copy. */
  readonly article: number;
  /** The publisher of that original. */
  readonly publisher: number | null;
  /** When this article was published, not the original. */
  readonly published: Span | null;
}

/** The origins of the articles that carry the claims, by the article's record key. */
export async function articleOrigins(
  scope: ReadScope,
  where: RawBuilder<unknown>,
): Promise<ReadonlyMap<number, ArticleOrigin>> {
  const { rows } = await sql<{
    article: number;
    origin: number;
    publisher: number | null;
    copyOf: number | null;
    publishedFrom: number | null;
    publishedUntil: number | null;
  }>`
    with recursive chain("article", "origin", "publisher", "copyOf", "publishedFrom", "publishedUntil") as (
      select "record", "record", "publisher", "copyOf", "publishedFrom", "publishedUntil" from "article"
      where ${visibleAt(scope)} and "record" in (select c.article from "casualtyReport" as c where ${where})
      union select chain."article", above."record", above."publisher", above."copyOf",
        chain."publishedFrom", chain."publishedUntil"
      from "article" as above join chain on above."record" = chain."copyOf" where ${visibleAt(scope, "above")}
    ) select * from chain`.execute(scope.db);
  const origins = new Map<number, ArticleOrigin>();
  // In a cycle of copies, no article is the original, so each article counts as its own original.
  for (const { article, origin, publisher, copyOf, publishedFrom, publishedUntil } of rows)
    if (copyOf === null || (origin === article && !origins.has(article)))
      origins.set(article, { article: origin, publisher, published: timeSpan(publishedFrom, publishedUntil) });
  return origins;
}

/** The earliest possible time of each denial, in UTC milliseconds, by the claim's record key. Null if the time is unknown. */
export async function denialTimes(
  scope: ReadScope,
  where: RawBuilder<unknown>,
): Promise<ReadonlyMap<number, (number | null)[]>> {
  const { rows } = await sql<{ report: number; statedJson: string | null }>`
    select c.record as "report", denial."statedJson"
    from "casualtyReport" as c join "denial" on denial.report = c.key where ${where}`.execute(scope.db);
  const times = new Map<number, (number | null)[]>();
  for (const { report, statedJson } of rows) {
    const from = statedJson === null ? null : (JSON.parse(statedJson) as { earliest: number }).earliest;
    times.set(report, [...(times.get(report) ?? []), from]);
  }
  return times;
}
