import { setTimeout } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { ExpectedError } from "../../domain/errors.ts";
import { DatabaseError, type Db, openStore, type Store, type StoreOptions } from "./database.ts";
import { records } from "./migrations/001-records.ts";
import { search } from "./migrations/002-search.ts";
import { history } from "./migrations/003-history.ts";
import { corpusStates } from "./migrations/004-corpus-states.ts";
import { indexes } from "./migrations/005-indexes.ts";
import { naturalKeys } from "./migrations/006-natural-keys.ts";
import { writes } from "./migrations/007-writes.ts";
import { bestEstimates } from "./migrations/008-best-estimates.ts";
import { listIndexes } from "./migrations/009-list-indexes.ts";
import { hashKey } from "./migrations/010-hash-key.ts";
import { callers } from "./migrations/011-callers.ts";
import { merges } from "./migrations/012-merges.ts";
import { datasets } from "./migrations/013-datasets.ts";
import { retrieval } from "./migrations/014-retrieval.ts";
import { facetIndexes } from "./migrations/015-facet-indexes.ts";
import type { Migration } from "./migrations/migration.ts";
import { faultOf } from "./storeFaults.ts";
import { retryWhileLocked } from "./writeQueue.ts";

const MIGRATIONS: readonly Migration[] = [
  records,
  search,
  history,
  corpusStates,
  indexes,
  naturalKeys,
  writes,
  bestEstimates,
  listIndexes,
  hashKey,
  callers,
  merges,
  datasets,
  retrieval,
  facetIndexes,
];

/** A newer release migrated the database: this release does not know all migrations that were applied. */
export class DatabaseTooNewError extends ExpectedError {
  override name = "DatabaseTooNewError";
  constructor(database: string, unknown: readonly string[]) {
    super(
      `The database ${database} was made by a newer release: it has the migrations ${unknown.join(", ")}, and this ` +
        `release knows none after ${MIGRATIONS.at(-1)?.name}. Run the newer release, or use another database. Nothing was changed.`,
    );
  }
}

/**
 * Opens a database and applies all pending migrations.
 * @throws like migrate
 */
export async function openMigrated(url: string, options: StoreOptions = {}): Promise<Store> {
  const store = await openStore(url, options);
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Applies all pending migrations in one transaction. A second process waits for the first process.
 * @returns the names of the applied migrations; empty if the database was up to date
 * @throws DatabaseTooNewError, or DatabaseError if the database belongs to another program; nothing is changed then
 */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  const { dialect } = store;
  // Without this, Kysely would look for its tables in every schema, even in another program's.
  const schema = dialect === "postgres" ? await currentSchema(store) : undefined;
  const byName = Object.fromEntries(
    migrations.map(({ name, up }) => [name, { up: (on: Kysely<unknown>) => up(on, dialect) }]),
  );
  const isUpToDate = async (db: Db) =>
    (await appliedMigrations({ ...store, db }, schema, migrations)).size === migrations.length;
  const applyPending = async (db: Db): Promise<string[]> => {
    const provider = { getMigrations: async () => byName };
    const migrator = new Migrator({ db, provider, ...(schema !== undefined && { migrationTableSchema: schema }) });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw error;
    return results.map(({ migrationName }) => migrationName);
  };

  let applied: string[] = [];
  if (!(await isUpToDate(store.db))) {
    // Checks again under the lock: another process may have migrated in the meantime.
    const applyUnlessDone = async (db: Db) => ((await isUpToDate(db)) ? [] : applyPending(db));
    // On PostgreSQL, Kysely itself takes an advisory lock and begins a transaction.
    applied = await explainReadOnly(store, () =>
      dialect === "sqlite" ? inExclusiveTransaction(store, applyUnlessDone) : applyPending(store.db),
    );
  }
  if (dialect === "sqlite") await enableWriteAheadLog(store.db);
  return applied;
}

/**
 * The names of the migrations that are not applied; all if the database is empty.
 * @throws DatabaseTooNewError, or DatabaseError if it is another program's database
 */
export async function pendingMigrations(store: Store): Promise<string[]> {
  const schema = store.dialect === "postgres" ? await currentSchema(store) : undefined;
  const applied = await appliedMigrations(store, schema, MIGRATIONS);
  return MIGRATIONS.map(({ name }) => name).filter((name) => !applied.has(name));
}

/** For SQLite: Kysely assumes that DDL is not transactional there, so its Migrator does not begin a transaction. */
async function inExclusiveTransaction<T>(store: Store, work: (db: Db) => Promise<T>): Promise<T> {
  return retryWhileLocked(store, (hasLock) =>
    store.db.connection().execute(async (db) => {
      await sql`begin immediate`.execute(db);
      hasLock();
      try {
        const result = await work(db);
        await sql`commit`.execute(db);
        return result;
      } catch (error) {
        await sql`rollback`.execute(db);
        throw error;
      }
    }),
  );
}

/** @throws DatabaseError if the database is read-only. Without pending migrations, a read-only database can be used. */
async function explainReadOnly<T>({ name }: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || faultOf(error) !== "READ_ONLY") throw error;
    throw new DatabaseError(
      name,
      `it needs to be migrated to this release, but is read-only here (${error.message})`,
      "Run “migrate” where the database can be written, or allow this user to write it. Nothing was changed.",
      { cause: error },
    );
  }
}

const WAL_ATTEMPTS = 100;

/**
 * A write-ahead log lets readers continue during a write. The mode persists in the file. SQLite does not wait for this
 * lock, so we retry.
 */
async function enableWriteAheadLog(db: Db): Promise<void> {
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  if (rows[0]?.journal_mode === "wal" || rows[0]?.journal_mode === "memory") return;
  for (let attempts = 1; ; attempts++) {
    try {
      await sql`pragma journal_mode = wal`.execute(db);
      return;
    } catch (error) {
      // A read-only file keeps its mode.
      if (faultOf(error) === "READ_ONLY") return;
      const isLocked = (error as { errcode?: number }).errcode === 5;
      if (!isLocked || attempts === WAL_ATTEMPTS) throw error;
      await setTimeout(50);
    }
  }
}

async function currentSchema({ db, name }: Store): Promise<string> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as "schema"`.execute(db);
  const schema = rows[0]?.schema;
  if (!schema)
    throw new DatabaseError(
      name,
      "it has no schema to create tables in",
      "Create a schema of the connection's search_path, or correct the search_path.",
    );
  return schema;
}

/**
 * The names of the applied migrations.
 * @throws DatabaseTooNewError, or DatabaseError if it is another program's database
 */
async function appliedMigrations(
  store: Store,
  schema: string | undefined,
  known: readonly Migration[],
): Promise<Set<string>> {
  // Lists the tables before the migrations. If another process migrates in between, our tables do not look foreign.
  const tables = await tableNames(store.db, schema);
  const migrations = store.db.withTables<{ kysely_migration: { name: string } }>().selectFrom("kysely_migration");
  const applied = tables.includes("kysely_migration") ? await migrations.select("name").orderBy("name").execute() : [];
  const names = new Set(applied.map(({ name }) => name));
  const unknown = [...names].filter((name) => !known.some((migration) => migration.name === name));
  const foreign = tables.filter((table) => !table.startsWith("kysely_migration"));
  if (unknown.length === names.size && (unknown.length > 0 || foreign.length > 0)) {
    const shown = foreign.slice(0, 5).join(", ") + (foreign.length > 5 ? " and others" : "");
    throw new DatabaseError(
      store.name,
      `it belongs to another program: it has tables (${shown || "kysely_migration"}), but none of ours`,
      `Use ${schema === undefined ? "another file" : "another database, or a separate schema (search_path)"}. Nothing was changed.`,
    );
  }
  if (unknown.length > 0) throw new DatabaseTooNewError(store.name, unknown);
  return names;
}

/** The names of all tables and views except those of PostgreSQL extensions. */
async function tableNames(db: Db, schema: string | undefined): Promise<string[]> {
  const query =
    schema === undefined
      ? sql<{ name: string }>`select name from sqlite_schema
          where type in ('table', 'view') and name not like 'sqlite!_%' escape '!' order by name`
      : sql<{ name: string }>`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = ${schema} and c.relkind in ('r', 'p', 'v', 'm', 'f') and not exists (
            select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
          order by c.relname`;
  return (await query.execute(db)).rows.map(({ name }) => name);
}
