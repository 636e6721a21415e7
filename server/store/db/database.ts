import { Kysely, type LogEvent } from "kysely";
import { ExpectedError } from "../../domain/errors.ts";
import { isPostgres, maskPassword } from "./databaseUrl.ts";
import { adviceFor } from "./storeFaults.ts";
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
  /** For how many milliseconds a write waits for another to come to its end. */
  readonly lockWait: number;
}

/** What is written: the store, within the transaction of the one writer. */
export type WriteTransaction = Pick<Store, "db" | "dialect">;

export interface StoreOptions {
  /** Called with each statement that was run, also those that failed, and how long it took. */
  readonly onStatement?: (sql: string, milliseconds: number) => void;
  /** For how many milliseconds a write waits for another to come to its end: by default briefly. */
  readonly lockWait?: number;
  /**
   * For how many milliseconds a statement may go on. Given where many wait for one process: then nothing of the store
   * makes anybody wait without end, neither a lock nor a server that has gone silent.
   */
  readonly statementLimit?: number;
  /** How many connections to PostgreSQL there are at most. */
  readonly connections?: number;
}

/** How long one who serves waits for another to finish a write. */
const USUAL_WAIT = 5000;

/** How long one who loads does. */
export const WRITER_WAIT = 60_000;

/** @param url `postgres://…`, `:memory:`, or the path of an SQLite file, whose folder is made where it is missing */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  const { statementLimit = null } = options;
  // Who waits for a lock learns of that, and not that time is up.
  const { lockWait = Math.min(USUAL_WAIT, (statementLimit ?? Infinity) / 2) } = options;
  // Each is loaded where it is needed.
  if (isPostgres(url)) {
    const { postgresDialect } = await import("./postgres.ts");
    return storeOn(
      await postgresDialect(url, statementLimit, options.connections),
      "postgres",
      { ...options, lockWait },
      url,
    );
  }
  const { sqliteDialect } = await import("./sqlite.ts");
  return storeOn(
    sqliteDialect(url, statementLimit === null ? lockWait : null),
    "sqlite",
    { ...options, lockWait },
    url,
  );
}

/** A store over any Kysely dialect of one of the two kinds; the tests bring PGlite's. */
export function storeOn(
  kysely: ConstructorParameters<typeof Kysely>[0]["dialect"],
  dialect: DialectName,
  { onStatement, lockWait = USUAL_WAIT }: StoreOptions = {},
  url: string = dialect,
): Store {
  const log = onStatement && ((event: LogEvent) => onStatement(event.query.sql, event.queryDurationMillis));
  const db = new Kysely<Tables>({ dialect: kysely, ...(log && { log }) });
  return { db, dialect, revision: null, name: maskPassword(url), lockWait, [Symbol.asyncDispose]: () => db.destroy() };
}

/** The database cannot be used as it is, for a reason outside this program. The message says which and what to do. */
export class DatabaseError extends ExpectedError {
  override name = "DatabaseError";
  constructor(database: string, reason: string, advice: string, options?: ErrorOptions) {
    super(`The database ${database} cannot be used: ${reason.replace(/[.\s]+$/, "")}. ${advice}`, options);
  }
}

/** Opens or uses a database. What the system, SQLite or PostgreSQL refuses becomes one line that says what to do. */
export async function withDatabaseErrors<T>(url: string, use: (url: string) => Promise<T>): Promise<T> {
  try {
    return await use(url);
  } catch (error) {
    const advice = adviceFor(error);
    if (advice === null || !(error instanceof Error)) throw error;
    // Where a host has several addresses, what went wrong stands in one error for each.
    const { message } = error instanceof AggregateError && error.message === "" ? error.errors[0] : error;
    throw new DatabaseError(maskPassword(url), message, advice, { cause: error });
  }
}
