import type { Store } from "../../store/db/database.ts";
import { type ReportRowFragment, reportsCsvQuery } from "../generated/queries.ts";
import { type PagingOptions, pagesOf } from "../query.ts";

export interface ReportsRequest {
  /** A `CasualtyReportFilter`. Null and missing fields match everything. */
  readonly filter?: Readonly<Record<string, unknown>> | null;
  /** Only claims that were certainly stated by the end of this year, month, day or instant, as for tolls. */
  readonly asOf?: string | undefined;
  /** A data revision, or a time as in `asOf`. */
  readonly recordedAsOf?: number | string | undefined;
}

/**
 * The claims that match, page by page, latest stated first.
 * @throws RefusedError
 */
export async function* reportPages(
  store: Store,
  { filter = null, asOf, recordedAsOf }: ReportsRequest = {},
  paging: PagingOptions = {},
): AsyncGenerator<readonly ReportRowFragment[]> {
  const asked = asOf === undefined ? filter : { ...filter, asOf };
  yield* pagesOf(store, reportsCsvQuery, { filter: asked, recordedAsOf }, paging);
}
