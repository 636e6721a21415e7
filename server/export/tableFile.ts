import type { Store } from "../store/db/database.ts";
import type { ExportFile } from "./exportFile.ts";
import { FORMATS, type FormatName } from "./formats.ts";
import { type AboutFile, csvMetadata } from "./metadata.ts";
import { type ReadOptions, type RowsAsked, rowsOf, type Selection, selectRecords } from "./selection.ts";
import { sourcesOfData } from "./sourcesOfData.ts";
import { TABLES, type TableName } from "./tables.ts";

/** A table in a format. */
export interface TableAsked extends RowsAsked {
  readonly table: TableName;
  readonly format: FormatName;
  /** For a spreadsheet program: see CsvOptions. */
  readonly spreadsheet?: boolean | undefined;
}

/**
 * The file of a table. All its reads must take place in one snapshot.
 * @throws InputError if what is asked is not valid
 */
export async function tableFile(store: Store, asked: TableAsked, options: ReadOptions = {}): Promise<ExportFile> {
  const table = TABLES[asked.table];
  const selection = await selectRecords(store, table, asked);
  return fileOf(asked, selection, options);
}

/** The file of records that were selected. */
export function fileOf(asked: TableAsked, selection: Selection, options: ReadOptions): ExportFile {
  const table = TABLES[asked.table];
  const { spreadsheet } = asked;
  async function* pieces() {
    const { title, description, sources } = await aboutTable(asked, selection);
    const about = { title, description, sources: sources.join("; ") };
    yield* FORMATS[asked.format].pieces(table, rowsOf(table, selection, options), about, { spreadsheet });
  }
  return {
    pieces: pieces(),
    metadata: async (file) => (asked.format === "csv" ? tableMetadata(file, asked, selection) : null),
  };
}

/** The metadata of a table's CSV file. @param file the name of that file */
export const tableMetadata = async (file: string, asked: TableAsked, selection: Selection): Promise<string> =>
  csvMetadata(file, await aboutTable(asked, selection), TABLES[asked.table].columns);

/** Which data a table contains, and what was asked. */
async function aboutTable({ table, filter = {}, after }: TableAsked, { scope }: Selection): Promise<AboutFile> {
  const { title, key } = TABLES[table];
  const asked = { ...filter, ...(after !== undefined && { after }) };
  const which = Object.keys(asked).length === 0 ? "all rows" : `as asked: ${JSON.stringify(asked)}`;
  return {
    title,
    description: `The table “${table}” of conflict-graph at data revision ${scope.dataRevision}, ${which}.`,
    sources: await sourcesOfData(scope),
    key,
  };
}
