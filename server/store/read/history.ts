import { type Selectable, type SqlBool, sql } from "kysely";
import type { RecordContent } from "../../domain/changes.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";
import type { ChangeKind, VersionColumns } from "../db/tables.ts";
import { contentsOf } from "../records/contents.ts";
import { TABLE_OF, type VersionedTable } from "../records/rows.ts";
import type { ReadScope } from "./asOfRevision.ts";
import type { Row } from "./currentRows.ts";

/** An entry of the change log, with the version that it brought; for a withdrawal, the one that it ended. */
export interface HistoryEntry
  extends Pick<Selectable<VersionColumns>, "record" | "version" | "validFrom" | "contentHash"> {
  readonly kind: ChangeKind;
  /** The write that made the change, when it took place, by whom and why. */
  readonly recordedFrom: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly reason: string;
}

type ByRecord<Value> = ReadonlyMap<number, readonly Value[]>;

/** Who made a change and why: what is said of it, or else of the whole write. */
const [BY, REASON] = [
  sql<string>`coalesce(change."by", "write"."recordedBy")`,
  sql<string>`coalesce(change."reason", "write"."reason")`,
];

const upTo = ({ revision }: ReadScope, column: string) =>
  revision === null ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.ref(column)} <= ${revision}`;

/** The change log of records of one type up to the data revision that is read, oldest first. */
export async function historyOf(
  on: ReadScope,
  type: RecordType,
  records: readonly number[],
): Promise<ByRecord<HistoryEntry>> {
  const isWithdrawal = sql`change.kind = 'WITHDRAWN'`;
  const { rows } = await sql<HistoryEntry>`
    select change.record, change.kind, change.version, changed."contentHash", change.write as "recordedFrom",
      "write"."recordedAt",
      case when ${isWithdrawal} then "write"."recordedAt" else changed."validFrom" end as "validFrom",
      case when ${isWithdrawal} then ${BY} else changed."recordedBy" end as "recordedBy",
      case when ${isWithdrawal} then ${REASON} else changed."reason" end as "reason"
    from "change" join "write" on "write".number = change.write
    join ${sql.table(TABLE_OF[type])} as changed on changed.record = change.record and changed.version = change.version
    where change.record in (${sql.join(records)}) and ${upTo(on, "change.write")}
    order by change.position`.execute(on.db);
  return Map.groupBy(rows, ({ record }) => record);
}

export interface VersionContent {
  readonly record: number;
  readonly version: number;
  readonly content: RecordContent;
}

/** What the versions of records of one type held, up to the data revision that is read, oldest first. */
export async function versionsOf(
  on: ReadScope,
  type: RecordType,
  records: readonly number[],
): Promise<ByRecord<VersionContent>> {
  const { rows } = await sql<Row<VersionedTable>>`
    select * from ${sql.table(TABLE_OF[type])} where "record" in (${sql.join(records)}) and ${upTo(on, "recordedFrom")}
    order by "record", "version"`.execute(on.db);
  const contents = await contentsOf(on.db, type, rows);
  const versions = rows.map(({ record, version }, at) => ({ record, version, content: contents[at] ?? {} }));
  return Map.groupBy(versions, ({ record }) => record);
}

/** Those of some articles that were withdrawn, or ever stood under a licence that forbids showing texts. */
export async function everWithheld(on: ReadScope, articles: readonly number[]): Promise<ReadonlySet<number>> {
  if (articles.length === 0) return new Set();
  const { rows } = await sql<{ record: number }>`
    select distinct article.record from "article" join "source" on source.key = article.source
    where article.record in (${sql.join(articles)}) and (source."showsText" = 0 or article."isTextWithdrawn" = 1 or not exists (
      select 1 from "article" as newest where newest.record = article.record and newest."recordedUntil" is null
    ))`.execute(on.db);
  return new Set(rows.map(({ record }) => record));
}

/** What is left of a record that was withdrawn, or of whose words were. */
export interface Tombstone {
  readonly type: RecordType;
  readonly record: number;
  readonly slug: string;
  readonly what: WithdrawnMatter;
  readonly write: number;
  readonly withdrawnAt: number;
  readonly withdrawnBy: string;
  readonly reason: string;
}

/**
 * The records of one type, among some, whose newest change up to the data revision that is read is a withdrawal, and
 * those whose text or name was withdrawn by then, whatever became of them since.
 */
export async function tombstones(
  on: ReadScope,
  type: RecordType,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, Tombstone>> {
  const { rows } = await sql<Tombstone>`
    select record.type, record.key as "record", record.slug, coalesce(words.what, 'RECORD') as "what", change.write,
      "write"."recordedAt" as "withdrawnAt", ${BY} as "withdrawnBy", ${REASON} as "reason"
    from "record" join "change" on change.record = record.key join "write" on "write".number = change.write
    left join "withdrawal" as words on words.record = record.key and words.what <> 'RECORD' and ${upTo(on, "words.write")}
    where record.type = ${type} and record.slug in (${sql.join(slugs)}) and change.kind = 'WITHDRAWN'
      and (change.write = words.write or change.position = (
        select max(newest.position) from "change" as newest
        where newest.record = record.key and ${upTo(on, "newest.write")}
      ))`.execute(on.db);
  return new Map(rows.map((row) => [row.slug, row]));
}

/** What is left of a record by its key; null where nothing of it was withdrawn. */
export async function tombstoneOf(on: ReadScope, record: number): Promise<Tombstone | null> {
  const { type, slug } = await on.db
    .selectFrom("record")
    .select(["type", "slug"])
    .where("key", "=", record)
    .executeTakeFirstOrThrow();
  return (await tombstones(on, type, [slug])).get(slug) ?? null;
}
