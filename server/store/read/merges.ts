import { sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import { type ReadScope, writtenBy } from "./asOfRevision.ts";

/**
 * Maps the slug of each merged record to the key of the record that it was merged into, through any number of merges, as of the data
 * revision. One statement. It begins with “select”, so that traces name it like every other one that reads.
 */
export async function mergedInto(
  scope: ReadScope,
  type: RecordType,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (slugs.length === 0) return new Map();
  const { rows } = await sql<{ slug: string; into: number }>`
    select "slug", "into" from (with recursive "chain" ("slug", "into") as (
      select record."slug", merged."into" from "recordMerge" as merged join "record" on record."key" = merged."record"
      where record."type" = ${type} and record."slug" in (${sql.join(slugs)}) and ${writtenBy(scope, "merged.write")}
      union
      select chain."slug", merged."into" from "chain" join "recordMerge" as merged on merged."record" = chain."into"
      where ${writtenBy(scope, "merged.write")}
    )
    select "slug", "into" from "chain" where not exists (
      select 1 from "recordMerge" as merged where merged."record" = chain."into" and ${writtenBy(scope, "merged.write")}
    )) as ends`.execute(scope.db);
  return new Map(rows.map(({ slug, into }) => [slug, into]));
}
