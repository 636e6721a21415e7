import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { sql } from "kysely";
import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";
import { stoppable } from "../service/signals.ts";
import { DatabaseError, LOADING_LOCK_WAIT, openStore, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { isPostgres, maskPassword } from "../store/db/databaseUrl.ts";
import { openMigrated, pendingMigrations } from "../store/db/migrate.ts";
import { inSnapshot } from "../store/db/snapshot.ts";
import { newestRevision } from "../store/read/asOfRevision.ts";
import { asWriter } from "../store/write/changeSet.ts";
import { type CopyOptions, copyRows, isEmpty, removeRows } from "../store/write/copy.ts";

/** A backup cannot be made or restored. Nothing was changed. */
class BackupError extends ExpectedError {
  override name = "BackupError";
}

export interface BackupOptions {
  /** Whether an existing file, or the content of the database, may be replaced. */
  readonly overwrite: boolean;
  onProgress?(done: number, total: number): void;
}

export interface Backup {
  readonly rows: number;
  readonly dataRevision: number;
}

/**
 * Writes a snapshot of a database to a file, even while others write to the database. The file is an SQLite database
 * with this release's structure, even if the source is PostgreSQL. The file appears only when it is complete.
 * @throws BackupError, DatabaseError; StoppedError on a signal
 */
export async function backup(databaseUrl: string, file: string, options: BackupOptions): Promise<Backup> {
  const path = resolve(file);
  if (existsSync(path) && !options.overwrite)
    throw new BackupError(`“${printableName(file)}” exists. Name another file, or add --overwrite to replace it.`);
  mustExist(databaseUrl);
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
  return stoppable("before the backup was complete", async (signal) => {
    try {
      await createFile(partial);
      const done = await withDatabaseErrors(databaseUrl, async () => {
        await using from = await openStore(databaseUrl);
        const missing = await pendingMigrations(from);
        if (missing.length > 0)
          throw new BackupError(
            `The database ${from.name} has the structure of an older release: it lacks ${missing.join(", ")}. Run “migrate” first. To back it up as it is, stop the service and copy the SQLite file, or use pg_dump.`,
          );
        return await inSnapshot(from, (state) => intoFile(state, partial, { ...options, signal }));
      });
      await syncToDisk(partial);
      await rename(partial, path);
      await syncToDisk(dirname(path));
      return done;
    } finally {
      for (const suffix of ["", "-journal", "-wal", "-shm"]) await rm(partial + suffix, { force: true });
    }
  });
}

async function intoFile(from: Store, path: string, options: CopyOptions): Promise<Backup> {
  await using to = await openMigrated(path);
  const rows = await to.db.transaction().execute((db) => copyRows(from, { db, dialect: to.dialect }, options));
  await mustBeIntact(to);
  // Without this, opening the backup would create files beside it.
  await sql`pragma journal_mode = delete`.execute(to.db);
  return { rows, dataRevision: await newestRevision(to) };
}

/**
 * Brings a database to the state of a backup, in one transaction. A service that has the database open goes on with the
 * restored data.
 * @throws BackupError, DatabaseError, DatabaseTooNewError; StoppedError on a signal
 */
export async function restore(databaseUrl: string, file: string, options: BackupOptions): Promise<Backup> {
  const path = resolve(file);
  if (!existsSync(path))
    throw new BackupError(`“${printableName(file)}” does not exist. Name the file that “backup” wrote.`);
  if (!isPostgres(databaseUrl) && resolve(databaseUrl) === path)
    throw new BackupError(`“${printableName(file)}” is the database itself. Name the file that “backup” wrote.`);
  return stoppable("before the restore was complete: nothing was changed", async (signal) => {
    await using upToDate = await withDatabaseErrors(file, () => checkedBackup(path));
    return await withDatabaseErrors(databaseUrl, async () => {
      await using from = await openStore(upToDate.path);
      await using to = await openMigrated(databaseUrl, { lockWait: LOADING_LOCK_WAIT });
      const rows = await asWriter(to, async (writing) => {
        if (!(await isEmpty(writing.db))) {
          if (!options.overwrite)
            throw new BackupError(
              `The database ${to.name} is not empty. Name another database, or add --overwrite to replace all its content. Nothing was changed.`,
            );
          await removeRows(writing);
        }
        return inSnapshot(from, (state) => copyRows(state, writing, { ...options, signal }));
      });
      return { rows, dataRevision: await newestRevision(to) };
    });
  });
}

interface CheckedBackup extends AsyncDisposable {
  readonly path: string;
}

/** A backup that is undamaged and has this release's structure. If the backup is older, a copy of it is migrated. */
async function checkedBackup(path: string): Promise<CheckedBackup> {
  await using store = await openStore(path);
  await mustBeIntact(store);
  const missing = await pendingMigrations(store);
  const { rows } = await sql<{ count: number }>`select count(*) as "count" from sqlite_schema`.execute(store.db);
  if (rows[0]?.count === 0)
    throw new BackupError(`“${printableName(path)}” is empty. Name the file that “backup” wrote.`);
  if (missing.length === 0) return { path, async [Symbol.asyncDispose]() {} };
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-restore-"));
  const copy = join(folder, "backup.db");
  await copyFile(path, copy);
  await using _ = await openMigrated(copy);
  return { path: copy, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

async function mustBeIntact({ db, name }: Store): Promise<void> {
  const found = await sql<Record<string, unknown>>`pragma integrity_check(1)`.execute(db);
  const [damage] = found.rows.flatMap((row) => Object.values(row)).filter((result) => result !== "ok");
  const dangling = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
  const fault = damage ?? (dangling.rows[0] && `rows of ${dangling.rows[0].table} refer to rows that do not exist`);
  if (fault !== undefined)
    throw new DatabaseError(name, String(fault), "The file is damaged: use another backup. Nothing was changed.");
}

function mustExist(databaseUrl: string): void {
  if (!isPostgres(databaseUrl) && !existsSync(databaseUrl))
    throw new DatabaseError(maskPassword(databaseUrl), "there is no such file", "Correct its path.");
}

/** Only the owner may read the file: it contains the hashes of keys, and texts that are not public. */
async function createFile(path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  await file.close();
}

async function syncToDisk(path: string): Promise<void> {
  // Windows cannot open folders.
  if (process.platform === "win32" && (await stat(path)).isDirectory()) return;
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
