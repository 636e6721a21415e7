import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { sql } from "kysely";
import { ExpectedError } from "../domain/errors.ts";
import { stoppable } from "../service/signals.ts";
import { DatabaseError, LOADING_LOCK_WAIT, openStore, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { isPostgres, maskPassword } from "../store/db/databaseUrl.ts";
import { migrate, pendingMigrations } from "../store/db/migrate.ts";
import { inSnapshot } from "../store/db/snapshot.ts";
import { newestRevision } from "../store/read/asOfRevision.ts";
import { asWriter } from "../store/write/changeSet.ts";
import { type CopyOptions, copyRows, isEmpty, removeRows } from "../store/write/copy.ts";

/** A backup cannot be made or taken. Nothing was changed. */
class BackupError extends ExpectedError {
  override name = "BackupError";
}

export interface BackupOptions {
  /** Whether what is there may be lost. */
  readonly overwrite: boolean;
  onProgress?(done: number, total: number): void;
}

export interface Backup {
  readonly rows: number;
  readonly dataRevision: number;
}

/**
 * Writes one state of a database, whatever others write meanwhile, into a file: an SQLite database of this release's
 * structure, from whichever database it is. The file is there when it is whole.
 * @throws BackupError, DatabaseError; StoppedError on a signal
 */
export async function backup(databaseUrl: string, file: string, options: BackupOptions): Promise<Backup> {
  const path = resolve(file);
  if (existsSync(path) && !options.overwrite)
    throw new BackupError(`“${file}” exists. Name another file, or give --overwrite to have it replaced.`);
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
            `The database ${from.name} is of an older release's structure (it lacks ${missing.join(", ")}). Releases before 0.4.0 have no backup: stop them, and copy the SQLite file or use pg_dump. Or bring it up to date by “migrate” first.`,
          );
        return await inSnapshot(from, (state) => intoFile(state, partial, { ...options, signal }));
      });
      await synced(partial);
      await rename(partial, path);
      await synced(dirname(path));
      return done;
    } finally {
      for (const suffix of ["", "-journal", "-wal", "-shm"]) await rm(partial + suffix, { force: true });
    }
  });
}

async function intoFile(from: Store, path: string, options: CopyOptions): Promise<Backup> {
  await using to = await openStore(path);
  await migrate(to);
  const rows = await to.db.transaction().execute((db) => copyRows(from, { db, dialect: to.dialect }, options));
  await mustBeWhole(to);
  // One file and nothing beside it, also once it is opened.
  await sql`pragma journal_mode = delete`.execute(to.db);
  return { rows, dataRevision: await newestRevision(to) };
}

/**
 * Brings a database to the state that a backup holds, in one transaction: a service that has it open goes on with that.
 * @throws BackupError, DatabaseError, DatabaseTooNewError; StoppedError on a signal
 */
export async function restore(databaseUrl: string, file: string, options: BackupOptions): Promise<Backup> {
  const path = resolve(file);
  if (!existsSync(path)) throw new BackupError(`“${file}” does not exist; give the file that “backup” wrote.`);
  if (!isPostgres(databaseUrl) && resolve(databaseUrl) === path)
    throw new BackupError(`“${file}” is the database itself; give the file that “backup” wrote.`);
  return stoppable("before the restore was complete: nothing was changed", async (signal) => {
    await using upToDate = await withDatabaseErrors(file, () => checked(path));
    return await withDatabaseErrors(databaseUrl, async () => {
      await using from = await openStore(upToDate.path);
      await using to = await openStore(databaseUrl, { lockWait: LOADING_LOCK_WAIT });
      await migrate(to);
      const rows = await asWriter(to, async (writing) => {
        if (!(await isEmpty(writing.db))) {
          if (!options.overwrite)
            throw new BackupError(
              `The database ${to.name} is not empty. Name another, or give --overwrite to have all of it replaced. Nothing was changed.`,
            );
          await removeRows(writing);
        }
        return inSnapshot(from, (state) => copyRows(state, writing, { ...options, signal }));
      });
      return { rows, dataRevision: await newestRevision(to) };
    });
  });
}

interface Checked extends AsyncDisposable {
  readonly path: string;
}

/** A backup that is whole and of this release's structure: an older one is brought to that as a copy. */
async function checked(path: string): Promise<Checked> {
  await using store = await openStore(path);
  await mustBeWhole(store);
  const missing = await pendingMigrations(store);
  const { rows } = await sql<{ count: number }>`select count(*) as "count" from sqlite_schema`.execute(store.db);
  if (rows[0]?.count === 0) throw new BackupError(`“${path}” is empty; give the file that “backup” wrote.`);
  if (missing.length === 0) return { path, async [Symbol.asyncDispose]() {} };
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-restore-"));
  const copy = join(folder, "backup.db");
  await copyFile(path, copy);
  await using older = await openStore(copy);
  await migrate(older);
  return { path: copy, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

async function mustBeWhole({ db, name }: Store): Promise<void> {
  const found = await sql<Record<string, unknown>>`pragma integrity_check(1)`.execute(db);
  const [said] = found.rows.flatMap((row) => Object.values(row)).filter((result) => result !== "ok");
  const dangling = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
  const fault = said ?? (dangling.rows[0] && `rows of ${dangling.rows[0].table} refer to what is not there`);
  if (fault !== undefined)
    throw new DatabaseError(name, String(fault), "The file is damaged: take another backup. Nothing was changed.");
}

function mustExist(databaseUrl: string): void {
  if (!isPostgres(databaseUrl) && !existsSync(databaseUrl))
    throw new DatabaseError(maskPassword(databaseUrl), "there is no such file", "Correct its path.");
}

/** For its owner alone: it holds what keys are checked by, and texts that are not shown. */
async function createFile(path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  await file.close();
}

async function synced(path: string): Promise<void> {
  // Windows opens no folders.
  if (process.platform === "win32" && (await stat(path)).isDirectory()) return;
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
