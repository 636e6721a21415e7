import type { Command } from "commander";
import type { ImportSummary } from "../service/importDataset.ts";
import { stoppable } from "../service/signals.ts";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";
import { importProgress } from "./importProgress.ts";
import { print, printError } from "./print.ts";

interface ImportFlags {
  readonly database?: string;
  readonly dataset?: string;
  readonly release?: string;
  readonly withdrawMissing?: boolean;
  readonly by?: string;
}

const EXPLANATION = `
Datasets are told by their columns: UCDP GED (CSV or GeoJSON). Each figure becomes a claim, with its file, row and column as
evidence. You can safely run the command again: rows that are in the database already are not repeated, and if you import a newer
release, changed rows become revisions, so that \`recordedAsOf\` still reads the older release.

Example: conflict-graph import GEDEvent_v25_1.csv`;

/** Adds `import`. */
export function addImportCommand(cli: Command): void {
  cli
    .command("import")
    .description("Import a dataset, or any table, as events and claims.")
    .argument("<file>", "the file, CSV or GeoJSON")
    .option(...DATABASE_OPTION)
    .option("--dataset <id>", "the dataset, such as ucdp-ged (default: told by the columns)")
    .option("--release <version>", "the release, such as 25.1 (default: told by the file's name)")
    .option(
      "--withdraw-missing",
      "withdraw the records of earlier imports that are not in the file (their history stays)",
    )
    .option("--by <name>", "the name that the history shows (default: import and the dataset)")
    .addHelpText("after", EXPLANATION)
    .action(async (file: string, { database, dataset, release, withdrawMissing, by }: ImportFlags) => {
      const url = await defaultDatabase(database);
      const { withDatabaseErrors, LOADING_LOCK_WAIT } = await import("../store/db/database.ts");
      const { openMigrated } = await import("../store/db/migrate.ts");
      const { importDataset } = await import("../service/importDataset.ts");
      const progress = importProgress();
      const summary = await stoppable(
        "between two batches of rows. What was imported stays. Run the command again to continue",
        (signal) =>
          withDatabaseErrors(url, async () => {
            await using store = await openMigrated(url, { lockWait: LOADING_LOCK_WAIT });
            return await importDataset(store, file, {
              dataset: dataset ?? null,
              release: release ?? null,
              withdrawMissing: withdrawMissing ?? false,
              by: by ?? `import ${file.split(/[\\/]/).at(-1)}`,
              signal,
              onProgress: progress.show,
            });
          }),
      );
      progress.end();
      tell(summary);
    });
}

function tell(summary: ImportSummary): void {
  const { dataset, release, rows, added, revised, unchanged, kept, withdrawn, missing, leftOut } = summary;
  const named = release === null ? dataset.title : `${dataset.title} ${release}`;
  print(
    `Imported ${rows} rows of ${named}: ${added} records added, ${revised} revised, ${withdrawn} withdrawn, ${unchanged} unchanged.`,
  );
  print(`Licence: ${dataset.source.licence}. ${dataset.source.attribution ?? ""}`);
  for (const [reason, count] of leftOut) print(`Left out in ${count} rows: ${reason}.`);
  if (kept > 0)
    printError(
      `${kept} records were reviewed or withdrawn through the API and have changed in the file. They stay as they are.`,
    );
  if (missing > 0)
    printError(
      `${missing} records of earlier imports are not in this file. They stay. To withdraw them, add --withdraw-missing.`,
    );
  if (release === null && dataset.isDatedByRelease)
    printError("The release is not known, so the claims have no date. Give it with --release, such as --release 25.1.");
}
