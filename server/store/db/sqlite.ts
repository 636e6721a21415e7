import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from "kysely";
import { checkPresent, watchFile } from "./sqliteFile.ts";

/** SQLite's busy timeout in a service, in milliseconds. Short, because waiting blocks the thread: see retryWhileLocked. */
const SERVICE_LOCK_WAIT = 20;

interface SqliteOptions {
  /** How long a statement waits for a lock, in milliseconds; null in a service, which must not block. */
  readonly lockWait: number | null;
  /** Whether it is an error if the file is missing or empty. */
  readonly mustExist: boolean;
  readonly isBulk: boolean;
}

interface OpenedSqlite {
  readonly dialect: SqliteDialect;
  /** @throws StoreFileError */
  readonly checkFile: () => void;
}

/** @throws StoreFileError if the file must exist, but is missing or empty */
export function openSqlite(path: string, { lockWait, mustExist, isBulk }: SqliteOptions): OpenedSqlite {
  const isFile = path !== ":memory:";
  if (isFile && mustExist) checkPresent(path);
  else if (isFile) {
    mkdirSync(dirname(path), { recursive: true });
    // Other users cannot read the file: it contains the hashes of API keys, and texts that must not be shown.
    if (!existsSync(path)) closeSync(openSync(path, "a", 0o660));
  }
  const database = openFile(path, { enableForeignKeyConstraints: true, timeout: lockWait ?? SERVICE_LOCK_WAIT });
  // We do not set the journal mode here, because that writes to a file that may be another program's. See migrate.ts.
  // Syncs the write-ahead log at each commit, so that acknowledged writes survive a power loss.
  database.exec("PRAGMA synchronous = FULL");
  // Overwrites deleted content with zeros, so that withdrawn names do not stay in the file.
  database.exec("PRAGMA secure_delete = ON");
  // The pages of many indexes are changed again and again. With SQLite's 2 MB, they are written and read back meanwhile.
  if (isBulk) database.exec("PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8000");
  const checkFile = isFile ? watchFile(path) : () => {};
  return { dialect: new SqliteDialect({ database: toKyselyDatabase(database, checkFile) }), checkFile };
}

/**
 * Opens a file. On a read-only disk, opens it as immutable: SQLite cannot create the -wal and -shm files there, which it
 * needs for reading unless it knows that nobody writes.
 */
function openFile(path: string, options: ConstructorParameters<typeof DatabaseSync>[1]): DatabaseSync {
  const database = new DatabaseSync(path, options);
  try {
    database.prepare("select 1 from sqlite_schema").get();
    return database;
  } catch (error) {
    const reason = Number((error as { errcode?: number }).errcode) & 0xff;
    const hasLog = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
    // Any other error appears again on first use. An immutable file is read without its log, so the log must be empty.
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

/** The number of prepared statements to keep: enough for the variants of each list and loader of the schema. */
const STATEMENT_CACHE_SIZE = 256;

const NO_CHANGES = { changes: 0, lastInsertRowid: 0 };

type Values = readonly unknown[];

/**
 * Makes the object of a row. Objects from one literal share a hidden class. The objects that node:sqlite makes are hash
 * tables: a row of 50 columns takes twice as long to make, and each property ten times as long to read.
 */
const rowMaker = (columns: readonly string[]) =>
  new Function("values", `return {${columns.map((name, at) => `${JSON.stringify(name)}: values[${at}]`)}}`) as (
    values: Values,
  ) => unknown;

/**
 * Adapts node:sqlite to the interface of better-sqlite3, which Kysely expects. Keeps prepared statements in an LRU cache:
 * preparing a statement often costs more than running it, and only garbage collection frees its memory.
 * @param checkFile called if a statement fails: of a file that was emptied, SQLite says that a table does not exist
 */
function toKyselyDatabase(database: DatabaseSync, checkFile: () => void): SqliteDatabase {
  type Value = string | number | bigint | null | Uint8Array;
  const cache = new Map<string, SqliteStatement>();
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      checkFile();
      throw error;
    }
  };
  const prepare = (sql: string): SqliteStatement => {
    const statement = attempt(() => database.prepare(sql));
    const columns = statement.columns().map(({ name }) => name);
    const reader = columns.length > 0;
    if (reader) statement.setReturnArrays(true);
    const toRow = rowMaker(columns);
    return {
      reader,
      all: (parameters) => attempt(() => statement.all(...(parameters as Value[])) as unknown as Values[]).map(toRow),
      // If the disk is full, SQLite rolls back by itself. A second rollback would fail and hide the reason.
      run: (parameters) =>
        sql === "rollback" && !database.isTransaction
          ? NO_CHANGES
          : attempt(() => statement.run(...(parameters as Value[]))),
      *iterate(parameters) {
        for (const values of statement.iterate(...(parameters as Value[]))) yield toRow(values as unknown as Values);
      },
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
