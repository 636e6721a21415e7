import type { Command } from "commander";
import { DATABASE_OPTION, defaultDatabase } from "./configOf.ts";

/** Adds `vacuum`. */
export function addVacuumCommand(cli: Command): void {
  cli
    .command("vacuum")
    .description(
      "Rewrite the database's files, so that they no longer contain deleted rows and withdrawn names. Nothing can be written meanwhile and, on PostgreSQL, nothing can be read either.",
    )
    .option(...DATABASE_OPTION)
    .action(async ({ database }: { readonly database?: string }) => {
      const url = await defaultDatabase(database);
      const { withDatabaseErrors, LOADING_LOCK_WAIT } = await import("../store/db/database.ts");
      const { openMigrated } = await import("../store/db/migrate.ts");
      const { vacuum } = await import("../store/db/vacuum.ts");
      const name = await withDatabaseErrors(url, async () => {
        await using store = await openMigrated(url, { lockWait: LOADING_LOCK_WAIT });
        await vacuum(store);
        return store.name;
      });
      console.log(`The files of ${name} were rewritten.`);
    });
}
