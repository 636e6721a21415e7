import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import type { Store } from "./database.ts";
import { faultOf } from "./storeFaults.ts";

/** A larger file takes minutes, in which nothing can be written: the operator chooses the time (see cli/vacuumCommand.ts). */
const LARGEST_FILE = 1024 ** 3;

/**
 * Rewrites an SQLite file, so that neither it nor its write-ahead log contains what was deleted or overwritten. Without this,
 * it may remain in pages that SQLite has split or freed. Works in a thread of its own: reading goes on meanwhile.
 * @returns false if the file was not rewritten, because it is too large, in use or read-only, and on PostgreSQL, where only
 * the server's administrator can decide to lock the tables
 */
export async function rewriteFile(store: Pick<Store, "db" | "dialect">): Promise<boolean> {
  if (store.dialect !== "sqlite") return false;
  const { rows } = await sql<{ file: string; size: number }>`
    select file, (select page_count from pragma_page_count) * (select page_size from pragma_page_size) as "size"
    from pragma_database_list where name = 'main'`.execute(store.db);
  const [main] = rows;
  if (!main || main.file === "") return true;
  return main.size <= LARGEST_FILE && (await rewriteInThread(main.file));
}

async function rewriteInThread(file: string): Promise<boolean> {
  const thread = new Worker(new URL("rewriteFileThread.ts", import.meta.url), { workerData: file });
  const [{ failed }] = (await once(thread, "message")) as [{ readonly failed: { readonly message: string } | null }];
  if (failed === null) return true;
  const error = Object.assign(new Error(failed.message), failed);
  if (faultOf(error) === null) throw error;
  return false;
}
