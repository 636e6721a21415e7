import { type Command, Option } from "commander";
import { ConfigError } from "../config/config.ts";
import type { Described } from "../export/dictionary.ts";
import type { FormatName } from "../export/formats.ts";
import type { TableName } from "../export/tables.ts";
import type { OpenFile } from "./export.ts";
import { addCorpusCommand } from "./exportCorpusCommand.ts";
import {
  AFTER,
  ANY_FILTER,
  AS_OF,
  CLAIM_FILTERS,
  given,
  RECORDED_AS_OF,
  revisionAsked,
  STATED,
  TOLL_QUESTION,
} from "./exportFlags.ts";
import { explained, source } from "./exportSource.ts";
import { reportProgress } from "./progress.ts";

interface ExportFlags extends Readonly<Record<string, unknown>> {
  readonly format: FormatName | "markdown";
  readonly dictionary?: boolean;
  readonly spreadsheet?: boolean;
  readonly output?: string;
  readonly database?: string;
  readonly corpus?: string;
  readonly recordedAsOf?: string;
  readonly after?: string;
  readonly filter?: readonly string[];
}

/** What the command needs to know of a table before the table's code is loaded. */
const TABLES: Readonly<Record<TableName, { readonly rows: string; readonly formats: readonly FormatName[] }>> = {
  claims: { rows: "One row for each claim", formats: ["csv", "jsonl", "parquet", "geojson"] },
  events: { rows: "One row for each event", formats: ["csv", "jsonl", "parquet", "geojson"] },
  articles: { rows: "One row for each article, with its text", formats: ["csv", "jsonl", "parquet"] },
  actors: { rows: "One row for each actor", formats: ["csv", "jsonl", "parquet"] },
  places: { rows: "One row for each place", formats: ["csv", "jsonl", "parquet", "geojson"] },
};

/** Adds `export`: tables as files. */
export function addExportCommand(cli: Command): void {
  const command = cli
    .command("export")
    .description("Write claims, other records or tolls as a table, each row with its source and licence.")
    .addHelpText(
      "after",
      "\n“export claims --help” lists the filters. With npm, add -s: otherwise npm writes its own lines before the table.\n  npm run -s cli -- export claims > claims.csv",
    );
  for (const [name, { rows, formats }] of Object.entries(TABLES) as [TableName, (typeof TABLES)[TableName]][]) {
    const table = tableCommand(
      command,
      name,
      `${rows} that matches the filters. Without filters, all ${name}.`,
      formats,
    );
    const filters = name === "claims" ? [...CLAIM_FILTERS, ...STATED, AS_OF] : [];
    for (const option of [...filters, ANY_FILTER, RECORDED_AS_OF, AFTER]) table.addOption(option);
    table.action((flags: ExportFlags) => exportTable(name, flags, filters));
    // Its name in earlier releases.
    if (name === "claims") table.alias("reports");
  }
  addCorpusCommand(command);
  const tolls = tableCommand(command, "tolls", "The tolls of each event: for all people, and for narrower groups.", [
    "csv",
  ]);
  for (const option of [...TOLL_QUESTION, AS_OF, RECORDED_AS_OF]) tolls.addOption(option);
  tolls.action(exportTolls);
}

function tableCommand(parent: Command, name: string, description: string, formats: readonly FormatName[]): Command {
  return parent
    .command(name)
    .description(description)
    .addOption(
      new Option("--format <format>", "the format of the file; markdown only with --dictionary")
        .choices([...formats, "markdown"])
        .default("csv"),
    )
    .option(
      "--output <file>",
      "write to this file once it is complete; beside a CSV file, <file>-metadata.json (CSV on the Web)",
    )
    .option(
      "--spreadsheet",
      "CSV for spreadsheet programs: add a byte order mark, and an apostrophe before texts that would run as formulas",
    )
    .option("--dictionary", "print what the columns mean, without rows")
    .addOption(new Option("--database <url>", "export this database as it is (env: DATABASE_URL)").conflicts("corpus"))
    .option("--corpus <folder>", "export this corpus; it is loaded into memory only (default: the seeds)")
    .addHelpText(
      "after",
      "\nCSV is UTF-8 with commas and CRLF (RFC 4180), always with a header. An empty cell never means zero. Instead of a slug, you can give a global id.",
    );
}

async function exportTable(name: TableName, flags: ExportFlags, filters: readonly Option[]): Promise<void> {
  if (flags.dictionary) {
    const { TABLES: tables } = await import("../export/tables.ts");
    return printDictionary(tables[name], flags);
  }
  const format = rowFormat(flags);
  if (format === "parquet" && flags.output === undefined && process.stdout.isTTY)
    throw new ConfigError(["--format parquet is not text. Write it to a file with --output."]);
  if (flags.spreadsheet && format !== "csv") throw new ConfigError(["--spreadsheet is only for --format csv."]);
  const { tableFile } = await import("../export/tableFile.ts");
  const filter = await filterAsked(name, flags, filters);
  const asked = {
    table: name,
    format,
    filter,
    recordedAsOf: revisionAsked(flags.recordedAsOf),
    after: flags.after,
    spreadsheet: flags.spreadsheet,
  };
  await run(flags, (store, options) => tableFile(store, asked, options));
}

/** The filter of the flags, and of `--filter`. */
async function filterAsked(name: TableName, flags: ExportFlags, filters: readonly Option[]) {
  const [{ filterOfParameters }, { filterType, TABLES: tables }] = await Promise.all([
    import("../export/filter.ts"),
    import("../export/tables.ts"),
  ]);
  const { statedFrom, statedUntil, ...named } = given(filters, flags);
  const stated = { from: statedFrom, until: statedUntil };
  const parameters = (flags.filter ?? []).map((written): [string, string] => {
    const [field = "", ...value] = written.split("=");
    if (value.length > 0) return [field, value.join("=")];
    throw new ConfigError([`--filter takes name=value, not “${written.slice(0, 100)}”.`]);
  });
  return {
    ...(await explained(() => filterOfParameters(filterType(tables[name]), new URLSearchParams(parameters)))),
    ...named,
    ...((statedFrom !== undefined || statedUntil !== undefined) && { statedAt: stated }),
  };
}

async function exportTolls(flags: ExportFlags): Promise<void> {
  const { tollFile, TOLL_TITLE } = await import("../publish/csv/tollTable.ts");
  if (flags.dictionary) {
    const { TOLL_COLUMNS: columns } = await import("../publish/csv/tollColumns.ts");
    return printDictionary({ title: TOLL_TITLE, columns }, flags);
  }
  rowFormat(flags);
  const { asOf, recordedAsOf } = flags;
  const asked = { ...given(TOLL_QUESTION, flags), asOf, recordedAsOf: revisionAsked(recordedAsOf) };
  const { spreadsheet } = flags;
  await run(flags, (store, options) => tollFile(store, asked as never, options, { spreadsheet }));
}

function rowFormat({ format }: ExportFlags): FormatName {
  if (format !== "markdown") return format;
  throw new ConfigError(["--format markdown is only for --dictionary. For rows, choose another format."]);
}

async function run(flags: ExportFlags, open: OpenFile): Promise<void> {
  const { output } = flags;
  const from = await source(flags);
  const { exportFile } = await import("./export.ts");
  const showsProgress = output !== undefined || !process.stdout.isTTY;
  await explained(() => exportFile(open, from, { output, ...(showsProgress && { onProgress: reportProgress }) }));
}

async function printDictionary(
  { title, columns }: { readonly title: string; readonly columns: readonly Described[] },
  { format }: ExportFlags,
): Promise<void> {
  const { dictionaryCsv, dictionaryMarkdown } = await import("../export/dictionary.ts");
  process.stdout.write(format === "csv" ? dictionaryCsv(columns) : dictionaryMarkdown(title, columns));
}
