import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

/** How long the thread waits for other writers and readers, in milliseconds. */
const LOCK_WAIT = 10_000;
const ATTEMPTS = 20;

/** SQLite reports a busy checkpoint as a result, not as an error. */
class CheckpointBusyError extends Error {
  readonly code = "STORE_BUSY";
}

async function rewrite(file: string): Promise<void> {
  using database = new DatabaseSync(file, { timeout: LOCK_WAIT });
  // The index keeps deleted documents until its parts are merged.
  database.exec(`insert into "search" ("search") values ('optimize')`);
  database.exec("vacuum");
  for (let attempt = 1; ; attempt++) {
    const result = database.prepare("pragma wal_checkpoint(truncate)").get() as { busy: number };
    if (result.busy === 0) return;
    if (attempt === ATTEMPTS) throw new CheckpointBusyError("Readers keep the write-ahead log open.");
    await setTimeout(100);
  }
}

/** Errors keep only their standard properties on the way to the main thread. */
const toPlain = (error: unknown) => {
  const { message, code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  return { message, code, errcode };
};

const failed = await rewrite(workerData as string).then(
  () => null,
  (error: unknown) => toPlain(error),
);
parentPort?.postMessage({ failed });
