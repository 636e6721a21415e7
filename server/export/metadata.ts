import { basename } from "node:path";
import type { ColumnType } from "./columns.ts";
import { LINE_END, LIST_SEPARATOR } from "./csv.ts";
import type { Described } from "./dictionary.ts";

/** The built-in datatypes of CSV on the Web. */
const DATATYPES: Readonly<Record<ColumnType, string>> = {
  text: "string",
  integer: "integer",
  decimal: "decimal",
  boolean: "boolean",
  time: "dateTime",
  list: "string",
  json: "json",
};

export interface AboutFile {
  readonly title: string;
  readonly description: string;
  /** The corpora of the data, with their versions. */
  readonly sources: readonly string[];
  /** The column that identifies a row. */
  readonly key?: string | undefined;
}

/**
 * The meaning of a CSV file's columns for programs: W3C's “Metadata Vocabulary for Tabular Data”. Programs look for a
 * file named `metadataFile` next to the CSV file.
 */
export function csvMetadata(file: string, about: AboutFile, columns: readonly Described[]): string {
  const metadata = {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
    url: encodeURIComponent(basename(file)),
    "dc:title": about.title,
    "dc:description": about.description,
    "dc:source": about.sources,
    dialect: { encoding: "utf-8", lineTerminators: [LINE_END], header: true },
    tableSchema: {
      columns: columns.map(columnMetadata),
      ...(about.key !== undefined && { primaryKey: about.key }),
    },
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

export const metadataFile = (file: string): string => `${file}-metadata.json`;

function columnMetadata({ name, description, type, unit, values }: Described) {
  const base = DATATYPES[type];
  return {
    name,
    titles: name,
    "dc:description": unit === undefined ? description : `${description} Unit: ${unit}.`,
    datatype: values ? { base, format: values.join("|") } : base,
    ...(type === "list" && { separator: LIST_SEPARATOR }),
  };
}
