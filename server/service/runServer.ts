import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { createApp } from "../http/app.ts";
import { exportInThreads } from "../http/exports/exporter.ts";
import { httpServer } from "../http/httpServer.ts";
import { createPool } from "../http/workers/pool.ts";
import type { Fingerprint } from "../ingest/fingerprint.ts";
import { openStore, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { migrate, openMigrated } from "../store/db/migrate.ts";
import { isLargeDatabase } from "../store/read/recordCounts.ts";
import { isLoaded } from "../store/write/writeFolder.ts";
import { limitConnections } from "./connectionLimit.ts";
import { listen } from "./listen.ts";
import { loadInChild } from "./loadInChild.ts";
import { startMemoryGuard } from "./memoryGuard.ts";
import { closeServer } from "./shutdown.ts";
import { firstStopSignal } from "./signals.ts";
import { startTelemetry, type Telemetry } from "./telemetry.ts";

export interface ServedCorpus extends Fingerprint {
  readonly folder: string;
}

/** Opens the database, loads the corpus if it has changed, listens, and serves until a signal to stop. */
export async function runServer(config: Config, url: string, corpus: ServedCorpus | null, log: Logger): Promise<void> {
  await migrateFile(url);
  await using telemetry = await startTelemetry(config, url, log);
  await using store = await openServedStore(config, url, telemetry);
  if (corpus) await loadIfChanged(corpus, store, url, log);

  const { publicUrl, apiCorpusTitle, subgraphRenames, limits } = config;
  const { watchers, onStatement, tracing } = telemetry;
  const setup = { databaseUrl: url, publicUrl, apiCorpusTitle, subgraphRenames, limits };
  await using pool = url === ":memory:" ? null : createPool({ ...setup, cacheMegabytes: config.answerCacheMegabytes });
  const threads =
    url === ":memory:" ? null : exportInThreads({ databaseUrl: url, statementLimit: limits.seconds * 1000 });
  let isStopping = false;
  const app = createApp(
    store,
    { ...config, pool, exportInThreads: threads, watchers, onStatement, tracing, isStopping: () => isStopping },
    log,
  );
  const { server, sockets, closing } = httpServer(app, limits);
  await limitConnections(server, config.maxConnections, log);
  // Before the service listens: if metrics cannot be served, the service does not start.
  await telemetry.serve(store, () => ({ ...app.activity(), threads: pool?.load ?? { busy: 0, waiting: 0 } }));
  const port = await listen(server, config);
  if (pool && (await isLargeDatabase(store.db))) pool.warm();
  const stopSignal = firstStopSignal((signal) =>
    log.warn({ signal }, "Received a second signal to stop: ending at once, without finishing requests in progress."),
  );
  using _guard = startMemoryGuard({ isIdle: () => app.activity().requests === 0, forgetUnused: app.forgetUnused });
  printAddress(config.host, port);

  const signal = await stopSignal;
  isStopping = true;
  closing();
  const { delay, grace } = config.operating.shutdown;
  if (delay > 0) log.info({ signal }, `Stopping in ${delay} s. Until then, only /ready answers differently.`);
  await setTimeout(delay * 1000);
  log.info({ signal }, "Stopping: subscriptions end, and requests in progress are finished first.");
  const endStreams = async () => {
    await app.dispose();
    await sockets[Symbol.asyncDispose]();
  };
  await closeServer({ server, endStreams, grace }, log);
}

/** Migrates over a connection without a time limit for statements, because a migration may take long. */
async function migrateFile(url: string): Promise<void> {
  if (url === ":memory:") return;
  await using _ = await withDatabaseErrors(url, openMigrated);
}

async function openServedStore({ limits }: Config, url: string, { onStatement }: Telemetry): Promise<Store> {
  const store = await withDatabaseErrors(url, (url) =>
    openStore(url, {
      statementLimit: limits.seconds * 1000,
      onStatement: (sql, milliseconds) => onStatement({ sql, milliseconds, endedAt: Date.now() }),
    }),
  );
  if (url === ":memory:") await migrate(store);
  return store;
}

/** Brings the database to the state of the folder. Records that are no longer in the folder stay in the history. */
async function loadIfChanged(corpus: ServedCorpus, store: Store, url: string, log: Logger): Promise<void> {
  const { folder, id, fingerprint } = corpus;
  if (await withDatabaseErrors(url, () => isLoaded(store, id, fingerprint)))
    return log.info({ corpus: id }, "The database already contains this state of the corpus.");
  if (url !== ":memory:") return loadInChild(folder, url);
  const { loadInto } = await import("./load.ts");
  await loadInto(store, folder, { withdrawMissing: true });
}

function printAddress(host: string, port: number): void {
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  console.log(`conflict-graph is ready.\n  Start page  ${url}/\n  GraphiQL    ${url}/graphql\nStop it with Ctrl+C.`);
}
