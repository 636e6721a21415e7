import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { openStore, type Store } from "../store/db/database.ts";
import { migrate } from "../store/db/migrate.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";
import nameSchemas, { emptyStore } from "../testing/dialects.ts";
import { generateCorpus, type Size } from "./corpus.ts";

/** A store with the invented corpus, and the times of its statements since they were last reset. */
export interface MeasuredStore extends AsyncDisposable {
  readonly store: Store;
  readonly name: string;
  /** Milliseconds, one per statement. */
  readonly statements: number[];
}

/** An SQLite file in a temporary folder. */
export async function onSqlite(size: Size): Promise<MeasuredStore> {
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-benchmark-"));
  return openMeasured(
    "SQLite",
    size,
    (onStatement) => openStore(join(folder, "store.sqlite"), { onStatement }),
    () => rm(folder, { recursive: true }),
  );
}

/** A new schema on the server of TEST_DATABASE_URL. */
export function onPostgres(size: Size): Promise<MeasuredStore> {
  const dropSchemas = nameSchemas();
  return openMeasured("PostgreSQL", size, (onStatement) => emptyStore("PostgreSQL", { onStatement }), dropSchemas);
}

async function openMeasured(
  name: string,
  size: Size,
  open: (onStatement: (sql: string, milliseconds: number) => void) => Promise<Store>,
  afterwards: () => Promise<void> = async () => {},
): Promise<MeasuredStore> {
  const statements: number[] = [];
  const store = await open((_sql, milliseconds) => statements.push(milliseconds));
  const close = async () => {
    await store[Symbol.asyncDispose]();
    await afterwards();
  };
  try {
    await migrate(store);
    await writeCorpus(store, generateCorpus(size));
    // PostgreSQL does this by itself, but only some time after rows are inserted.
    if (store.dialect === "postgres") await sql`analyze`.execute(store.db);
  } catch (error) {
    await close();
    throw error;
  }
  return { store, name, statements, [Symbol.asyncDispose]: close };
}
