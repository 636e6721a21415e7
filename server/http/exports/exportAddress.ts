import { filterOfParameters } from "../../export/filter.ts";
import { FORMATS, type FormatName, formatsOf } from "../../export/formats.ts";
import { metadataFile } from "../../export/metadata.ts";
import type { ExportAsked } from "../../export/openExport.ts";
import { filterType, TABLE_NAMES, TABLES, type TableName } from "../../export/tables.ts";
import { InputError } from "../../schema/builder/errors.ts";

/** A file at an address below `/export/`. */
export interface ExportAddress {
  /** The name of the file, such as `claims.csv`. */
  readonly file: string;
  /** Null if the file is the archive of the corpora. */
  readonly table: TableName | null;
  readonly format: FormatName;
  readonly mediaType: string;
  readonly isText: boolean;
  /** Whether the file is the description of the columns of a CSV file. */
  readonly isMetadata: boolean;
}

/** All files of tables, such as `claims.csv`. */
export const TABLE_FILES: readonly string[] = TABLE_NAMES.flatMap((table) =>
  formatsOf(TABLES[table]).map((format) => `${table}.${format}`),
);

/** The corpora, as folders that can be loaded. */
const ARCHIVE = "corpus.tar.gz";

export const EXPORT_FILES: readonly string[] = [...TABLE_FILES, ARCHIVE];

/** Null if there is no such file. */
export function exportAddress(path: string): ExportAddress | null {
  const file = path.replace(/^\/export\//, "");
  const ending = metadataFile("");
  const isMetadata = file.endsWith(`.csv${ending}`);
  const name = isMetadata ? file.slice(0, -ending.length) : file;
  if (file === ARCHIVE)
    return { file, table: null, format: "csv", mediaType: "application/gzip", isText: false, isMetadata: false };
  if (!TABLE_FILES.includes(name)) return null;
  const [table, format] = name.split(".") as [TableName, FormatName];
  const { mediaType, isText } = FORMATS[format];
  return isMetadata
    ? { file, table, format, mediaType: "application/csvm+json", isText: true, isMetadata }
    : { file, table, format, mediaType, isText, isMetadata };
}

/** Parameters that say which rows are asked for, besides the fields of the filter. */
const OWN = ["recordedAsOf", "after", "spreadsheet"] as const;

/** @throws InputError for a parameter that is unknown, or has a value of the wrong form */
export function readParameters(
  { table, format, file, isMetadata }: ExportAddress,
  search: URLSearchParams,
): ExportAsked {
  const parameters = new URLSearchParams(search);
  if (table === null) return readArchiveParameters(parameters);
  const own = Object.fromEntries(OWN.map((name) => [name, takeOne(parameters, name)]));
  const { recordedAsOf, after, spreadsheet } = own;
  if (spreadsheet !== undefined && (format !== "csv" || isMetadata))
    throw new InputError("spreadsheet", "is only for CSV; leave it out, or end the path in .csv");
  if (spreadsheet !== undefined && spreadsheet !== "true" && spreadsheet !== "false")
    throw new InputError("spreadsheet", `is “${spreadsheet.slice(0, 50)}”; it takes true or false`);
  return {
    table,
    format,
    filter: filterOfParameters(filterType(TABLES[table]), parameters, OWN),
    recordedAsOf: revisionIn(recordedAsOf),
    after,
    spreadsheet: spreadsheet === "true",
    ...(isMetadata && { metadataOf: file.slice(0, -metadataFile("").length) }),
  };
}

function readArchiveParameters(parameters: URLSearchParams): ExportAsked {
  const recordedAsOf = revisionIn(takeOne(parameters, "recordedAsOf"));
  const corpora = parameters.getAll("corpus");
  const unknown = [...parameters.keys()].find((name) => name !== "corpus");
  if (unknown !== undefined)
    throw new InputError(`“${unknown.slice(0, 50)}”`, "is not a parameter here; use corpus, recordedAsOf");
  return { archive: { corpora: corpora.length === 0 ? undefined : corpora, recordedAsOf } };
}

const revisionIn = (recordedAsOf: string | undefined): number | string | undefined =>
  /^\d{1,10}$/.test(recordedAsOf ?? "") ? Number(recordedAsOf) : recordedAsOf?.replaceAll(" ", "+");

function takeOne(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  if (others.length > 0) throw new InputError(name, `is given ${others.length + 1} times; it takes one value`);
  if (value === "") throw new InputError(name, "is empty; give it a value, or leave it out");
  parameters.delete(name);
  return value;
}
