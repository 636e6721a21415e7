import { mkdirSync } from "node:fs";
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
import type { Tables } from "./tables.ts";

export type Db = Kysely<Tables>;

/** SQLite and PostgreSQL take the same queries; only the search DDL, its query and generated keys differ by dialect. */
export type DialectName = "sqlite" | "postgres";

export interface Store extends AsyncDisposable {
  readonly db: Db;
  readonly dialect: DialectName;
}

export interface StoreOptions {
  /** Called with each statement that was run, also those that failed. */
  readonly onStatement?: (sql: string) => void;
}

/** @param url `postgres://…`, `:memory:`, or the path of an SQLite file, whose folder is made where it is missing */
export async function openStore(url: string, options: StoreOptions = {}): Promise<Store> {
  if (/^postgres(ql)?:/.test(url)) return openPostgres(url, options);
  return openSqlite(url, options);
}

function openSqlite(path: string, options: StoreOptions): Store {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  return storeOn(new SqliteDialect({ database: forKysely(database) }), "sqlite", options);
}

/** How many prepared statements are kept: some for each list and loader of the schema, in all the shapes they take. */
const KEPT_STATEMENTS = 256;

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
      run: (parameters) => statement.run(...(parameters as Value[])),
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
  // An idle connection that the server drops must not end the process: the next query opens another.
  pool.on("error", () => {});
  return storeOn(new PostgresDialect({ pool }), "postgres", options);
}

/** A store over any Kysely dialect of one of the two kinds; the tests bring PGlite's. */
export function storeOn(
  kysely: ConstructorParameters<typeof Kysely>[0]["dialect"],
  dialect: DialectName,
  { onStatement }: StoreOptions = {},
): Store {
  const log = onStatement && ((event: LogEvent) => onStatement(event.query.sql));
  const db = new Kysely<Tables>({ dialect: kysely, ...(log && { log }) });
  return { db, dialect, [Symbol.asyncDispose]: () => db.destroy() };
}
