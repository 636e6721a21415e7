import { sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";
import { type ReadScope, writtenBy } from "./asOfRevision.ts";
import { CHANGE_REASON, CHANGED_BY } from "./history.ts";

/** What remains after a record, or its text or its name, was withdrawn. */
export interface Tombstone {
  readonly type: RecordType;
  readonly record: number;
  readonly slug: string;
  readonly what: WithdrawnMatter;
  readonly write: number;
  /** UTC milliseconds. */
  readonly withdrawnAt: number;
  readonly withdrawnBy: string;
  readonly reason: string;
}

/**
 * The tombstones of the records, by slug. A record has a tombstone if its newest change up to the data revision is a
 * withdrawal, or if its text or its name was withdrawn by that revision. One statement.
 */
export async function tombstones(
  scope: ReadScope,
  type: RecordType,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, Tombstone>> {
  const { rows } = await sql<Tombstone>`
    select record.type, record.key as "record", record.slug, coalesce(words.what, 'RECORD') as "what", change.write,
      "write"."recordedAt" as "withdrawnAt", ${CHANGED_BY} as "withdrawnBy", ${CHANGE_REASON} as "reason"
    from "record" join "change" on change.record = record.key join "write" on "write".number = change.write
    left join "withdrawal" as words on words.record = record.key and words.what <> 'RECORD' and ${writtenBy(scope, "words.write")}
    where record.type = ${type} and record.slug in (${sql.join(slugs)}) and change.kind = 'WITHDRAWN'
      and (change.write = words.write or change.position = (
        select max(newest.position) from "change" as newest
        where newest.record = record.key and ${writtenBy(scope, "newest.write")}
      ))`.execute(scope.db);
  return new Map(rows.map((row) => [row.slug, row]));
}

/** The tombstone of a record, by the record's key. Null if neither the record nor its text or name was withdrawn. */
export async function tombstoneOf(scope: ReadScope, record: number): Promise<Tombstone | null> {
  const { type, slug } = await scope.db
    .selectFrom("record")
    .select(["type", "slug"])
    .where("key", "=", record)
    .executeTakeFirstOrThrow();
  return (await tombstones(scope, type, [slug])).get(slug) ?? null;
}

/**
 * The articles that are withdrawn, that had their text withdrawn, or that ever had a licence that forbids showing the text.
 * One statement.
 */
export async function articlesEverWithheld(
  scope: ReadScope,
  articles: readonly number[],
): Promise<ReadonlySet<number>> {
  if (articles.length === 0) return new Set();
  const { rows } = await sql<{ record: number }>`
    select distinct article.record from "article" join "source" on source.key = article.source
    where article.record in (${sql.join(articles)}) and (source."showsText" = 0 or article."isTextWithdrawn" = 1 or not exists (
      select 1 from "article" as newest where newest.record = article.record and newest."recordedUntil" is null
    ))`.execute(scope.db);
  return new Set(rows.map(({ record }) => record));
}
