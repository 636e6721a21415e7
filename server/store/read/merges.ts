import { sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import { type ReadScope, writtenBy } from "./asOfRevision.ts";

/** The longest chain of merges that is followed. */
const LONGEST_CHAIN = 20;

/**
 * Maps the slug of each merged record to the key of the record that it was merged into, as of the data revision. One statement for
 * each step of the longest chain.
 */
export async function mergedInto(
  scope: ReadScope,
  type: RecordType,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  if (slugs.length === 0) return found;
  const { rows } = await sql<{ slug: string; into: number }>`
    select record."slug", merged."into" from "recordMerge" as merged join "record" on record."key" = merged."record"
    where record."type" = ${type} and record."slug" in (${sql.join(slugs)}) and ${writtenBy(scope, "merged.write")}`.execute(
    scope.db,
  );
  for (const { slug, into } of rows) found.set(slug, into);
  let open = new Set(found.values());
  for (let step = 0; step < LONGEST_CHAIN && open.size > 0; step++) {
    const next = await sql<{ record: number; into: number }>`
      select merged."record", merged."into" from "recordMerge" as merged
      where merged."record" in (${sql.join([...open])}) and ${writtenBy(scope, "merged.write")}`.execute(scope.db);
    const further = new Map(next.rows.map(({ record, into }) => [record, into]));
    for (const [slug, into] of found) found.set(slug, further.get(into) ?? into);
    open = new Set(further.values());
  }
  return found;
}
