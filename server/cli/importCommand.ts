import { basename } from "node:path";
import { type Command, Option } from "commander";
import { printableName } from "../domain/printable.ts";
import type { ImportSummary } from "../service/importDataset.ts";
import { stoppable } from "../service/signals.ts";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";
import { importProgress } from "./importProgress.ts";
import { print, printError } from "./print.ts";

interface ImportFlags {
  readonly database?: string;
  readonly dataset?: string;
  readonly release?: string;
  readonly map?: string;
  readonly suggest?: boolean;
  readonly withdrawMissing?: boolean;
  readonly by?: string;
}

const EXPLANATION = `
Datasets are told by their columns: UCDP GED (CSV or GeoJSON), MAVERICK (CSV) and ACLED (CSV, which its terms forbid passing on). Each
figure becomes a claim, with its file, row and column as evidence. You can safely run the command again: rows that are in the database
already are not repeated, and if you import a newer release, changed rows become revisions, so that \`recordedAsOf\` still reads the
older release.

Any other table needs a map from its columns to events and claims (docs/importing.md). --suggest writes a first one:
  conflict-graph import table.csv --suggest > map.yaml
  conflict-graph import table.csv --map map.yaml

Example: conflict-graph import GEDEvent_v25_1.csv`;

/** Adds `import`. */
export function addImportCommand(cli: Command): void {
  cli
    .command("import")
    .description("Import a dataset, or any table, as events and claims.")
    .argument("<file>", "the file, CSV or GeoJSON")
    .option(...DATABASE_OPTION)
    .addOption(
      new Option("--dataset <id>", "the dataset (default: told by the columns)").choices([
        "ucdp-ged",
        "acled",
        "maverick",
      ]),
    )
    .option("--release <version>", "the release, such as 25.1 (default: told by the file's name)")
    .addOption(
      new Option("--map <file>", "import any table by this map from columns to records").conflicts([
        "dataset",
        "release",
      ]),
    )
    .addOption(new Option("--suggest", "print a first map for the table, and import nothing").conflicts("map"))
    .option(
      "--withdraw-missing",
      "withdraw the records of earlier imports that are not in the file (their history stays)",
    )
    .option("--by <name>", "the name that the history shows (default: import and the file's name)")
    .addHelpText("after", EXPLANATION)
    .action(async (file: string, flags: ImportFlags) => (flags.suggest ? suggest(file) : run(file, flags)));
}

async function suggest(file: string): Promise<void> {
  const { suggestFor } = await import("../service/importMapped.ts");
  await stoppable("before the map was made", async (signal) => {
    process.stdout.write(await suggestFor(file, signal));
  });
}

async function run(file: string, flags: ImportFlags): Promise<void> {
  const { database, dataset, release, map, withdrawMissing = false } = flags;
  const by = flags.by ?? `import ${basename(file)}`;
  const url = await defaultDatabase(database);
  const { withDatabaseErrors, LOADING_LOCK_WAIT } = await import("../store/db/database.ts");
  const { openMigrated } = await import("../store/db/migrate.ts");
  const progress = importProgress();
  await stoppable("between two batches of rows. What was imported stays. Run the command again to continue", (signal) =>
    withDatabaseErrors(url, async () => {
      await using store = await openMigrated(url, { lockWait: LOADING_LOCK_WAIT, isBulk: true });
      const options = { withdrawMissing, by, signal, onProgress: progress.show };
      if (map === undefined) {
        const { importDataset } = await import("../service/importDataset.ts");
        const done = await importDataset(store, file, {
          ...options,
          dataset: dataset ?? null,
          release: release ?? null,
        });
        progress.end();
        tellDataset(done, withdrawMissing);
      } else {
        const { importMapped } = await import("../service/importMapped.ts");
        const done = await importMapped(store, file, { ...options, map });
        progress.end();
        tell(done, done.title, withdrawMissing);
        print(`Licence: ${done.licence}.`);
      }
    }),
  );
}

function tellDataset(summary: ImportSummary, withdrawMissing: boolean): void {
  const { dataset, release } = summary;
  tell(summary, release === null ? dataset.title : `${dataset.title} ${release}`, withdrawMissing);
  const { licence, attribution } = dataset.source;
  print(`Licence: ${licence}. ${attribution ?? ""}`.trim());
  if (release === null && dataset.release.datesClaims)
    printError(
      `The release is not known, so the claims have no date. Give it with --release, such as --release ${dataset.release.example}.`,
    );
}

type Counted = Omit<ImportSummary, "dataset" | "release">;

function tell(summary: Counted, title: string, withdrawMissing: boolean): void {
  const { rows, added, revised, withdrawn, unchanged, kept, missing, leftOut } = summary;
  print(
    `Imported ${counted(rows, "row")} of ${title}: ${counted(added, "record")} added, ${revised} revised, ${withdrawn} withdrawn, ${unchanged} unchanged.`,
  );
  for (const [reason, count] of leftOut) print(`Left out in ${counted(count, "row")}: ${printableName(reason)}.`);
  if (kept > 0)
    printError(
      `${counted(kept, "record")} that changed in the file had been reviewed or withdrawn through the API, and stay as they are.`,
    );
  if (missing > 0)
    printError(
      withdrawMissing
        ? `${counted(missing, "record")} of earlier imports are not in this file, but stay: they were reviewed through the API, or other records refer to them.`
        : `${counted(missing, "record")} of earlier imports are not in this file. They stay. To withdraw them, add --withdraw-missing.`,
    );
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
