import { sql } from "kysely";
import type { Db } from "../db/database.ts";
import type { ReadScope } from "./asOfRevision.ts";
import { type CorpusRow, corpora } from "./relatedRows.ts";

/** The corpus that brought a version, as it was then. Null where that was before such states were kept. */
export interface CorpusState {
  readonly slug: string;
  readonly title: string;
  readonly version: string | null;
  readonly hash: string | null;
}

/** By the keys of versions of casualty reports, in one statement. */
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

/** The corpora as they were at the data revision that is read; as they are now where that was not kept. */
export async function corporaAt({ db, revision }: ReadScope): Promise<CorpusRow[]> {
  if (revision === null) return corpora(db);
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
