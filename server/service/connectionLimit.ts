import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { Logger } from "pino";

/** File descriptors for everything but connections: the database, worker threads, log, metrics. */
const RESERVED_FILES = 128;
/** At most one message about refused connections in this time, in milliseconds. */
const MESSAGE_INTERVAL = 60_000;

/**
 * Limits the connections of all clients together, to `most` and to what the system allows. Without the limit, the process
 * would run out of file descriptors, so that it could not open the database any more.
 */
export async function limitConnections(server: Server, most: number, log: Logger): Promise<void> {
  const files = await maxOpenFiles();
  const allowed = Math.max(1, Math.min(most, files === null ? most : files - RESERVED_FILES));
  if (allowed < most)
    log.warn(
      { files, connections: allowed },
      "The system allows fewer open files than MAX_CONNECTIONS needs (ulimit -n).",
    );
  server.maxConnections = allowed;
  let loggedAt = Number.NEGATIVE_INFINITY;
  server.on("drop", () => {
    if (performance.now() - loggedAt < MESSAGE_INTERVAL) return;
    loggedAt = performance.now();
    log.warn({ connections: allowed }, "Connections are refused, because too many are open (MAX_CONNECTIONS).");
  });
}

/** Null if the system does not tell, or sets no limit. */
async function maxOpenFiles(): Promise<number | null> {
  // Other systems than Linux have no such file.
  const limits = await readFile("/proc/self/limits", "utf8").catch(() => "");
  const [, soft] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  return soft === undefined ? null : Number(soft);
}
