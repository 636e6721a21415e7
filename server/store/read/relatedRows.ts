import { type Selectable, sql } from "kysely";
import type { AffiliationEdge } from "../../domain/affiliation.ts";
import { required } from "../../domain/required.ts";
import type { KnownTime } from "../../domain/time.ts";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** The rows that belong to versions of records, grouped by version and in their order. One statement for any number of versions. */

type Grouped<Row> = Promise<ReadonlyMap<number, readonly Row[]>>;

export type ParticipantRow = Selectable<Tables["participant"]>;
export type DenialRow = Selectable<Tables["denial"]>;
export type EvidenceRow = Selectable<Tables["evidence"]>;
/** A passage of an article, as evidence rows and JSON columns store it. */
export type Span = Pick<
  EvidenceRow,
  "article" | "articleHash" | "start" | "end" | "paragraph" | "quote" | "prefix" | "suffix"
>;
/** The JSON in a report's `retractionJson`. */
export interface StoredRetraction {
  readonly statedAt: KnownTime | null;
  readonly words: string | null;
  readonly evidence: readonly Span[];
  readonly note: string | null;
}
export type MentionRow = Selectable<Tables["mention"]>;
export type AffiliationRow = Selectable<Tables["affiliation"]>;
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

export async function textsOf(
  db: Db,
  articleVersions: readonly number[],
): Promise<ReadonlyMap<number, ArticleTextRow>> {
  const rows = await db.selectFrom("articleText").selectAll().where("article", "in", articleVersions).execute();
  return new Map(rows.map((row) => [row.article, row]));
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

/** The affiliations of these actors and, recursively, of the organisations they belong to. One statement. */
export async function affiliationsAbove(on: ReadScope, actors: readonly number[]): Promise<AffiliationEdge[]> {
  // All keys in one bound value: there may be more than a statement can bind.
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
  return Map.groupBy(rows, (row) => required(row[owner], `The ${owner} of a row`));
}

export async function evidenceOf(
  db: Db,
  owner: "event" | "report" | "denial",
  keys: readonly number[],
): Grouped<EvidenceRow> {
  const rows = await db.selectFrom("evidence").selectAll().where(owner, "in", keys).orderBy("position").execute();
  return Map.groupBy(rows, (row) => required(row[owner], `The ${owner} of a row`));
}
