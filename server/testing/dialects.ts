import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect, sql } from "kysely";
import { type Db, openStore, type Store, type StoreOptions, storeOn } from "../store/database.ts";

/**
 * The databases that the tests run on, all real: SQLite in memory, PostgreSQL's own code as PGlite, and a PostgreSQL
 * server where TEST_DATABASE_URL names one.
 */
export type TestDialect = "SQLite" | "PGlite" | "PostgreSQL";

const postgresUrl = process.env.TEST_DATABASE_URL;
export const dialects: readonly TestDialect[] = postgresUrl ? ["SQLite", "PGlite", "PostgreSQL"] : ["SQLite", "PGlite"];

/** An empty store of its own; not yet migrated. */
export async function emptyStore(dialect: TestDialect, options: StoreOptions = {}): Promise<Store> {
  if (dialect === "SQLite") return openStore(":memory:", options);
  return dialect === "PGlite" ? onPglite(options) : onPostgres(options);
}

/** Opening one takes seconds and 460 MB, so a worker has one, which each store empties before it begins. */
let pglite: Promise<PGlite> | null = null;

async function onPglite(options: StoreOptions): Promise<Store> {
  pglite ??= PGlite.create();
  const shared = await pglite;
  await shared.exec("drop schema public cascade; create schema public;");
  const store = storeOn(new PGliteDialect({ pglite: shared }), "postgres", options);
  return { ...store, [Symbol.asyncDispose]: async () => {} };
}

/** A schema of its own, dropped with the store. */
async function onPostgres(options: StoreOptions): Promise<Store> {
  const schema = `test_${randomUUID().replaceAll("-", "")}`;
  await withPostgres((db) => sql`create schema ${sql.id(schema)}`.execute(db));
  const url = new URL(postgresUrl ?? "");
  url.searchParams.set("options", `-c search_path=${schema}`);
  const store = await openStore(url.href, options);
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await withPostgres((db) => sql`drop schema ${sql.id(schema)} cascade`.execute(db));
    },
  };
}

async function withPostgres(work: (db: Db) => Promise<unknown>): Promise<void> {
  await using store = await openStore(postgresUrl ?? "");
  await work(store.db);
}
