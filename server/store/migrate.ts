import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Store } from "./database.ts";
import { records } from "./migrations/001-records.ts";
import { search } from "./migrations/002-search.ts";
import type { Migration } from "./migrations/migration.ts";

const MIGRATIONS: readonly Migration[] = [records, search];

/** The database holds steps that this code does not know: a newer release made it. */
export class DatabaseTooNewError extends Error {
  override name = "DatabaseTooNewError";
  constructor(unknown: readonly string[]) {
    super(
      `The database was made by a newer release: it holds the steps ${unknown.join(", ")}, and this one knows none after ` +
        `${MIGRATIONS.at(-1)?.name}. Run the newer release, or give another database. Nothing was changed.`,
    );
  }
}

/**
 * Brings the database's structure up to this code's. Each step is one transaction, and a second process waits.
 * @returns the names of the steps that were taken; empty where it was up to date
 * @throws DatabaseTooNewError before anything is changed
 */
export async function migrate({ db, dialect }: Store): Promise<string[]> {
  // Without a schema, Kysely finds its tables in any schema of the database, also in another program's.
  const schema = dialect === "postgres" ? await currentSchema(db) : undefined;
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(MIGRATIONS.map(({ name, up }) => [name, { up: (on: Kysely<unknown>) => up(on, dialect) }])),
    },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  await refuseNewer(db, schema);
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

async function currentSchema(db: Store["db"]): Promise<string> {
  const { rows } = await sql<{ schema: string | null }>`select current_schema() as "schema"`.execute(db);
  const schema = rows[0]?.schema;
  if (!schema)
    throw new Error(
      "The database has no schema to create tables in: the connection's search_path names none that exists.",
    );
  return schema;
}

async function refuseNewer(db: Store["db"], schema: string | undefined): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const taken = tables.some(
    (table) => table.name === "kysely_migration" && (schema === undefined || table.schema === schema),
  )
    ? await db
        .withTables<{ kysely_migration: { name: string } }>()
        .selectFrom("kysely_migration")
        .select("name")
        .orderBy("name")
        .execute()
    : [];
  const unknown = taken.map(({ name }) => name).filter((name) => !MIGRATIONS.some((known) => known.name === name));
  if (unknown.length > 0) throw new DatabaseTooNewError(unknown);
}
