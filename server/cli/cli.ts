import { resolve } from "node:path";
import { Command, Option } from "commander";
import { ConfigError, deriveConfig, type Flags, SEEDS } from "../config/config.ts";
import { ExpectedError } from "../domain/errors.ts";
import { StoppedError } from "../service/signals.ts";
import { addBackupCommands } from "./backupCommand.ts";
import { addExportCommand } from "./exportCommand.ts";
import { addKeysCommand } from "./keysCommand.ts";
import { reportProgress } from "./progress.ts";

/** Codes of the operating system for what a program cannot change, such as a file that may not be read. */
const SYSTEM_CODE = /^E[A-Z]+$/;

const DATABASE_HELP =
  "postgres://user@host/database, or an SQLite file (env: DATABASE_URL; default: data/<corpus id>.db)";

const RENAME_HELP =
  "what a type or root field is called at /subgraph instead, where a neighbour has its name: Event=ConflictEvent Query.search=conflictSearch (env: SUBGRAPH_RENAMES, parted by commas)";

export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof ExpectedError) && !isSystemError(error)) throw error;
    if (error.message !== "") console.error(error.message);
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
    .helpOption("-h, --help", "show this help, or a command's with “<command> --help”")
    .showHelpAfterError("(add --help for what there is)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 the input is wrong or something failed (see standard error), 2 the command is wrong.",
    )
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    });

  cli
    .command("serve")
    .description("Load a corpus if it has changed, and serve it at http://localhost:4000/graphql.")
    .option("--corpus <folder>", "the corpus to serve, instead of the seeds")
    .option("--no-corpus", "load none: serve the database as it is")
    .option("--database <url>", DATABASE_HELP)
    .option("--port <number>", "the port to listen on (env: PORT; default: 4000)")
    .option("--host <name>", "the interface to listen on (env: HOST; default: localhost)")
    .option(
      "--public-url <url>",
      "where the world finds it, such as https://example.org/conflict: permalinks and citations begin with it (env: PUBLIC_URL; default: none, and they name corpus, record and hash instead)",
    )
    .option("--rename <from=to...>", RENAME_HELP)
    .addHelpText(
      "after",
      "\nEnvironment: DATABASE_URL, PORT, HOST, PUBLIC_URL, SUBGRAPH_RENAMES; CORS_ORIGINS, whose web pages may read: “local” (default), “*”, or origins\nparted by commas; LOG_LEVEL: fatal, error, warn, info (default), debug, trace, silent. A flag goes before its variable.\n\nWho may do what: READ, “open” (default) or “closed” to all without a key (“keys create”) or token; API_CORPUS_TITLE, of what comes\nthrough the API. Tokens: JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS (an https address or a file), all or none; JWT_SCOPE_CLAIM (default:\nscope), JWT_SCOPES (what the issuer calls ours: ingest=…,review=…,admin=…), JWT_CLOCK_SKEW (seconds; default: 30).",
    )
    .action(async (flags: Flags) => {
      const config = deriveConfig(flags, process.env);
      const { serve } = await import("../service/serve.ts");
      await serve(config);
    });

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
    .option(
      "--overwrite-reviews",
      "let the folder have its way with records that were reviewed or withdrawn through the API and have changed in it since",
    )
    .action(async (folder: string, { database, ...options }: LoadFlags) => {
      const config = deriveConfig({ database, corpus: folder }, process.env);
      const { load } = await import("../service/load.ts");
      const done = await load(resolve(folder), config, { ...options, onProgress: reportProgress });
      console.log(
        `Loaded “${done.corpus.slug}” ${done.corpus.version} into ${done.database}: ${done.added} added, ${done.revised} revised, ` +
          `${done.withdrawn} withdrawn, ${done.unchanged} unchanged (data revision ${done.write}).`,
      );
    });

  cli
    .command("validate")
    .description("Check a corpus folder and name all its faults, each with file, line, field and what would be right.")
    .argument("[folder]", "the folder with corpus.yaml (format: seeds/README.md)", SEEDS)
    .action(async (folder: string) => {
      const { readCorpus } = await import("../ingest/readCorpus.ts");
      const corpus = await readCorpus(resolve(folder));
      console.log(`The corpus “${corpus.slug}” ${corpus.version} is in order: ${tally(corpus.records)}.`);
    });

  addExportCommand(cli);
  addKeysCommand(cli);
  addBackupCommands(cli);

  cli
    .command("migrate")
    .description(
      "Bring a database up to the structure that this release needs. “serve” and “load” do it by themselves.",
    )
    .addOption(
      new Option("--database <url>", "postgres://user@host/database, or an SQLite file (env: DATABASE_URL)")
        // Described, because the help would show the value with its password.
        .default(process.env.DATABASE_URL || undefined, "what DATABASE_URL says")
        .makeOptionMandatory(),
    )
    .action(async ({ database }: { database: string }) => {
      deriveConfig({ database, corpus: false }, process.env);
      const { withDatabaseErrors, openStore, WRITER_WAIT } = await import("../store/db/database.ts");
      const { migrate } = await import("../store/db/migrate.ts");
      const steps = await withDatabaseErrors(database, async () => {
        await using store = await openStore(database, { lockWait: WRITER_WAIT });
        return await migrate(store);
      });
      console.log(steps.length === 0 ? "The database is up to date." : `Took the steps ${steps.join(", ")}.`);
    });

  cli
    .command("schema")
    .description("Print the GraphQL schema, sorted: what schema.graphql in the repository holds.")
    .option("--subgraph", "print it as a subgraph of Apollo Federation 2, to be composed with others")
    .option("--no-security", "with --subgraph: without @authenticated and @requiresScopes, which some gateways refuse")
    .option("--rename <from=to...>", `with --subgraph: ${RENAME_HELP}`)
    .action(async ({ subgraph, security, rename }: SchemaFlags) => {
      const { lexicographicSortSchema, printSchema } = await import("graphql");
      const { schema } = await import("../schema/schema.ts");
      if (!subgraph) {
        if (rename || !security) throw new ConfigError(["--rename and --no-security are for --subgraph; give it too"]);
        return console.log(printSchema(lexicographicSortSchema(schema)));
      }
      const { subgraphRenames } = deriveConfig({ rename }, process.env);
      const { subgraphOf } = await import("../schema/federation/subgraph.ts");
      process.stdout.write(subgraphOf(schema, { renames: subgraphRenames, security }).sdl);
    });

  cli
    .command("prepare", { hidden: true })
    .description("Load, serve and answer once in memory, so that the compile cache holds what the next start needs.")
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
}

function tally(records: readonly { type: string }[]): string {
  const counts = Map.groupBy(records, ({ type }) => type);
  const name = (type: string) => (type === "CasualtyReport" ? "casualty report" : type.toLowerCase());
  return [...counts].map(([type, of]) => `${of.length} ${name(type)}${of.length === 1 ? "" : "s"}`).join(", ");
}
