import { randomUUID } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { PGliteDialect, sql } from "kysely";
import { createStore, type Db, openStore, type Store, type StoreOptions } from "../store/db/database.ts";

/** The databases that tests can run on, all real. PGlite is PostgreSQL compiled to WebAssembly. */
export type TestDialect = "SQLite" | "PGlite" | "PostgreSQL";

const postgresUrl = process.env.TEST_DATABASE_URL;
const available: readonly TestDialect[] = postgresUrl ? ["SQLite", "PGlite", "PostgreSQL"] : ["SQLite", "PGlite"];
/** PGlite stands in for a PostgreSQL server if TEST_DATABASE_URL names none. TEST_DIALECTS, a list with commas, overrules this. */
const wanted = process.env.TEST_DIALECTS?.split(",") ?? ["SQLite", postgresUrl ? "PostgreSQL" : "PGlite"];
export const dialects: readonly TestDialect[] = available.filter((dialect) => wanted.includes(dialect));

/**
 * A new, empty store, not yet migrated.
 * @param file the file of an SQLite store; by default, it is in memory
 */
export async function emptyStore(
  dialect: TestDialect,
  options: StoreOptions = {},
  file: string = ":memory:",
): Promise<Store> {
  if (dialect === "SQLite") return openStore(file, options);
  return dialect === "PGlite" ? onPglite(options) : onPostgres(options);
}

/** Opening PGlite takes seconds and 460 MB, so each worker has one instance. Opening a store empties the instance first. */
let pglite: Promise<PGlite> | null = null;

async function onPglite(options: StoreOptions): Promise<Store> {
  pglite ??= PGlite.create();
  const shared = await pglite;
  await shared.exec("drop schema public cascade; create schema public;");
  const store = createStore(new PGliteDialect({ pglite: shared }), "postgres", options);
  return { ...store, [Symbol.asyncDispose]: async () => {} };
}

async function onPostgres(options: StoreOptions): Promise<Store> {
  return openStore(await newPostgresSchema(), options);
}

/** The address of a new schema. The schema is dropped only after all tests, since Kysely's migrator reads all schemas. */
export const newPostgresSchema = (): Promise<string> =>
  createSchema(postgresUrl ?? "", process.env.TEST_SCHEMAS ?? "test");

/** Creates a schema whose name begins with a prefix. @returns its address */
export async function createSchema(server: string, prefix: string): Promise<string> {
  const schema = `${prefix}_${randomUUID().replaceAll("-", "")}`;
  await withPostgres(server, (db) => sql`create schema ${sql.id(schema)}`.execute(db));
  const url = new URL(server);
  url.searchParams.set("options", `-c search_path=${schema}`);
  return url.href;
}

/** Drops the schemas whose names begin with a prefix. */
export const dropSchemas = (server: string, prefix: string): Promise<void> =>
  withPostgres(server, async (db) => {
    const { rows } = await sql<{ name: string }>`
      select nspname as "name" from pg_namespace where starts_with(nspname, ${prefix})`.execute(db);
    // One at a time: dropping all at once needs more locks than a server has by default.
    for (const { name } of rows) await sql`drop schema ${sql.id(name)} cascade`.execute(db);
  });

/** For Vitest's `globalSetup`: names the schemas of the run and drops them afterwards. */
export default function setup(): (() => Promise<void>) | undefined {
  if (!postgresUrl) return undefined;
  const prefix = `test_${randomUUID().slice(0, 8)}`;
  process.env.TEST_SCHEMAS = prefix;
  return () => dropSchemas(postgresUrl, prefix);
}

async function withPostgres(server: string, work: (db: Db) => Promise<unknown>): Promise<void> {
  await using store = await openStore(server);
  await work(store.db);
}
