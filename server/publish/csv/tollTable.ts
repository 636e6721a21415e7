import { type CsvOptions, csvPieces } from "../../export/csv.ts";
import type { ExportFile } from "../../export/exportFile.ts";
import { exportScope } from "../../export/exportScope.ts";
import { csvMetadata } from "../../export/metadata.ts";
import { sourcesOfData } from "../../export/sourcesOfData.ts";
import type { Store } from "../../store/db/database.ts";
import type { PagingOptions } from "../query.ts";
import { TOLL_COLUMNS } from "./tollColumns.ts";
import { type TollsRequest, tollPages } from "./tolls.ts";

export const TOLL_TITLE = "Tolls: the result of the claims on an event";

/** The tolls of events as a CSV file. The schema computes them, so that they are the same as everywhere. */
export const tollFile = (
  store: Store,
  asked: TollsRequest,
  paging: PagingOptions = {},
  options: CsvOptions = {},
): ExportFile => ({
  pieces: csvPieces(TOLL_COLUMNS, tollPages(store, asked, paging), options),
  async metadata(file) {
    const scope = await exportScope(store, asked.recordedAsOf);
    const about = {
      title: TOLL_TITLE,
      description: `The table “tolls” of conflict-graph at data revision ${scope.dataRevision}, as asked: ${JSON.stringify(asked)}.`,
      sources: await sourcesOfData(scope),
    };
    return csvMetadata(file, about, TOLL_COLUMNS);
  },
});
