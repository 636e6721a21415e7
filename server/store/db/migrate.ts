import { setTimeout } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { ExpectedError } from "../../domain/errors.ts";
import { DatabaseError, type Db, type Store } from "./database.ts";
import { records } from "./migrations/001-records.ts";
import { search } from "./migrations/002-search.ts";
import { history } from "./migrations/003-history.ts";
import { corpusStates } from "./migrations/004-corpus-states.ts";
import { indexes } from "./migrations/005-indexes.ts";
import { naturalKeys } from "./migrations/006-natural-keys.ts";
import { writes } from "./migrations/007-writes.ts";
import type { Migration } from "./migrations/migration.ts";
import { faultOf } from "./storeFaults.ts";
import { retryWhileLocked } from "./writeQueue.ts";

const MIGRATIONS: readonly Migration[] = [records, search, history, corpusStates, indexes, naturalKeys, writes];

/** The database holds steps that this code does not know: a newer release made it. */
export class DatabaseTooNewError extends ExpectedError {
  override name = "DatabaseTooNewError";
  constructor(database: string, unknown: readonly string[]) {
    super(
      `The database ${database} was made by a newer release: it holds the steps ${unknown.join(", ")}, and this one knows ` +
        `none after ${MIGRATIONS.at(-1)?.name}. Run the newer release, or give another database. Nothing was changed.`,
    );
  }
}

/**
 * Brings the database's structure up to this code's, in one transaction; a second process waits for the first.
 * @returns the names of the steps that were taken; empty where it was up to date
 * @throws DatabaseTooNewError and DatabaseError (another program's) before anything is changed
 */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<string[]> {
  const { dialect } = store;
  // Without a schema, Kysely finds its tables in any schema of the database, also in another program's.
  const schema = dialect === "postgres" ? await currentSchema(store) : undefined;
  const steps = Object.fromEntries(
    migrations.map(({ name, up }) => [name, { up: (on: Kysely<unknown>) => up(on, dialect) }]),
  );
  const isUpToDate = async (db: Db) =>
    (await takenSteps({ ...store, db }, schema, migrations)).size === migrations.length;
  const takeSteps = async (db: Db): Promise<string[]> => {
    const provider = { getMigrations: async () => steps };
    const migrator = new Migrator({ db, provider, ...(schema !== undefined && { migrationTableSchema: schema }) });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw error;
    return results.map(({ migrationName }) => migrationName);
  };

  let taken: string[] = [];
  if (!(await isUpToDate(store.db))) {
    // Looked at again under the lock: another process may have come first.
    const takeRest = async (db: Db) => ((await isUpToDate(db)) ? [] : takeSteps(db));
    // On PostgreSQL, Kysely takes a lock and a transaction by itself.
    taken = await explainingReadOnly(store, () =>
      dialect === "sqlite" ? exclusively(store, takeRest) : takeSteps(store.db),
    );
  }
  if (dialect === "sqlite") await keepWriteAheadLog(store.db);
  return taken;
}

/**
 * The names of the steps that the database has not taken; of an empty one, all.
 * @throws DatabaseTooNewError and DatabaseError (another program's)
 */
export async function missingSteps(store: Store): Promise<string[]> {
  const schema = store.dialect === "postgres" ? await currentSchema(store) : undefined;
  const taken = await takenSteps(store, schema, MIGRATIONS);
  return MIGRATIONS.map(({ name }) => name).filter((name) => !taken.has(name));
}

/** Kysely takes SQLite for unable to undo a change of structure, so that its Migrator begins no transaction there. */
async function exclusively<T>(store: Store, work: (db: Db) => Promise<T>): Promise<T> {
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

/** A database that may only be read can be served if nothing has to be written first. */
async function explainingReadOnly<T>({ name }: Store, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || faultOf(error) !== "READ_ONLY") throw error;
    throw new DatabaseError(
      name,
      `it has to be brought to the structure of this release, and may only be read here (${error.message})`,
      "Run “migrate” on it where it may be written, or let this user write it. Nothing was changed.",
      { cause: error },
    );
  }
}

const WAL_TRIES = 100;

/** Lets readers go on while another process loads. The file keeps it; SQLite does not wait for the lock that it takes. */
async function keepWriteAheadLog(db: Db): Promise<void> {
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  if (rows[0]?.journal_mode === "wal" || rows[0]?.journal_mode === "memory") return;
  for (let tries = 1; ; tries++) {
    try {
      await sql`pragma journal_mode = wal`.execute(db);
      return;
    } catch (error) {
      // One that may only be read is read as it is.
      if (faultOf(error) === "READ_ONLY") return;
      const isLocked = (error as { errcode?: number }).errcode === 5;
      if (!isLocked || tries === WAL_TRIES) throw error;
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
      "Create one that the connection's search_path names, or correct the search_path.",
    );
  return schema;
}

/** The steps that were taken; refuses a database that is not ours, or not yet. */
async function takenSteps(store: Store, schema: string | undefined, known: readonly Migration[]): Promise<Set<string>> {
  // The tables go first: should another process create all in between, they are not taken for a stranger's.
  const tables = await tableNames(store.db, schema);
  const steps = store.db.withTables<{ kysely_migration: { name: string } }>().selectFrom("kysely_migration");
  const taken = tables.includes("kysely_migration") ? await steps.select("name").orderBy("name").execute() : [];
  const names = new Set(taken.map(({ name }) => name));
  const unknown = [...names].filter((name) => !known.some((step) => step.name === name));
  const foreign = tables.filter((table) => !table.startsWith("kysely_migration"));
  if (unknown.length === names.size && (unknown.length > 0 || foreign.length > 0)) {
    const shown = foreign.slice(0, 5).join(", ") + (foreign.length > 5 ? " and others" : "");
    throw new DatabaseError(
      store.name,
      `it is another program's: it holds tables (${shown || "kysely_migration"}), and none of ours`,
      `Give ${schema === undefined ? "another file" : "another database, or a schema of its own by the search_path"}. Nothing was changed.`,
    );
  }
  if (unknown.length > 0) throw new DatabaseTooNewError(store.name, unknown);
  return names;
}

/** Tables and views, without those that an extension of PostgreSQL brings. */
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
