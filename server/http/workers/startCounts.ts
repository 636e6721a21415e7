import { print } from "graphql";
import { type StartCountsQuery, startCountsQuery } from "../../publish/generated/queries.ts";
import { query } from "../../publish/query.ts";
import type { Store } from "../../store/db/database.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import type { StartCounts } from "../pages/claimBars.ts";
import type { Pool } from "./pool.ts";

interface Settings {
  readonly store: Store;
  readonly pool: Pool | null;
  isLarge(): boolean;
}

/**
 * Counts the claims for the start page. In a large store, a worker thread counts, so that other requests do not wait.
 * @returns a function that gives the counts, which are kept until the next write; null if they could not be made, such as in the
 * time that a statement may take
 */
export function createStartCounts({ store, pool, isLarge }: Settings): () => Promise<StartCounts | null> {
  let kept: { readonly revision: number; readonly counts: Promise<StartCounts | null> } | null = null;
  const count = async (): Promise<StartCounts> => {
    if (!pool || !isLarge()) return (await query(store, startCountsQuery, {})).casualtyReports;
    const job = {
      query: print(startCountsQuery),
      operationName: null,
      variables: {},
      caller: null,
      isSubgraph: false,
      isLarge: true,
    };
    const { data, errors } = await pool.run(job, "the start page", new AbortController().signal);
    if (errors[0]) throw new Error(errors[0].message);
    return (JSON.parse(data) as StartCountsQuery).casualtyReports;
  };
  return async () => {
    const revision = await newestRevision(store);
    // The page is useful without the counts. They are not made again for each reader if that takes too long.
    if (kept?.revision !== revision) kept = { revision, counts: count().catch(() => null) };
    return kept.counts;
  };
}
