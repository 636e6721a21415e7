import { InputError } from "../schema/builder/errors.ts";
import { requestedRevision } from "../schema/builder/recordedAsOf.ts";
import type { Store } from "../store/db/database.ts";
import { newestRevision } from "../store/read/asOfRevision.ts";

/** The state of a store that an export reads. All its reads take place in one snapshot. */
export interface ExportScope {
  /** The store at the data revision; its `revision` is null if that is the newest one, whose reads are faster. */
  readonly store: Store;
  /** The store in its newest state, which decides which words may be shown. */
  readonly newest: Store;
  readonly dataRevision: number;
  readonly newestRevision: number;
}

/**
 * @param asked a data revision, or a time; the newest data revision if it is left out
 * @throws InputError
 */
export async function exportScope(store: Store, asked: number | string | undefined): Promise<ExportScope> {
  const newest = await newestRevision(store);
  const dataRevision = await requestedRevision(store, asked);
  if (dataRevision > newest)
    throw new InputError(
      "recordedAsOf",
      `is ${dataRevision}, but the newest data revision is ${newest}; give ${newest} or less`,
    );
  const revision = dataRevision === newest ? null : dataRevision;
  return { store: { ...store, revision }, newest: store, dataRevision, newestRevision: newest };
}
