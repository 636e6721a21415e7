import { type RawBuilder, sql } from "kysely";
import type { Span } from "../../domain/affiliation.ts";
import { required } from "../../domain/required.ts";
import { minOrNull } from "../../domain/toll/range.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { jsonText } from "./jsonColumns.ts";
import { isIn } from "./lists/conditions.ts";
import { timeSpan } from "./timeSpan.ts";

/** In each function, `where` selects the claims, as rows `c` of the table casualtyReport. Each function runs one statement. */

export interface ArticleOrigin {
  /** The original at the end of the chain of copies; the article itself if it is not a copy. */
  readonly article: number;
  /** The publisher of that original. */
  readonly publisher: number | null;
  /**
   * When the original was published. If that is not known, but the time of a copy on the way is: until then (`from` is minus
   * infinity).
   */
  readonly published: Span | null;
}

interface ChainRow {
  readonly article: number;
  readonly origin: number;
  readonly publisher: number | null;
  readonly copyOf: number | null;
  readonly publishedFrom: number | null;
  readonly publishedUntil: number | null;
}

/** The origins of the articles that carry the claims, by the article's record key. */
export async function articleOrigins(
  scope: ReadScope,
  where: RawBuilder<unknown>,
): Promise<ReadonlyMap<number, ArticleOrigin>> {
  const { rows } = await sql<ChainRow>`
    with recursive chain("article", "origin", "publisher", "copyOf", "publishedFrom", "publishedUntil") as (
      select "record", "record", "publisher", "copyOf", "publishedFrom", "publishedUntil" from "article"
      where ${visibleAt(scope)} and "record" in (select c.article from "casualtyReport" as c where ${where})
      union select chain."article", above."record", above."publisher", above."copyOf",
        above."publishedFrom", above."publishedUntil"
      from "article" as above join chain on above."record" = chain."copyOf" where ${visibleAt(scope, "above")}
    ) select * from chain`.execute(scope.db);
  const origins = [...Map.groupBy(rows, ({ article }) => article)].map(([article, chain]) => originOf(article, chain));
  // A copy proves that its original appeared no later than the copy did.
  const knownBy = new Map<number, number>();
  for (const { origin, knownUntil } of origins)
    if (knownUntil !== null) knownBy.set(origin, Math.min(knownUntil, knownBy.get(origin) ?? knownUntil));
  return new Map(
    origins.map(({ article, origin, publisher, published }) => {
      const until = knownBy.get(origin);
      const latest = until === undefined ? null : { from: Number.NEGATIVE_INFINITY, until };
      return [article, { article: origin, publisher, published: published ?? latest }];
    }),
  );
}

/** @param chain the article and those that it was copied from, in any order */
function originOf(article: number, chain: readonly ChainRow[]) {
  // In a cycle of copies, no article is the original, so each article counts as its own original.
  const last = chain.find(({ copyOf }) => copyOf === null);
  const origin = required(last ?? chain.find((row) => row.origin === article), "The origin of an article");
  return {
    article,
    origin: origin.origin,
    publisher: origin.publisher,
    published: timeSpan(origin.publishedFrom, origin.publishedUntil),
    knownUntil: minOrNull(chain.map(({ publishedUntil }) => publishedUntil)),
  };
}

/** Those of some claims whose words say when they were stated, by record key. */
export async function claimsTimedInWords(scope: ReadScope, records: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ record: number }>`
    select c.record from "casualtyReport" as c where ${visibleAt(scope, "c")} and ${isIn("c.record", records)}
      and ${jsonText(scope.dialect, "c.statedJson", "basis")} = 'STATED'`.execute(scope.db);
  return new Set(rows.map(({ record }) => record));
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
