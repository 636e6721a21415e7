import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { ConfigError } from "../config/config.ts";
import { required } from "../domain/required.ts";
import { CLAIM_STATUSES, HARMS, REVIEW_STATES, SCOPES, TOLL_RULES, VICTIMS } from "../domain/vocabulary.ts";
import type { TableName, TableVariables } from "../publish/csv/tables.ts";
import { configOf } from "./configOf.ts";
import type { From } from "./export.ts";
import { reportProgress } from "./progress.ts";

interface ExportFlags extends TableVariables {
  readonly format: "csv" | "markdown";
  readonly dictionary?: boolean;
  readonly spreadsheet?: boolean;
  readonly output?: string;
  readonly database?: string;
  readonly corpus?: string;
  readonly asOf?: string;
  readonly recordedAsOf?: string;
}

/** The fields of the schema's filter as flags. The name of a field is the name of the flag in camel case. */
const REPORT_FILTERS: readonly Option[] = [
  new Option("--event <slugs...>", "about these events, or events that are part of them"),
  new Option("--harm <harms...>", "of these harms").choices(Object.keys(HARMS)),
  new Option("--victims <kinds...>", "about these kinds of people").choices(Object.keys(VICTIMS)),
  new Option("--tag <tags...>", "with one of these tags, such as bodies"),
  new Option("--side <slugs...>", "about these actors' people"),
  new Option("--place <slugs...>", "in these places, or places in them"),
  new Option("--attributed-to <slugs...>", "claimed by these actors themselves"),
  new Option("--party <slugs...>", "claimed by these actors, or by actors who belong to them"),
  new Option("--via <slugs...>", "reported through these actors"),
  new Option("--blamed <slugs...>", "blaming these actors"),
  new Option("--article <slugs...>", "in these articles"),
  new Option("--publisher <slugs...>", "in articles of these publishers"),
  new Option("--scope <scopes...>", "running totals, increments, or unstated").choices(Object.keys(SCOPES)),
  new Option("--status <statuses...>", "with one of these statuses").choices(Object.keys(CLAIM_STATUSES)),
  new Option("--review <states...>", "in one of these review states").choices(Object.keys(REVIEW_STATES)),
  new Option("--text <words>", "containing these words, as `text` in the GraphQL filter"),
];

const TIMES = [
  new Option("--as-of <time>", "only claims certainly stated by the end of this year, month, day or instant"),
  new Option(
    "--recorded-as-of <revision>",
    "the database as it was at a data revision such as 12, or at a time such as 2021-12",
  ),
];

const TOLL_QUESTION: readonly Option[] = [
  new Option("--event <slugs...>", "of these events (default: every event with such claims)"),
  new Option("--harm <harm>", "of this harm (default: KILLED)").choices(Object.keys(HARMS)),
  new Option("--victims <kind>", "of these people only").choices(Object.keys(VICTIMS)),
  new Option("--side <slug>", "of this actor's people, as stated in the articles"),
  new Option("--place <slug>", "in this place, as stated in the articles"),
  new Option("--tags <tags...>", "of people with these tags"),
  new Option("--party <slugs...>", "only claims by these actors, or by actors who belong to them"),
  new Option("--rule <rule>", "how the bounds are chosen from the parties' figures (default: RANGE)").choices(
    Object.keys(TOLL_RULES),
  ),
  new Option("--include-unreviewed", "also count claims that nobody has reviewed"),
];

const STATED = [
  new Option("--stated-from <time>", "stated in or after this year, month, day or instant"),
  new Option("--stated-until <time>", "stated in or before this year, month, day or instant"),
];

/** Adds `export`: tables as files. */
export function addExportCommand(cli: Command): void {
  const command = cli
    .command("export")
    .description("Write claims as a table (CSV), each row with its source, wording and licence.")
    .addHelpText(
      "after",
      "\n“export reports --help” lists the filters. With npm, add -s: otherwise npm writes its own lines before the table.\n  npm run -s cli -- export reports > reports.csv",
    );
  const reports = tableCommand(
    command,
    "reports",
    "One row for each claim that matches the filters. Without filters, all claims.",
  );
  for (const option of [...REPORT_FILTERS, ...STATED, ...TIMES]) reports.addOption(option);
  const tolls = tableCommand(command, "tolls", "The tolls of each event: for all people, and for narrower groups.");
  for (const option of [...TOLL_QUESTION, ...TIMES]) tolls.addOption(option);
  tolls.action((flags: ExportFlags) => run("tolls", flags, tollsAsked(flags)));
  reports.action((flags: ExportFlags) => run("reports", flags, reportsAsked(flags)));
}

function tableCommand(parent: Command, name: TableName, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .addOption(
      new Option("--format <format>", "csv; markdown only with --dictionary")
        .choices(["csv", "markdown"])
        .default("csv"),
    )
    .option(
      "--output <file>",
      "write to this file once it is complete, and <file>-metadata.json (CSV on the Web) beside it",
    )
    .option(
      "--spreadsheet",
      "for spreadsheet programs: add a byte order mark, and an apostrophe before texts that would run as formulas",
    )
    .option("--dictionary", "print what the columns mean, without rows")
    .addOption(new Option("--database <url>", "export this database as it is (env: DATABASE_URL)").conflicts("corpus"))
    .option("--corpus <folder>", "export this corpus; it is loaded into memory only (default: the seeds)")
    .addHelpText(
      "after",
      "\nThe format is UTF-8 with commas and CRLF (RFC 4180), always with a header. An empty cell never means zero. Instead of a slug, you can give a global id.",
    );
}

/** The options that were given, by their names in the schema. */
function given(options: readonly Option[], flags: ExportFlags): TableVariables {
  const names = options.map((option) => option.attributeName()).filter((name) => flags[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, flags[name]]));
}

const tollsAsked = (flags: ExportFlags): TableVariables => ({ ...given(TOLL_QUESTION, flags), ...timesAsked(flags) });

function reportsAsked(flags: ExportFlags): TableVariables {
  const [from, until] = [flags.statedFrom, flags.statedUntil];
  return {
    filter: {
      ...given(REPORT_FILTERS, flags),
      ...((from !== undefined || until !== undefined) && { statedAt: { from, until } }),
    },
    ...timesAsked(flags),
  };
}

/** A number is a data revision, even if it could be a year. To give a year, name its last month, `2021-12`. */
const timesAsked = ({ asOf, recordedAsOf }: ExportFlags): TableVariables => ({
  asOf,
  recordedAsOf: /^\d+$/.test(recordedAsOf ?? "") ? Number(recordedAsOf) : recordedAsOf,
});

async function run(table: TableName, flags: ExportFlags, asked: TableVariables): Promise<void> {
  if (flags.dictionary) return printDictionary(table, flags.format);
  if (flags.format !== "csv") throw new ConfigError(["--format markdown is only for --dictionary. Rows are csv."]);
  const { output, spreadsheet } = flags;
  const from = await source(flags);
  const { exportTable } = await import("./export.ts");
  const showsProgress = output !== undefined || !process.stdout.isTTY;
  const { RefusedError } = await import("../publish/query.ts");
  try {
    await exportTable(table, asked, from, {
      output,
      spreadsheet,
      ...(showsProgress && { onProgress: reportProgress }),
    });
  } catch (error) {
    if (error instanceof RefusedError) error.message = ofFlags(error.message);
    throw error;
  }
}

/** Turns a message of the schema about an argument into a message about the argument's flag. */
export function ofFlags(message: string): string {
  const [, variable, value, at, reason] =
    /^Variable "\$(\w+)" got invalid value ("(?:[^"\\]|\\.)*")(?: at "([\w.]+)")?; (.*)$/s.exec(message) ?? [];
  const said =
    reason === undefined
      ? message
      : reason.startsWith(`${variable} `)
        ? reason
        : `${at ?? variable} is ${value}: ${reason}`;
  return said
    .replace(/^filter\./, "")
    .replace(/^statedAt\.(from|until)\b/, "--stated-$1")
    .replace(/^statedAt\b/, "--stated-from … --stated-until …")
    .replace(/^\w+/, (name) => (ARGUMENTS.has(name) ? `--${kebab(name)}` : name));
}

const ARGUMENTS = new Set([...REPORT_FILTERS, ...TOLL_QUESTION, ...TIMES].map((option) => option.attributeName()));

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A flag takes precedence over DATABASE_URL. Without either, the seeds are exported. */
async function source({ database, corpus }: ExportFlags): Promise<From> {
  const env = corpus === undefined ? process.env : { ...process.env, DATABASE_URL: undefined };
  const isDatabase = database !== undefined || Boolean(env.DATABASE_URL);
  const config = await configOf({ database, corpus: isDatabase ? false : corpus }, env);
  if (config.databaseUrl !== null) return { databaseUrl: config.databaseUrl };
  return { corpus: resolve(required(config.corpus, "The corpus")) };
}

async function printDictionary(table: TableName, format: ExportFlags["format"]): Promise<void> {
  const { tableOf } = await import("../publish/csv/tables.ts");
  const { dictionaryCsv, dictionaryMarkdown } = await import("../publish/csv/dictionary.ts");
  const { title, columns } = tableOf(table);
  process.stdout.write(format === "csv" ? dictionaryCsv(columns) : dictionaryMarkdown(title, columns));
}
