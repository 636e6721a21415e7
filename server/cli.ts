import { resolve } from "node:path";
import { Command } from "commander";
import { lexicographicSortSchema, printSchema } from "graphql";
import { ConfigError, deriveConfig, type Flags, SEEDS } from "./config.ts";
import { CorpusError } from "./ingest/faults.ts";
import { readCorpus } from "./ingest/readCorpus.ts";
import { databaseOf, serve } from "./serve.ts";
import { openStore } from "./store/database.ts";
import { DatabaseTooNewError, migrate } from "./store/migrate.ts";
import { CorpusConflictError, writeCorpus } from "./store/write.ts";

/** 0: done. 1: the input is wrong, or something failed; the reason is on standard error. 2: the command itself is wrong. */
const FAILED = 1;
const MISUSED = 2;

const DATABASE_HELP =
  "postgres://user@host/database, or an SQLite file (env: DATABASE_URL; default: data/<corpus id>.db)";

export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!isExpected(error)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof ConfigError ? MISUSED : FAILED;
  }
}

/** Errors whose message is meant for the person at the terminal; all others are shown with their stack. */
function isExpected(error: unknown): error is Error {
  const ours = [ConfigError, CorpusError, CorpusConflictError, DatabaseTooNewError];
  if (ours.some((kind) => error instanceof kind)) return true;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (
    error instanceof Error &&
    typeof code === "string" &&
    /^(E[A-Z]+|ERR_SQLITE_ERROR|28\w{3}|3D000|08\w{3})$/.test(code)
  );
}

function program(): Command {
  const cli = new Command("conflict-graph")
    .description("A GraphQL service for conflict reporting in which every casualty figure is a claim with its source.")
    .helpOption("-h, --help", "show this help, or a command's with “<command> --help”")
    .showHelpAfterError("(add --help for what there is)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 the input is wrong or something failed (see standard error), 2 the command is wrong.",
    )
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : MISUSED);
    });

  cli
    .command("serve")
    .description("Load a corpus if it has changed, and serve it at http://localhost:4000/graphql.")
    .option("--corpus <folder>", "the corpus to serve, instead of the seeds")
    .option("--no-corpus", "load none: serve the database as it is")
    .option("--database <url>", DATABASE_HELP)
    .option("--port <number>", "the port to listen on (env: PORT; default: 4000)")
    .option("--host <name>", "the interface to listen on (env: HOST; default: localhost)")
    .addHelpText(
      "after",
      "\nEnvironment: DATABASE_URL, PORT, HOST; CORS_ORIGINS, whose web pages may read: “local” (default), “*”, or origins parted by commas;\nLOG_LEVEL: fatal, error, warn, info (default), debug, trace, silent. A flag goes before its variable.",
    )
    .action(async (flags: Flags) => serve(deriveConfig(flags, process.env)));

  cli
    .command("load")
    .description(
      "Load a corpus folder into the database, without serving. Unchanged records stay; changed ones become new revisions.",
    )
    .argument("<folder>", "the folder with corpus.yaml (format: seeds/README.md)")
    .option("--database <url>", DATABASE_HELP)
    .option("--by <name>", "who makes the change, for the history (default: the corpus and its version)")
    .option("--reason <text>", "why, for the history")
    .option(
      "--withdraw-missing",
      "withdraw the records of this corpus that the folder no longer holds (their history stays)",
    )
    .action(load);

  cli
    .command("validate")
    .description("Check a corpus folder and name all its faults, each with file, line, field and what would be right.")
    .argument("[folder]", "the folder with corpus.yaml (format: seeds/README.md)", SEEDS)
    .action(async (folder: string) => {
      const corpus = await readCorpus(resolve(folder));
      console.log(`The corpus “${corpus.slug}” ${corpus.version} is in order: ${tally(corpus.records)}.`);
    });

  cli
    .command("migrate")
    .description(
      "Bring a database up to the structure that this release needs. “serve” and “load” do it by themselves.",
    )
    .requiredOption("--database <url>", DATABASE_HELP, process.env.DATABASE_URL || undefined)
    .action(async ({ database }: { database: string }) => {
      const { databaseUrl } = deriveConfig({ database, corpus: false }, process.env);
      await using store = await openStore(databaseUrl ?? database);
      const steps = await migrate(store);
      console.log(steps.length === 0 ? "The database is up to date." : `Took the steps ${steps.join(", ")}.`);
    });

  cli
    .command("schema")
    .description("Print the GraphQL schema, sorted: what schema.graphql in the repository holds.")
    .action(async () => {
      const { schema } = await import("./schema/schema.ts");
      console.log(printSchema(lexicographicSortSchema(schema)));
    });

  return cli;
}

interface LoadFlags {
  readonly database?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly withdrawMissing?: boolean;
}

async function load(folder: string, { database, ...options }: LoadFlags): Promise<void> {
  const config = deriveConfig({ database, corpus: folder }, process.env);
  const corpus = await readCorpus(resolve(folder));
  const url = databaseOf(config, corpus.slug);
  await using store = await openStore(url);
  await migrate(store);
  const result = await writeCorpus(store, corpus, { ...options, onProgress: reportProgress });
  const { added, revised, withdrawn, unchanged, write } = result;
  console.log(
    `Loaded “${corpus.slug}” ${corpus.version} into ${url.replace(/\/\/[^@/]*@/, "//…@")}: ` +
      `${added} added, ${revised} revised, ${withdrawn} withdrawn, ${unchanged} unchanged (data revision ${write}).`,
  );
}

/** One line on a terminal, and only where there is enough to wait for. */
function reportProgress(done: number, total: number): void {
  if (!process.stderr.isTTY || total < 2000) return;
  process.stderr.write(`\r${done} of ${total} records${done === total ? "\n" : ""}`);
}

function tally(records: readonly { type: string }[]): string {
  const counts = Map.groupBy(records, ({ type }) => type);
  return [...counts]
    .map(
      ([type, of]) =>
        `${of.length} ${type === "CasualtyReport" ? "casualty report" : type.toLowerCase()}${of.length === 1 ? "" : "s"}`,
    )
    .join(", ");
}
