import { type SqlBool, sql } from "kysely";
import type { Harm } from "../../domain/vocabulary.ts";
import type { Store } from "../db/database.ts";
import type { ChangeKind } from "../db/tables.ts";
import { eventsWithin } from "../read/lists/conditions.ts";
import { mergedInto } from "../read/merges.ts";
import { recordKeysEver } from "../read/recordKeys.ts";

/** A change of a claim, with its write. */
export interface ClaimChange {
  readonly position: number;
  /** The data revision of the write. */
  readonly write: number;
  readonly kind: ChangeKind;
  /** The claim's version after the change or, if it was withdrawn, its last one. */
  readonly version: number;
  readonly slug: string;
  readonly corpus: string;
  /** When the store recorded the change, in UTC milliseconds. */
  readonly recordedAt: number;
}

export interface ClaimChangeFilter {
  /** Only claims about this event, by its slug, or about its parts, as they were before or after the change. */
  readonly event?: string | null;
  /** Only claims of this harm. */
  readonly harm?: Harm | null;
}

/**
 * The newest changes of claims before a position of the change log, newest first.
 * @returns null if the store never had the event
 */
export async function newestClaimChanges(
  store: Store,
  { event = null, harm = null }: ClaimChangeFilter,
  before: number,
  limit: number,
): Promise<readonly ClaimChange[] | null> {
  const top = event === null ? null : await eventKey(store, event);
  if (event !== null && top === null) return null;
  // SQLite never reorders a cross join, so it reads the log from its end and stops at the limit.
  let changes = store.db
    .selectFrom("change")
    .crossJoin("record")
    .crossJoin("write")
    .whereRef("record.key", "=", "change.record")
    .whereRef("write.number", "=", "change.write")
    .where("record.type", "=", "CasualtyReport")
    .where("change.position", "<", before)
    .select(["change.position", "change.write", "change.kind", "change.version", "record.slug", "record.corpus"])
    .select("write.recordedAt");
  if (top !== null || harm) {
    // The version that the change made, and the one that it ended.
    const conditions = [
      sql<SqlBool>`report."record" = "change"."record"`,
      sql<SqlBool>`(report."recordedFrom" = "change"."write" or report."recordedUntil" = "change"."write")`,
      ...(harm ? [sql<SqlBool>`report."harm" = ${harm}`] : []),
      // An event that was withdrawn has no parts, but claims were about it.
      ...(top === null
        ? []
        : [sql<SqlBool>`(report."event" = ${top} or report."event" in ${eventsWithin(store, [top])})`]),
    ];
    changes = changes.where(
      sql<SqlBool>`exists (select 1 from "casualtyReport" as report where ${sql.join(conditions, sql` and `)})`,
    );
  }
  return changes.orderBy("change.position", "desc").limit(limit).execute();
}

/** The key of the event or of the event that it was merged into. Null if the store never had it. */
async function eventKey(store: Store, slug: string): Promise<number | null> {
  const merged = (await mergedInto(store, "Event", [slug])).get(slug);
  if (merged !== undefined) return merged;
  return (await recordKeysEver(store.db, [{ type: "Event", slug }])).get(`Event/${slug}`) ?? null;
}
