import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import type { Store } from "./database.ts";
import { faultOf } from "./storeFaults.ts";
import { COPIED_TABLES } from "./tableKeys.ts";

type Database = Pick<Store, "db" | "dialect">;

/** A larger file takes minutes, in which nothing can be written: the operator chooses the time, with the command “vacuum”. */
const LARGEST_FILE = 1024 ** 3;

/** How long other writers and readers of a file are waited for, in milliseconds. */
const LOCK_WAIT = 10_000;

/**
 * Rewrites the files of a database, so that they no longer contain what was deleted or overwritten: databases only mark such
 * space as free. On PostgreSQL, each table is locked meanwhile.
 */
export async function vacuum(database: Database): Promise<void> {
  if (database.dialect === "sqlite") {
    const file = await fileOf(database);
    if (file !== null) await vacuumFile(file.path, LOCK_WAIT);
    return;
  }
  for (const table of [...COPIED_TABLES, "search"])
    await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(database.db);
}

/**
 * Does the same after a withdrawal, if this does not disturb the service: for an SQLite file that is not very large. Reading
 * goes on meanwhile.
 * @returns false if the files may still contain what was deleted
 */
export async function vacuumIfCheap(database: Database, lockWait: number = LOCK_WAIT): Promise<boolean> {
  if (database.dialect === "postgres") return false;
  const file = await fileOf(database);
  if (file === null) return true;
  if (file.size > LARGEST_FILE) return false;
  try {
    await vacuumFile(file.path, lockWait);
    return true;
  } catch (error) {
    if (faultOf(error) === null) throw error;
    return false;
  }
}

/** Null for a database in memory. */
async function fileOf({ db }: Database): Promise<{ readonly path: string; readonly size: number } | null> {
  const { rows } = await sql<{ path: string; size: number }>`
    select file as "path", (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as "size"
    from pragma_database_list where name = 'main' and file <> ''`.execute(db);
  return rows[0] ?? null;
}

/** In a thread of its own, since it takes long. */
async function vacuumFile(path: string, lockWait: number): Promise<void> {
  const thread = new Worker(new URL("vacuumThread.ts", import.meta.url), { workerData: { path, lockWait } });
  const [{ failed }] = (await once(thread, "message")) as [{ readonly failed: { readonly message: string } | null }];
  if (failed !== null) throw Object.assign(new Error(failed.message), failed);
}
