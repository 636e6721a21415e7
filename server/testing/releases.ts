import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import { openStore, type Store } from "../store/db/database.ts";
import { emptyStore, type TestDialect } from "./dialects.ts";

const FIXTURES = new URL("../store/fixtures/", import.meta.url);

/** Releases whose databases are kept, oldest first. */
export const RELEASES: readonly string[] = readdirSync(FIXTURES)
  .filter((file) => file.endsWith(".db.gz"))
  .map((file) => file.replace(".db.gz", ""))
  .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));

/** The bytes of the SQLite file that a release made. */
export const releasedFile = (release: string): Buffer =>
  gunzipSync(readFileSync(new URL(`${release}.db.gz`, FIXTURES)));

/** A database as a release made it: see fixtures/README.md. Nothing of it has been migrated yet. */
export async function releasedStore(release: string, dialect: TestDialect): Promise<Store> {
  if (dialect !== "SQLite") return dumped(release, await emptyStore(dialect));
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

/** Runs what pg_dump wrote, in whichever schema the store uses. */
async function dumped(release: string, store: Store): Promise<Store> {
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
