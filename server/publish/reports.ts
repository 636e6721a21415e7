import { parse } from "graphql";
import type { Store } from "../store/database.ts";
import { PAGE, pagesOf, type Walk } from "./query.ts";
import { REPORT_FIELDS, type ReportData } from "./reportColumns.ts";

const REPORTS = parse(/* GraphQL */ `
  query Reports($filter: CasualtyReportFilter, $after: String, $isFirst: Boolean!) {
    list: casualtyReports(filter: $filter, first: 100, after: $after) { nodes { ${REPORT_FIELDS} } ${PAGE} }
  }
`);

export interface ReportsAsked {
  /** A `CasualtyReportFilter`; null and what is left out hold for everything. */
  readonly filter?: Readonly<Record<string, unknown>> | null;
}

/** The claims that fit a filter, page by page, latest stated first. */
export const reportPages = (
  store: Store,
  { filter = null }: ReportsAsked = {},
  walk: Walk = {},
): AsyncGenerator<readonly ReportData[]> => pagesOf<ReportData>(store, REPORTS, { filter }, walk);
