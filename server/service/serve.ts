import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { type Config, ConfigError, databaseOf } from "../config/config.ts";
import { UNSAFE, type UnsafeFault, unsafeFiles } from "../config/unsafe.ts";
import { type Fingerprint, fingerprintOf } from "../ingest/fingerprint.ts";
import type { Store } from "../store/db/database.ts";
import { isPostgres } from "../store/db/databaseUrl.ts";
import { listen } from "./listen.ts";
import { createLog } from "./log.ts";
import { finish, firstSignal } from "./shutdown.ts";
import { StoppedError, type StopSignal } from "./stopped.ts";

/** The corpus could not be loaded; the process that tried has said why, unless it was not let to. */
class LoadFailedError extends Error {
  override name = "LoadFailedError";
}

/** Loads the corpus if it has changed, listens, and goes on until a signal. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  process.on("uncaughtExceptionMonitor", (err) => log.fatal({ err }, "The service ends: nobody expected this."));
  refuseUnsafe(config, config.unsafe, log);
  const found = config.corpus === null ? null : await fingerprintOf(config.corpus);
  // A folder without a readable manifest is no corpus: loading it says what is wrong with it.
  if (config.corpus !== null && !found) await loadApart(config.corpus, config.databaseUrl);
  const url = databaseOf(config, found?.id ?? "");
  refuseUnsafe(config, unsafeFiles(url, config), log);

  // At a first start the loading begins at once, and the modules below are imported while it goes on.
  const isNew = url !== ":memory:" && !isPostgres(url) && !existsSync(url);
  const first = config.corpus !== null && isNew ? loadApart(config.corpus, url) : null;
  const [
    { createApp },
    { createPool },
    { httpServer },
    { withDatabaseErrors, openStore },
    { migrate },
    { isLarge },
    { startTelemetry },
  ] = await Promise.all([
    import("../http/app.ts"),
    import("../http/workers/pool.ts"),
    import("../http/httpServer.ts"),
    import("../store/db/database.ts"),
    import("../store/db/migrate.ts"),
    import("../store/read/relatedRows.ts"),
    import("./telemetry.ts"),
    first,
  ]);
  // What serves lets no statement go on for long, as a step to a new structure may.
  const statementLimit = config.limits.seconds * 1000;
  if (url !== ":memory:")
    await withDatabaseErrors(url, async () => {
      await using whole = await openStore(url);
      await migrate(whole);
    });
  await using watching = await startTelemetry(config, url, log);
  const { watchers, onStatement, tracing } = watching;
  await using store = await withDatabaseErrors(url, (url) =>
    openStore(url, {
      statementLimit,
      onStatement: (sql, milliseconds) => onStatement({ sql, milliseconds, endedAt: Date.now() }),
    }),
  );
  if (url === ":memory:") await migrate(store);
  if (config.corpus !== null && found) await loadChanged(config.corpus, found, store, url, log);

  const { publicUrl, apiCorpusTitle, subgraphRenames, limits } = config;
  await using pool =
    url === ":memory:" ? null : createPool({ databaseUrl: url, publicUrl, apiCorpusTitle, subgraphRenames, limits });
  let isStopping = false;
  const app = createApp(store, { ...config, pool, watchers, onStatement, tracing, isStopping: () => isStopping }, log);
  const { server, sockets, closing } = httpServer(app, limits);
  // First: a service whose metrics cannot be had does not begin to serve.
  await watching.serve(store, () => ({ ...app.activity(), threads: pool?.load ?? { busy: 0, waiting: 0 } }));
  const port = await listen(server, config);
  if (pool && (await isLarge(store.db))) pool.warm();
  const told = firstSignal(log);
  const at = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  console.log(`conflict-graph is ready.\n  Start page  ${at}/\n  GraphiQL    ${at}/graphql\nStop it with Ctrl+C.`);

  const { delay, grace } = config.operating.shutdown;
  const signal = await told;
  isStopping = true;
  closing();
  if (delay > 0) log.info({ signal }, `Stopping in ${delay} s: until then all goes on, but for /ready.`);
  await setTimeout(delay * 1000);
  log.info({ signal }, "Stopping: subscriptions are told so, and requests under way are finished first.");
  const endStreams = async () => {
    await app.dispose();
    await sockets[Symbol.asyncDispose]();
  };
  await finish({ server, endStreams, grace }, log);
}

/** @throws ConfigError with what is unsafe and was not allowed; what was allowed is said once, at the start */
function refuseUnsafe({ allowUnsafe }: Config, faults: readonly UnsafeFault[], log: Logger): void {
  const refused = faults.filter(({ name }) => !allowUnsafe.includes(name));
  if (refused.length > 0)
    throw new ConfigError(
      refused.map(
        ({ name, message }) => `${message}. If you mean it, ALLOW_UNSAFE=${name} lets it be (${UNSAFE[name]})`,
      ),
    );
  for (const { name, message } of faults) log.warn({ unsafe: name }, message);
}

/** Brings the store to what the folder holds now. What is no longer in the folder stays in the history. */
async function loadChanged(folder: string, found: Fingerprint, store: Store, url: string, log: Logger): Promise<void> {
  const { isLoaded } = await import("../store/write/writeFolder.ts");
  const { withDatabaseErrors } = await import("../store/db/database.ts");
  if (await withDatabaseErrors(url, () => isLoaded(store, found.id, found.fingerprint)))
    log.info({ corpus: found.id }, "The store holds the corpus as it is.");
  else if (url === ":memory:") {
    const { loadInto } = await import("./load.ts");
    await loadInto(store, folder, { withdrawMissing: true });
  } else await loadApart(folder, url);
}

/**
 * Loads in a process of its own, which takes the memory that reading a corpus needs away with it. It ends with this one:
 * a signal to stop is passed on to it.
 */
async function loadApart(folder: string, databaseUrl: string | null): Promise<void> {
  const launcher = fileURLToPath(new URL("../conflict-graph.mjs", import.meta.url));
  // Room for what is read and thrown away at once: a third less time for the seeds.
  const memory = ["--min-semi-space-size=32", "--max-semi-space-size=64"];
  let loading: ChildProcess | undefined;
  let stopped: StopSignal | undefined;
  const stop = (signal: StopSignal) => {
    stopped = signal;
    loading?.kill(signal);
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    loading = spawn(process.execPath, [...memory, launcher, "load", folder, "--withdraw-missing"], {
      stdio: ["ignore", 2, 2],
      // Not among the arguments, which every user of the machine can list. PORT is ours, and a flag may have gone before it.
      env: { ...process.env, PORT: "", DATABASE_URL: databaseUrl ?? "" },
    });
    const [code, signal] = (await once(loading, "exit")) as [number | null, NodeJS.Signals | null];
    if (stopped) throw new StoppedError(stopped, "while the corpus was being loaded");
    if (signal) throw new LoadFailedError(`The loading was ended by ${signal}; nothing of the corpus was loaded.`);
    if (code !== 0) throw new LoadFailedError("");
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
