import { resolve } from "node:path";
import { Command, Option } from "commander";
import { ConfigError, SEEDS } from "../config/config.ts";
import type { Flags } from "../config/deriveConfig.ts";
import { environmentHelp, FLAGGED, optionOf } from "../config/describeSettings.ts";
import { ExpectedError } from "../domain/errors.ts";
import { printableMessage, printableName } from "../domain/printable.ts";
import type { Notice } from "../ingest/faults.ts";
import { StoppedError } from "../service/signals.ts";
import { addBackupCommands } from "./backupCommand.ts";
import { configOf } from "./configOf.ts";
import { addDocsCommand } from "./docsCommand.ts";
import { addDraftCommand } from "./draftCommand.ts";
import { addExportCommand } from "./exportCommand.ts";
import { addExtractCommand } from "./extractCommand.ts";
import { addImportCommand } from "./importCommand.ts";
import { addIngestCommand } from "./ingestCommand.ts";
import { addKeysCommand } from "./keysCommand.ts";
import { print, printError } from "./print.ts";
import { reportProgress } from "./progress.ts";
import { addReviewCommand } from "./reviewCommand.ts";
import { addVacuumCommand } from "./vacuumCommand.ts";

/** Error codes of the operating system for problems that a program cannot change, such as a file that may not be read. */
const SYSTEM_CODE = /^E[A-Z]+$/;

export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof ExpectedError) && !isSystemError(error)) throw error;
    // The message of a system error is one line, and contains a path.
    if (error.message !== "") printError(error instanceof ExpectedError ? error.message : printableName(error.message));
    process.exitCode = error instanceof ExpectedError ? error.exitCode : 1;
    // Output that nobody reads would keep the process waiting.
    if (error instanceof StoppedError) process.exit();
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && typeof error.code === "string" && SYSTEM_CODE.test(error.code);

/** Each command loads only the modules that it needs, when it runs. */
function program(): Command {
  const cli = new Command("conflict-graph")
    .description("A GraphQL service for conflict reporting in which every casualty figure is a claim with its source.")
    .helpOption("-h, --help", "show this help; “<command> --help” shows the help of a command")
    .configureOutput({ writeErr: (text) => process.stderr.write(printableMessage(text)) })
    .showHelpAfterError("(add --help to see the commands and options)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done; 1 the input is wrong or something failed, see standard error; 2 the command or a setting is wrong.",
    )
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    });

  const serve = cli
    .command("serve")
    .description("Load a corpus if it has changed, and serve it at http://localhost:4000/graphql.")
    .option("--corpus <folder>", "the corpus to serve (default: the seeds)")
    .option("--no-corpus", "load no corpus: serve the database as it is");
  for (const name of FLAGGED) serve.option(...optionOf(name));
  serve
    .addHelpText("after", ({ command }) => {
      const help = command.createHelp();
      help.prepareContext({ helpWidth: process.stdout.columns });
      const items = environmentHelp();
      const width = Math.max(...items.map(([variable]) => variable.length));
      const lines = items.map(([variable, text]) => help.formatItem(variable, width, text, help));
      return `\nEnvironment variables (see docs/settings.md; a flag takes precedence over its variable):\n${lines.join("\n")}`;
    })
    .action(async (flags: Flags) => {
      const config = await configOf(flags);
      const { serve } = await import("../service/serve.ts");
      await serve(config);
    });

  cli
    .command("load")
    .description(
      "Load a corpus folder into the database, without serving. Unchanged records stay; changed records become new revisions.",
    )
    .argument("<folder>", "the folder with a corpus.yaml (format: seeds/README.md)")
    .option(...optionOf("DATABASE_URL"))
    .option("--by <name>", "who makes the change, for the history (default: the corpus and its version)")
    .option("--reason <text>", "why the change is made, for the history")
    .option(
      "--withdraw-missing",
      "withdraw the records of this corpus that are no longer in the folder (their history stays)",
    )
    .option(
      "--overwrite-reviews",
      "also overwrite records that were reviewed or withdrawn through the API and have changed in the folder since",
    )
    .option(
      "--confirm-evidence <id>",
      "a reviewed claim or event that still holds, although the text around the words that it quotes has changed; repeatable",
      (id: string, others: readonly string[] = []) => [...others, id],
    )
    .action(async (folder: string, { database, ...options }: LoadFlags) => {
      const config = await configOf({ database, corpus: folder });
      const { load } = await import("../service/load.ts");
      const done = await load(resolve(folder), config, { ...options, onProgress: reportProgress });
      print(
        `Loaded “${done.corpus.slug}” ${done.corpus.version} into ${done.database}: ${done.added} added, ${done.revised} revised, ` +
          `${done.withdrawn} withdrawn, ${done.unchanged} unchanged (data revision ${done.write}).`,
      );
      if (!done.isErased)
        console.error(
          "The folder contains a withdrawn name. It was removed, but the database's files may still contain it: run “vacuum”, and remove the name from the folder.",
        );
      await printNotices(done.notices);
    });

  cli
    .command("validate")
    .description(
      "Check a corpus folder and list all faults, each with its file, line and field and how to correct it, and what may be worth a look.",
    )
    .argument("[folder]", "the folder with a corpus.yaml (format: seeds/README.md)", SEEDS)
    .action(async (folder: string) => {
      const { readCorpus } = await import("../ingest/readCorpus.ts");
      const notices: Notice[] = [];
      const corpus = await readCorpus(resolve(folder), notices);
      print(`The corpus “${corpus.slug}” ${corpus.version} is valid: ${tally(corpus.records)}.`);
      await printNotices(notices);
    });

  addExtractCommand(cli);
  addIngestCommand(cli);
  addImportCommand(cli);
  addReviewCommand(cli);
  addDraftCommand(cli);
  addExportCommand(cli);
  addKeysCommand(cli);
  addBackupCommands(cli);
  addVacuumCommand(cli);
  addDocsCommand(cli);

  cli
    .command("migrate")
    .description("Upgrade a database to this release. “serve” and “load” do this by themselves.")
    .addOption(
      new Option(...optionOf("DATABASE_URL", "none"))
        // With a description, because the help would otherwise show the value with its password.
        .default(process.env.DATABASE_URL || undefined, "the value of DATABASE_URL")
        .makeOptionMandatory(),
    )
    .action(async ({ database }: { database: string }) => {
      await configOf({ database, corpus: false });
      const { withDatabaseErrors, openStore, LOADING_LOCK_WAIT } = await import("../store/db/database.ts");
      const { migrate } = await import("../store/db/migrate.ts");
      const steps = await withDatabaseErrors(database, async () => {
        await using store = await openStore(database, { lockWait: LOADING_LOCK_WAIT });
        return await migrate(store);
      });
      console.log(steps.length === 0 ? "The database is up to date." : `Migrated: ${steps.join(", ")}.`);
    });

  const [renameFlag, renameHelp] = optionOf("SUBGRAPH_RENAMES");
  cli
    .command("schema")
    .description("Print the GraphQL schema, sorted, as in schema.graphql.")
    .option("--subgraph", "print it as a subgraph of Apollo Federation 2")
    .option(
      "--no-security",
      "with --subgraph: leave out @authenticated and @requiresScopes, which some gateways refuse",
    )
    .option(renameFlag, `with --subgraph: ${renameHelp}`)
    .action(async ({ subgraph, security, rename }: SchemaFlags) => {
      const { lexicographicSortSchema, printSchema } = await import("graphql");
      const { schema } = await import("../schema/schema.ts");
      if (!subgraph) {
        if (rename || !security)
          throw new ConfigError(["--rename and --no-security are for subgraphs. Add --subgraph."]);
        return console.log(printSchema(lexicographicSortSchema(schema)));
      }
      const { subgraphRenames } = await configOf({ rename });
      const { subgraphOf } = await import("../schema/federation/subgraph.ts");
      process.stdout.write(subgraphOf(schema, { renames: subgraphRenames, security }).sdl);
    });

  cli
    .command("prepare", { hidden: true })
    .description("Load, serve and answer one query in memory, so that the next start finds its modules compiled.")
    .action(async () => {
      const { prepare } = await import("./prepare.ts");
      await prepare();
    });

  return cli;
}

interface SchemaFlags {
  readonly subgraph?: boolean;
  readonly security: boolean;
  readonly rename?: readonly string[];
}

interface LoadFlags {
  readonly database?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly withdrawMissing?: boolean;
  readonly overwriteReviews?: boolean;
  readonly confirmEvidence?: readonly string[];
}

async function printNotices(notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const { formatNotices } = await import("../ingest/faults.ts");
  printError(formatNotices(notices));
}

function tally(records: readonly { type: string }[]): string {
  const counts = Map.groupBy(records, ({ type }) => type);
  const name = (type: string) => (type === "CasualtyReport" ? "casualty report" : type.toLowerCase());
  return [...counts].map(([type, of]) => `${of.length} ${name(type)}${of.length === 1 ? "" : "s"}`).join(", ");
}
