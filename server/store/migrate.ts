import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import type { DialectName, Store } from "./database.ts";
import { records } from "./migrations/001-records.ts";
import { search } from "./migrations/002-search.ts";

/** A step of the store's structure. Once released it is frozen: later changes are later steps. */
export interface Migration {
  readonly name: string;
  up(db: Kysely<unknown>, dialect: DialectName): Promise<void>;
}

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
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(MIGRATIONS.map(({ name, up }) => [name, { up: (on: Kysely<unknown>) => up(on, dialect) }])),
    },
  });
  await refuseNewer(db);
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

async function refuseNewer(db: Store["db"]): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return;
  const taken = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .orderBy("name")
    .execute();
  const unknown = taken.map(({ name }) => name).filter((name) => !MIGRATIONS.some((known) => known.name === name));
  if (unknown.length > 0) throw new DatabaseTooNewError(unknown);
}
