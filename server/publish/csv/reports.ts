import { parse } from "graphql";
import type { Store } from "../../store/db/database.ts";
import { PAGE, pagesOf, type Walk } from "../query.ts";
import { REPORT_FIELDS, type ReportData } from "./reportColumns.ts";

const REPORTS = parse(/* GraphQL */ `
  query Reports($filter: CasualtyReportFilter, $recordedAsOf: RecordedAsOf, $after: String, $isFirst: Boolean!) {
    list: casualtyReports(filter: $filter, recordedAsOf: $recordedAsOf, first: 100, after: $after) {
      nodes { ${REPORT_FIELDS} }
      ${PAGE}
    }
  }
`);

export interface ReportsAsked {
  /** A `CasualtyReportFilter`; null and what is left out hold for everything. */
  readonly filter?: Readonly<Record<string, unknown>> | null;
  /** Only claims that were certainly stated by the end of this year, month, day or instant: as tolls take it. */
  readonly asOf?: string | undefined;
  /** A data revision, or a time as in `asOf`. */
  readonly recordedAsOf?: number | string | undefined;
}

/**
 * The claims that fit, page by page, latest stated first.
 * @throws RefusedError
 */
export async function* reportPages(
  store: Store,
  { filter = null, asOf, recordedAsOf }: ReportsAsked = {},
  walk: Walk = {},
): AsyncGenerator<readonly ReportData[]> {
  const asked = asOf === undefined ? filter : { ...filter, asOf };
  yield* pagesOf<ReportData>(store, REPORTS, { filter: asked, recordedAsOf }, walk);
}
