import { sql } from "kysely";
import type { Db } from "./database.ts";

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
