import { Kysely, type LogEvent } from "kysely";
import { ExpectedError } from "../../domain/errors.ts";
import { printableName } from "../../domain/printable.ts";
import { isPostgres, maskPassword } from "./databaseUrl.ts";
import { adviceFor } from "./storeFaults.ts";
import type { Tables } from "./tables.ts";

export type Db = Kysely<Tables>;

/** Most queries are the same on both databases. Search, JSON functions and migrations differ. */
export type DialectName = "sqlite" | "postgres";

export interface Store extends AsyncDisposable {
  readonly db: Db;
  readonly dialect: DialectName;
  /** The data revision to read at; null for the newest. Only the newest state can be written. */
  readonly revision: number | null;
  /** The URL or path without user and password, for messages. */
  readonly name: string;
  /** How long a write waits for other writes, in milliseconds. */
  readonly lockWait: number;
  /** @throws StoreFileError if SQLite's file was deleted, replaced or truncated since it was opened */
  checkFile(): void;
}

/** The store within a write transaction. */
export type WriteTransaction = Pick<Store, "db" | "dialect">;

export interface StoreOptions {
  /** Called after each statement, including failed ones, with its duration. */
  readonly onStatement?: (sql: string, milliseconds: number) => void;
  /** How long a write waits for other writes, in milliseconds. Default: 5000, or half the statement limit if less. */
  readonly lockWait?: number;
  /**
   * The timeout of a statement in milliseconds, for a process that serves many clients: locks and unresponsive servers then
   * cannot block the process for longer. Default: no timeout.
   */
  readonly statementLimit?: number;
  /** Whether it is an error if an SQLite file is missing or empty. Default: false. A missing file is then created. */
  readonly mustExist?: boolean;
  /** Whether the process writes much, as an import does: then it uses more memory to write in larger pieces (SQLite only). */
  readonly isBulk?: boolean;
  /** The size of the connection pool (PostgreSQL only). Default: 10. */
  readonly connections?: number;
}

/** How long a service waits for other writes, in milliseconds. */
const DEFAULT_LOCK_WAIT = 5000;

/** How long the command “load” waits for other writes, in milliseconds. */
export const LOADING_LOCK_WAIT = 60_000;

/** @param url `postgres://…`, `:memory:`, or the path of an SQLite file. A missing file or folder is created. */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { statementLimit = null } = options;
  // Less than the statement limit, so that the error says that a lock is held, not that the statement timed out.
  const { lockWait = Math.min(DEFAULT_LOCK_WAIT, (statementLimit ?? Infinity) / 2) } = options;
  // Only the driver in use is imported.
  if (isPostgres(url)) {
    const { postgresDialect } = await import("./postgres.ts");
    return createStore(
      await postgresDialect(url, statementLimit, options.connections),
      "postgres",
      { ...options, lockWait },
      url,
    );
  }
  const { openSqlite } = await import("./sqlite.ts");
  const { mustExist = false, isBulk = false } = options;
  const { dialect, checkFile } = openSqlite(url, {
    lockWait: statementLimit === null ? lockWait : null,
    mustExist,
    isBulk,
  });
  return { ...createStore(dialect, "sqlite", { ...options, lockWait }, url), checkFile };
}

/** A store on a Kysely dialect for SQLite or PostgreSQL. The tests use the dialect of PGlite. */
export function createStore(
  kysely: ConstructorParameters<typeof Kysely>[0]["dialect"],
  dialect: DialectName,
  { onStatement, lockWait = DEFAULT_LOCK_WAIT }: StoreOptions = {},
  url: string = dialect,
): Store {
  const log = onStatement && ((event: LogEvent) => onStatement(event.query.sql, event.queryDurationMillis));
  const db = new Kysely<Tables>({ dialect: kysely, ...(log && { log }) });
  return {
    db,
    dialect,
    revision: null,
    name: maskPassword(url),
    lockWait,
    checkFile: () => {},
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

/** The database cannot be used, for a reason outside this program. The message states the reason and what to do. */
export class DatabaseError extends ExpectedError {
  override name = "DatabaseError";
  constructor(database: string, reason: string, advice: string, options?: ErrorOptions) {
    super(
      `The database ${printableName(database)} cannot be used: ${reason.replace(/(?<![.\s])[.\s]+$/, "")}. ${advice}`,
      options,
    );
  }
}

/**
 * Opens or uses a database.
 * @throws DatabaseError with a one-line message if the system, SQLite or PostgreSQL fails; any other error unchanged
 */
export async function withDatabaseErrors<T>(url: string, use: (url: string) => Promise<T>): Promise<T> {
  try {
    return await use(url);
  } catch (error) {
    const advice = adviceFor(error);
    if (advice === null || !(error instanceof Error)) throw error;
    // If a host has several addresses, there is one error for each address.
    const { message } = error instanceof AggregateError && error.message === "" ? error.errors[0] : error;
    throw new DatabaseError(maskPassword(url), message, advice, { cause: error });
  }
}
