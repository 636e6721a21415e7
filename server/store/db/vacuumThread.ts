import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

/** SQLite reports a busy checkpoint as a result, not as an error. */
class CheckpointBusyError extends Error {
  readonly code = "STORE_BUSY";
}

function vacuum({ path, lockWait }: { readonly path: string; readonly lockWait: number }): void {
  using database = new DatabaseSync(path, { timeout: lockWait });
  // The search index keeps deleted documents until its parts are merged.
  database.exec(`insert into "search" ("search") values ('optimize')`);
  database.exec("vacuum");
  const { busy } = database.prepare("pragma wal_checkpoint(truncate)").get() as { busy: number };
  if (busy !== 0) throw new CheckpointBusyError("Another program reads an earlier state from the write-ahead log.");
}

/** Errors keep only their standard properties on the way to another thread. */
function toPlain(error: unknown) {
  const { message, code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  return { message, code, errcode };
}

function failureOf(work: () => void) {
  try {
    work();
    return null;
  } catch (error) {
    return toPlain(error);
  }
}

parentPort?.postMessage({ failed: failureOf(() => vacuum(workerData)) });
