import { type Selectable, sql } from "kysely";
import type { AffiliationEdge } from "../../domain/affiliation.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** What hangs on versions, for many of them in one statement each; grouped by whom it belongs to, in its order. */

type Grouped<Row> = Promise<ReadonlyMap<number, readonly Row[]>>;

export type ParticipantRow = Selectable<Tables["participant"]>;
export type DenialRow = Selectable<Tables["denial"]>;
export type EvidenceRow = Selectable<Tables["evidence"]>;
/** Evidence as JSON columns hold it too. */
export type Span = Pick<
  EvidenceRow,
  "article" | "articleHash" | "start" | "end" | "paragraph" | "quote" | "prefix" | "suffix"
>;
/** What a report's `retractionJson` holds. */
export interface StoredRetraction {
  readonly statedAt: KnownTime | null;
  readonly words: string | null;
  readonly evidence: readonly Span[];
  readonly note: string | null;
}
export type MentionRow = Selectable<Tables["mention"]>;
export type AffiliationRow = Selectable<Tables["affiliation"]>;
export type SourceRow = Selectable<Tables["source"]>;
export type ArticleTextRow = Selectable<Tables["articleText"]>;

export async function agenciesOf(
  db: Db,
  articleVersions: readonly number[],
): Grouped<{ article: number; agency: number }> {
  const rows = await db
    .selectFrom("articleAgency")
    .selectAll()
    .where("article", "in", articleVersions)
    .orderBy("position")
    .execute();
  return Map.groupBy(rows, (row) => row.article);
}

export async function mentionsOf(db: Db, articleVersions: readonly number[]): Grouped<MentionRow> {
  const rows = await db
    .selectFrom("mention")
    .selectAll()
    .where("version", "in", articleVersions)
    .orderBy("start")
    .orderBy("key")
    .execute();
  return Map.groupBy(rows, (row) => row.version);
}

/** The slugs of records, which they keep for good, by key. */
export async function slugsOf(db: Db, records: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (records.length === 0) return new Map();
  const rows = await db.selectFrom("record").select(["key", "slug"]).where("key", "in", records).execute();
  return new Map(rows.map(({ key, slug }) => [key, slug]));
}

export async function textsOf(
  db: Db,
  articleVersions: readonly number[],
): Promise<ReadonlyMap<number, ArticleTextRow>> {
  const rows = await db.selectFrom("articleText").selectAll().where("article", "in", articleVersions).execute();
  return new Map(rows.map((row) => [row.article, row]));
}

export async function sourcesByKey(db: Db, keys: readonly number[]): Promise<ReadonlyMap<number, SourceRow>> {
  const rows = await db.selectFrom("source").selectAll().where("key", "in", keys).execute();
  return new Map(rows.map((row) => [row.key, row]));
}

export async function affiliationsOf(db: Db, actorVersions: readonly number[]): Grouped<AffiliationRow> {
  const rows = await db
    .selectFrom("affiliation")
    .selectAll()
    .where("actor", "in", actorVersions)
    .orderBy("key")
    .execute();
  return Map.groupBy(rows, (row) => row.actor);
}

/** Every affiliation that leads upwards from these actors, directly or by others. */
export async function affiliationsAbove(on: ReadScope, actors: readonly number[]): Promise<AffiliationEdge[]> {
  // One bound value for all of them: there may be more than a statement can bind.
  const list = JSON.stringify(actors);
  const keys =
    on.dialect === "postgres"
      ? sql`select cast("value" as integer) from json_array_elements_text(cast(${list} as json)) as j("value")`
      : sql`select "value" from json_each(${list})`;
  const { rows } = await sql<AffiliationEdge>`
    with recursive above("member", "organisation", "from", "until") as (
      select "member", "organisation", "validFrom", "validUntil" from "affiliation"
      where "member" in (${keys}) and "actor" in (select "key" from "actor" where ${visibleAt(on)})
      union
      select a."member", a."organisation", a."validFrom", a."validUntil" from "affiliation" as a
      join above on a."member" = above."organisation"
      where a."actor" in (select "key" from "actor" where ${visibleAt(on)})
    ) select * from above`.execute(on.db);
  return rows;
}

export async function participantsOf(db: Db, eventVersions: readonly number[]): Grouped<ParticipantRow> {
  const rows = await db
    .selectFrom("participant")
    .selectAll()
    .where("event", "in", eventVersions)
    .orderBy("position")
    .execute();
  return Map.groupBy(rows, (row) => row.event);
}

export async function denialsOf(db: Db, owner: "event" | "report", versions: readonly number[]): Grouped<DenialRow> {
  const rows = await db.selectFrom("denial").selectAll().where(owner, "in", versions).orderBy("position").execute();
  return Map.groupBy(rows, (row) => row[owner] ?? 0);
}

export async function evidenceOf(
  db: Db,
  owner: "event" | "report" | "denial",
  keys: readonly number[],
): Grouped<EvidenceRow> {
  const rows = await db.selectFrom("evidence").selectAll().where(owner, "in", keys).orderBy("position").execute();
  return Map.groupBy(rows, (row) => row[owner] ?? 0);
}

/** The records of version rows: what a denial leads back to. */
export async function recordsOfVersions(
  db: Db,
  table: "event" | "casualtyReport",
  versions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ key: number; record: number }>`
    select "key", "record" from ${sql.table(table)} where "key" in (${sql.join(versions)})`.execute(db);
  return new Map(rows.map(({ key, record }) => [key, record]));
}

export interface CorpusRow extends Selectable<Tables["corpus"]> {
  readonly recordedAt: number;
}

/** The corpora in the store, each with the write that brought it to its state. */
export function corpora(db: Db): Promise<CorpusRow[]> {
  return db
    .selectFrom("corpus")
    .innerJoin("write", "write.number", "corpus.write")
    .selectAll("corpus")
    .select("write.recordedAt")
    .orderBy("corpus.slug")
    .execute();
}

export function sources(db: Db): Promise<SourceRow[]> {
  return db.selectFrom("source").selectAll().where("isNamed", "=", 1).orderBy("corpus").orderBy("slug").execute();
}

/** How many records there ever were beyond which reading all of some kind takes a noticeable time. */
const LARGE = 1000;

export const isLarge = async (db: Db): Promise<boolean> =>
  (await db.selectFrom("record").select("key").offset(LARGE).limit(1).executeTakeFirst()) !== undefined;

/** How many current records there are of each type, for people. */
export async function recordCounts(db: Db): Promise<Record<string, number>> {
  const tables = {
    articles: "article",
    events: "event",
    actors: "actor",
    places: "place",
    "casualty reports": "casualtyReport",
  } as const;
  const counts = Object.entries(tables).map(
    ([name, table]) =>
      sql`select ${sql.lit(name)} as "name", count(*) as "count" from ${sql.table(table)} where "recordedUntil" is null`,
  );
  const { rows } = await sql<{ name: string; count: number }>`${sql.join(counts, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}
