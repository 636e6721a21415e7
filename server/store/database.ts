import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  Kysely,
  type LogEvent,
  PostgresDialect,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from "kysely";
import { isPostgres, masked } from "./databaseUrl.ts";
import type { Tables } from "./tables.ts";

export type Db = Kysely<Tables>;

/** SQLite and PostgreSQL take the same queries; only the search DDL, its query and generated keys differ by dialect. */
export type DialectName = "sqlite" | "postgres";

export interface Store extends AsyncDisposable {
  readonly db: Db;
  readonly dialect: DialectName;
  /** The data revision that is read; null for the newest state, which alone can be written. */
  readonly revision: number | null;
  /** What messages call it: where it is, without a password. */
  readonly name: string;
}

export interface StoreOptions {
  /** Called with each statement that was run, also those that failed, and how long it took. */
  readonly onStatement?: (sql: string, milliseconds: number) => void;
  /** For how many milliseconds a lock on an SQLite file is waited for: by default briefly, as one who reads should. */
  readonly lockWait?: number;
}

/** How long one who loads waits for another to finish. */
export const WRITER_WAIT = 60_000;

/** @param url `postgres://…`, `:memory:`, or the path of an SQLite file, whose folder is made where it is missing */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  return isPostgres(url) ? openPostgres(url, options) : openSqlite(url, options);
}

function openSqlite(path: string, options: StoreOptions): Store {
  if (path !== ":memory:") {
    mkdirSync(dirname(path), { recursive: true });
    // Not for every user of the machine: it holds what keys are checked by, and texts that are not shown.
    if (!existsSync(path)) closeSync(openSync(path, "a", 0o660));
  }
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: options.lockWait ?? 5000 });
  // Nothing is written here, not even the journal's mode: the file may be another program's. See migrate.ts.
  database.exec("PRAGMA synchronous = NORMAL");
  return storeOn(new SqliteDialect({ database: forKysely(database) }), "sqlite", options, path);
}

/** How many prepared statements are kept: some for each list and loader of the schema, in all the shapes they take. */
const KEPT_STATEMENTS = 256;

const UNDONE = { changes: 0, lastInsertRowid: 0 };

/**
 * Kysely expects better-sqlite3's face; node:sqlite has the same functions with other signatures. Preparing a statement
 * costs more than most of them do to run, and its memory goes only with the garbage, so the latest are kept.
 */
function forKysely(database: DatabaseSync): SqliteDatabase {
  type Value = string | number | bigint | null | Uint8Array;
  const kept = new Map<string, SqliteStatement>();
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
      const statement = kept.get(sql) ?? prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

async function openPostgres(url: string, options: StoreOptions): Promise<Store> {
  // Loaded here because the embedded default never needs it.
  const { default: pg } = await import("pg");
  const types = new pg.TypeOverrides();
  // int8 comes as text; our times and counts are below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, types, max: 10 });
  // A connection that the server drops must not end the process: the next query opens another. The pool tells of those
  // that are idle; of one that is in use, and waits for no answer, only the connection itself would.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  return storeOn(new PostgresDialect({ pool }), "postgres", options, url);
}

/** A store over any Kysely dialect of one of the two kinds; the tests bring PGlite's. */
export function storeOn(
  kysely: ConstructorParameters<typeof Kysely>[0]["dialect"],
  dialect: DialectName,
  { onStatement }: StoreOptions = {},
  url: string = dialect,
): Store {
  const log = onStatement && ((event: LogEvent) => onStatement(event.query.sql, event.queryDurationMillis));
  const db = new Kysely<Tables>({ dialect: kysely, ...(log && { log }) });
  return { db, dialect, revision: null, name: masked(url), [Symbol.asyncDispose]: () => db.destroy() };
}

/** The database cannot be used as it is, for a reason outside this program. The message says which and what to do. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
  constructor(database: string, reason: string, advice: string, options?: ErrorOptions) {
    super(`The database ${database} cannot be used: ${reason.replace(/[.\s]+$/, "")}. ${advice}`, options);
  }
}

/** Opens or uses a database. What the system, SQLite or PostgreSQL refuses becomes one line that says what to do. */
export async function explaining<T>(url: string, use: (url: string) => Promise<T>): Promise<T> {
  try {
    return await use(url);
  } catch (error) {
    const sign = error instanceof Error ? signOf(error) : "";
    const [, advice] = ADVICE.find(([signs]) => signs.test(sign)) ?? [];
    if (advice === undefined) throw error;
    // Where a host has several addresses, what went wrong stands in one error for each.
    const { message } = error instanceof AggregateError && error.message === "" ? error.errors[0] : error;
    throw new DatabaseError(masked(url), message, advice, { cause: error });
  }
}

/** The error's code; SQLite's number for its kind; the message where the driver gives neither. */
function signOf(error: Error & { code?: unknown; errcode?: unknown }): string {
  if (error.code === "ERR_SQLITE_ERROR") return `SQLITE_${Number(error.errcode) & 0xff}`;
  return typeof error.code === "string" ? error.code : error.message;
}

/** What is outside our hands, and what to do. All else is a fault of this program, to be shown with its stack. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, "Its host's name has no address: correct it, or try again once the network is there."],
  [/^ECONNREFUSED$/, "No server listens there: start it, or correct the host and the port."],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, "Its host does not answer: correct its name, or see to the network."],
  [
    /^(ECONNRESET|EPIPE|08\w{3}|57P\w{2}|Connection terminated.*)$/,
    "The server is starting, stopping or unreachable: try again once it runs.",
  ],
  [/^(28\w{3}|SASL.*)$/s, "The server does not let the user in: correct the user or the password."],
  [/^(\w+_CERT\w*|CERT_\w+|ERR_TLS_\w+|.*SSL.*)$/, "Correct the sslmode in its URL, or the server's certificate."],
  [/^3D000$/, "Create it (“createdb”), or correct its name."],
  [/^3F000$/, "Create the schema, or correct the connection's search_path."],
  [/^42501$/, "Let its user do that, such as by “grant usage, create on schema public to …”, or give another one."],
  [/^25006$/, "It only reads, as a standby does: give the one that may be written."],
  [/^(53100|SQLITE_13|ENOSPC|EDQUOT)$/, "Make room on its disk, and try again: nothing was changed."],
  [/^53\w{3}$/, "Try again when the server has fewer connections, or allow it more."],
  [/^SQLITE_[56]$/, "Another process is loading into it: wait until that one has finished, and try again."],
  [/^SQLITE_26$/, "The file is something else: give the path of an SQLite file, or of one that is yet to be made."],
  [/^SQLITE_11$/, "The file is damaged: restore it from a copy, or delete it and load its corpus again."],
  [/^SQLITE_10$/, "Its disk does not read or write as it should: see to that, and try again."],
  [
    /^(SQLITE_(3|8|14|23)|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EISDIR|ENOENT|ENAMETOOLONG)$/,
    "Let this user write the file and its folder, or give another path.",
  ],
];
