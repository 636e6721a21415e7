import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";

/** How long a service's only thread may wait for a lock, in milliseconds: while it does, nobody is answered. */
const SERVICE_LOCK_WAIT = 20;

/** @param lockWait for how many milliseconds a statement waits for a lock; null: so briefly that nobody is kept waiting */
export function sqliteDialect(path: string, lockWait: number | null): SqliteDialect {
  if (path !== ":memory:") {
    mkdirSync(dirname(path), { recursive: true });
    // Not for every user of the machine: it holds what keys are checked by, and texts that are not shown.
    if (!existsSync(path)) closeSync(openSync(path, "a", 0o660));
  }
  const database = openFile(path, { enableForeignKeyConstraints: true, timeout: lockWait ?? SERVICE_LOCK_WAIT });
  // Nothing is written here, not even the journal's mode: the file may be another program's. See migrate.ts.
  // With its log synced at each commit, what was acknowledged is there after a loss of power too.
  database.exec("PRAGMA synchronous = FULL");
  return new SqliteDialect({ database: toKyselyDatabase(database) });
}

/**
 * Where neither the file nor its folder may be written, as on a disk that is only to be read, SQLite cannot make the
 * files that go with a write-ahead log. It reads without them where it is told that nobody writes.
 */
function openFile(path: string, options: ConstructorParameters<typeof DatabaseSync>[1]): DatabaseSync {
  const database = new DatabaseSync(path, options);
  try {
    database.prepare("select 1 from sqlite_schema").get();
    return database;
  } catch (error) {
    const reason = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
    const hasLog = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
    // Anything else is told by whoever uses it first. What a log holds would be overlooked.
    if (![READONLY, CANTOPEN].includes(reason) || hasLog || isWritable(dirname(path))) return database;
    database.close();
    const url = pathToFileURL(path);
    url.search = "immutable=1";
    return new DatabaseSync(url, { ...options, readOnly: true });
  }
}

const READONLY = 8;
const CANTOPEN = 14;

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** How many prepared statements are kept: some for each list and loader of the schema, in all the shapes they take. */
const STATEMENT_CACHE_SIZE = 256;

const UNDONE = { changes: 0, lastInsertRowid: 0 };

/**
 * Kysely expects better-sqlite3's face; node:sqlite has the same functions with other signatures. Preparing a statement
 * costs more than most of them do to run, and its memory goes only with the garbage, so the latest are kept.
 */
function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  type Value = string | number | bigint | null | Uint8Array;
  const cache = new Map<string, SqliteStatement>();
  const prepare = (sql: string): SqliteStatement => {
    const statement = database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...(parameters as Value[])),
      // A full disk makes SQLite undo the transaction by itself: undoing it again would hide the reason.
      run: (parameters) =>
        sql === "rollback" && !database.isTransaction ? UNDONE : statement.run(...(parameters as Value[])),
      iterate: (parameters) => statement.iterate(...(parameters as Value[])) as IterableIterator<unknown>,
    };
  };
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = cache.get(sql) ?? prepare(sql);
      cache.delete(sql);
      cache.set(sql, statement);
      const [oldest] = cache.keys();
      if (cache.size > STATEMENT_CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
      return statement;
    },
  };
}
