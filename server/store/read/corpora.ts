import { type Selectable, sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import type { ReadScope } from "./asOfRevision.ts";

export interface CorpusRow extends Selectable<Tables["corpus"]> {
  /** When the write that last changed the corpus took place, in UTC milliseconds. */
  readonly recordedAt: number;
}

export type SourceRow = Selectable<Tables["source"]>;

/** All corpora in their newest state, by slug. */
export function currentCorpora(db: Db): Promise<CorpusRow[]> {
  return db
    .selectFrom("corpus")
    .innerJoin("write", "write.number", "corpus.write")
    .selectAll("corpus")
    .select("write.recordedAt")
    .orderBy("corpus.slug")
    .execute();
}

/**
 * The corpora that had records by the data revision, in their state at that revision, by slug. If that state was not
 * recorded, as in early releases, the newest state is returned.
 */
export async function corporaAsOf({ db, revision }: ReadScope): Promise<CorpusRow[]> {
  if (revision === null) return currentCorpora(db);
  const { rows } = await sql<CorpusRow>`
    select corpus."slug", coalesce(state."title", corpus."title") as "title",
      coalesce(state."version", corpus."version") as "version", coalesce(state."hash", corpus."hash") as "hash",
      case when state."write" is null then corpus."description" else state."description" end as "description",
      null as "fingerprint", "write"."number" as "write", "write"."recordedAt"
    from "corpus"
    left join "corpusState" as state on state."corpus" = corpus."slug" and state."write" = (
      select max(earlier."write") from "corpusState" as earlier
      where earlier."corpus" = corpus."slug" and earlier."write" <= ${revision})
    join "write" on "write"."number" = coalesce(state."write", corpus."write")
    where exists (
      select 1 from "change" join "record" on "record"."key" = "change"."record"
      where "record"."corpus" = corpus."slug" and "change"."write" <= ${revision})
    order by corpus."slug"`.execute(db);
  return rows;
}

/** The slugs of the corpora that contain records, by the record's key. A record never changes its corpus. */
export async function corporaOfRecords(db: Db, records: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom("record").select(["key", "corpus"]).where("key", "in", records).execute();
  return new Map(rows.map(({ key, corpus }) => [key, corpus]));
}

/** The corpus of a version, as it was when the version was written. */
export interface CorpusState {
  readonly slug: string;
  readonly title: string;
  /** `version` and `hash` are null if the state was not recorded, as in early releases. */
  readonly version: string | null;
  readonly hash: string | null;
}

/** The corpora of versions of casualty reports, by the version's key. One statement. */
export async function corpusStatesOf(
  db: Db,
  reportVersions: readonly number[],
): Promise<ReadonlyMap<number, CorpusState>> {
  const { rows } = await sql<CorpusState & { key: number }>`
    select report."key", corpus."slug", coalesce(state."title", corpus."title") as "title", state."version", state."hash"
    from "casualtyReport" as report
    join "record" on record."key" = report."record"
    join "corpus" on corpus."slug" = record."corpus"
    left join "corpusState" as state on state."corpus" = record."corpus" and state."write" = report."recordedFrom"
    where report."key" in (${sql.join(reportVersions)})`.execute(db);
  return new Map(rows.map(({ key, ...state }) => [key, state]));
}

/** The sources that their corpora still list, by corpus and slug. */
export function currentSources(db: Db): Promise<SourceRow[]> {
  return db.selectFrom("source").selectAll().where("isNamed", "=", 1).orderBy("corpus").orderBy("slug").execute();
}

/** Sources by key, including those that their corpora no longer list. */
export async function sourcesByKey(db: Db, keys: readonly number[]): Promise<ReadonlyMap<number, SourceRow>> {
  const rows = await db.selectFrom("source").selectAll().where("key", "in", keys).execute();
  return new Map(rows.map((row) => [row.key, row]));
}
