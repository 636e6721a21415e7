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
  readonly table: TableName;
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

/** Null if there is no such file. */
export function exportAddress(path: string): ExportAddress | null {
  const file = path.replace(/^\/export\//, "");
  const ending = metadataFile("");
  const isMetadata = file.endsWith(`.csv${ending}`);
  const name = isMetadata ? file.slice(0, -ending.length) : file;
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
    recordedAsOf: /^\d{1,10}$/.test(recordedAsOf ?? "") ? Number(recordedAsOf) : recordedAsOf?.replaceAll(" ", "+"),
    after,
    spreadsheet: spreadsheet === "true",
    metadataOf: isMetadata ? file.slice(0, -metadataFile("").length) : undefined,
  };
}

function takeOne(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  if (others.length > 0) throw new InputError(name, `is given ${others.length + 1} times; it takes one value`);
  if (value === "") throw new InputError(name, "is empty; give it a value, or leave it out");
  parameters.delete(name);
  return value;
}
