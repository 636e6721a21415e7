import type { Command } from "commander";
import { printableName } from "../domain/printable.ts";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";
import { print } from "./print.ts";
import { reportProgress } from "./progress.ts";

interface BackupFlags {
  readonly database?: string;
  readonly overwrite?: boolean;
}

const onProgress = (done: number, total: number) => reportProgress(done, total, "rows");

/** Adds `backup` and `restore`. Both work while a service has the database open. */
export function addBackupCommands(cli: Command): void {
  cli
    .command("backup")
    .description(
      "Write a snapshot of the database to a file. The database may be in use meanwhile. The file is an SQLite database, even if the source is PostgreSQL.",
    )
    .argument("<file>", "the file to write")
    .option(...DATABASE_OPTION)
    .option("--overwrite", "replace the file if it exists")
    .action(async (file: string, { database, overwrite = false }: BackupFlags) => {
      const { backup } = await import("./backup.ts");
      const done = await backup(await defaultDatabase(database), file, { overwrite, onProgress });
      print(`Wrote ${done.rows} rows to ${printableName(file)} (data revision ${done.dataRevision}).`);
    });
  cli
    .command("restore")
    .description(
      "Bring a database to the state of a backup, in one transaction, on SQLite or PostgreSQL. A service that has the database open goes on with the restored data.",
    )
    .argument("<file>", "the file that “backup” wrote, in this release or an older one")
    .option(...DATABASE_OPTION)
    .option("--overwrite", "replace all content of the database")
    .action(async (file: string, { database, overwrite = false }: BackupFlags) => {
      const { restore } = await import("./backup.ts");
      const done = await restore(await defaultDatabase(database), file, { overwrite, onProgress });
      print(`Restored ${done.rows} rows from ${printableName(file)} (data revision ${done.dataRevision}).`);
      print(
        "Keys that were revoked and words that were withdrawn after the backup are back: revoke and withdraw them again.",
      );
    });
}
