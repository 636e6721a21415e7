import { parse } from "graphql";
import { parseTime, TimeFormatError } from "../domain/time.ts";
import type { Store } from "../store/database.ts";
import { PAGE, pagesOf, RefusedError, type Walk } from "./query.ts";
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
  const until = asOf === undefined ? Number.POSITIVE_INFINITY : endOf(asOf);
  for await (const page of pagesOf<ReportData>(store, REPORTS, { filter, recordedAsOf }, walk))
    yield asOf === undefined ? page : page.filter((report) => isStatedBy(report, until));
}

/** A claim without a time of its own is as old as its article; without either it cannot be said to have been made by then. */
function isStatedBy({ statedAt, article }: ReportData, until: number): boolean {
  const time = statedAt ?? article.published;
  return time !== null && Date.parse(time.latest) <= until;
}

function endOf(asOf: string): number {
  try {
    if (!asOf.includes("/")) return parseTime(asOf).latest;
  } catch (error) {
    if (error instanceof TimeFormatError) throw new RefusedError(`asOf cannot be read: ${error.message}`);
    throw error;
  }
  throw new RefusedError("asOf takes one time, such as 2020-09-28");
}
