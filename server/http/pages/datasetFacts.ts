import type { DatasetFacts } from "../../publish/linkedData/dataset.ts";
import type { Store } from "../../store/db/database.ts";
import { newestRevision, recordedAtOf } from "../../store/read/asOfRevision.ts";
import { currentCorpora, currentSources } from "../../store/read/corpora.ts";
import { type Coverage, claimCoverage } from "../../store/read/coverage.ts";

/** Reads what the store contains. The coverage is kept until the next write, since it reads all events. */
export function createDatasetFacts(store: Store): () => Promise<DatasetFacts> {
  let kept: { readonly dataRevision: number; readonly coverage: Coverage } | null = null;
  return async () => {
    const { db } = store;
    const dataRevision = await newestRevision(store);
    if (kept?.dataRevision !== dataRevision) kept = { dataRevision, coverage: await claimCoverage(db) };
    return {
      corpora: await currentCorpora(db),
      sources: await currentSources(db),
      coverage: kept.coverage,
      dataRevision,
      recordedAt: (await recordedAtOf(store, dataRevision)) ?? 0,
    };
  };
}
