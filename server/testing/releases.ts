import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import { openStore, type Store } from "../store/db/database.ts";
import { emptyStore, type TestDialect } from "./dialects.ts";

const FIXTURES = new URL("../store/fixtures/", import.meta.url);

/** The releases with a database in the fixtures, oldest first. */
export const RELEASES: readonly string[] = readdirSync(FIXTURES)
  .filter((file) => file.endsWith(".db.gz"))
  .map((file) => file.replace(".db.gz", ""))
  .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));

/** The SQLite file of a release. */
export const releasedFile = (release: string): Buffer =>
  gunzipSync(readFileSync(new URL(`${release}.db.gz`, FIXTURES)));

/** A database created by a release, not yet migrated: see fixtures/README.md. */
export async function openReleasedStore(release: string, dialect: TestDialect): Promise<Store> {
  if (dialect !== "SQLite") return loadDump(release, await emptyStore(dialect));
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-released-"));
  const path = join(folder, "released.db");
  await writeFile(path, releasedFile(release));
  const store = await openStore(path);
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Runs the output of pg_dump in the schema of the store. */
async function loadDump(release: string, store: Store): Promise<Store> {
  const dump = gunzipSync(readFileSync(new URL(`${release}.sql.gz`, FIXTURES))).toString();
  const statements = dump
    .replaceAll(/^(--|\\|SET |SELECT pg_catalog\.set_config|CREATE SCHEMA|COMMENT ON SCHEMA).*$/gm, "")
    .replaceAll(/\bpublic\./g, "")
    .split(/;\n/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
  await store.db.transaction().execute(async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  });
  return store;
}
