import type { Command } from "commander";
import { DATABASE_OPTION, defaultDatabase } from "./defaultDatabase.ts";
import { reportProgress } from "./progress.ts";

interface BackupFlags {
  readonly database?: string;
  readonly overwrite?: boolean;
}

const onProgress = (done: number, total: number) => reportProgress(done, total, "rows");

/** Adds `backup` and `restore`, both while a service has the database open. */
export function addBackupCommands(cli: Command): void {
  cli
    .command("backup")
    .description(
      "Write one state of the database into a file, while it is served and written. The file is an SQLite database, also where that is PostgreSQL.",
    )
    .argument("<file>", "the file to write")
    .option(...DATABASE_OPTION)
    .option("--overwrite", "replace the file where it exists")
    .action(async (file: string, { database, overwrite = false }: BackupFlags) => {
      const { backup } = await import("./backup.ts");
      const done = await backup(await defaultDatabase(database), file, { overwrite, onProgress });
      console.log(`Wrote ${done.rows} rows to ${file} (data revision ${done.dataRevision}).`);
    });
  cli
    .command("restore")
    .description(
      "Bring a database to the state that a backup holds, in one transaction, on SQLite or PostgreSQL. A service that has it open goes on with that.",
    )
    .argument("<file>", "what “backup” wrote, by this release or an older one")
    .option(...DATABASE_OPTION)
    .option("--overwrite", "replace all that the database holds")
    .action(async (file: string, { database, overwrite = false }: BackupFlags) => {
      const { restore } = await import("./backup.ts");
      const done = await restore(await defaultDatabase(database), file, { overwrite, onProgress });
      console.log(`Restored ${done.rows} rows from ${file} (data revision ${done.dataRevision}).`);
      console.log(
        "Keys that were revoked, and words that were withdrawn, after the backup was made are back: do that again.",
      );
    });
}
