import { requestedRevision } from "../../schema/builder/recordedAsOf.ts";
import type { Store } from "../../store/db/database.ts";
import { corporaAsOf } from "../../store/read/corpora.ts";
import type { PagingOptions } from "../query.ts";
import { type CsvOptions, csvPieces } from "./csv.ts";
import type { Described } from "./dictionary.ts";
import { REPORT_COLUMNS } from "./reportColumns.ts";
import { reportPages } from "./reports.ts";
import { TOLL_COLUMNS } from "./tollColumns.ts";
import { tollPages } from "./tolls.ts";

/** The tables that can be exported. */
interface Table {
  readonly title: string;
  readonly columns: readonly Described[];
  /** The column that identifies a row. */
  readonly key?: string;
  /** The CSV, piece by piece. @param asked the variables of the query behind it */
  pieces(store: Store, asked: TableVariables, paging?: PagingOptions, options?: CsvOptions): AsyncGenerator<string>;
}

export type TableVariables = Readonly<Record<string, unknown>>;

const TABLES = {
  reports: {
    title: "Casualty claims",
    columns: REPORT_COLUMNS,
    key: "claim_id",
    pieces: (store, asked, paging, options) => csvPieces(REPORT_COLUMNS, reportPages(store, asked, paging), options),
  },
  tolls: {
    title: "Tolls: the result of the claims on an event",
    columns: TOLL_COLUMNS,
    pieces: (store, asked, paging, options) => csvPieces(TOLL_COLUMNS, tollPages(store, asked, paging), options),
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof TABLES;
export const tableOf = (name: TableName): Table => TABLES[name];

interface State {
  readonly dataRevision: number;
  readonly corpora: readonly { readonly slug: string; readonly version: string; readonly hash: string }[];
}

/** The corpora of a store at the requested revision or time, so that a table can state its origin. */
export async function stateOf(store: Store, { recordedAsOf }: TableVariables): Promise<State> {
  const dataRevision = await requestedRevision(store, recordedAsOf as number | string | undefined);
  return { dataRevision, corpora: await corporaAsOf({ ...store, revision: dataRevision }) };
}
