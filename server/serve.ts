import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import pino, { type Logger } from "pino";
import { type Config, databaseOf } from "./config.ts";
import { type Fingerprint, fingerprintOf } from "./ingest/fingerprint.ts";
import { StoppedError, type StopSignal } from "./stopped.ts";
import type { Store } from "./store/database.ts";
import { isPostgres } from "./store/databaseUrl.ts";

/** The corpus could not be loaded; the process that tried has said why, unless it was not let to. */
class LoadFailedError extends Error {
  override name = "LoadFailedError";
}

/** It cannot listen where it was told to. */
class ListenError extends Error {
  override name = "ListenError";
}

/** Loads the corpus if it has changed, listens, and goes on until a signal. */
export async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const found = config.corpus === null ? null : await fingerprintOf(config.corpus);
  // A folder without a readable manifest is no corpus: loading it says what is wrong with it.
  if (config.corpus !== null && !found) await loadApart(config.corpus, config.databaseUrl);
  const url = databaseOf(config, found?.id ?? "");

  // At a first start the loading begins at once, and the modules below are imported while it goes on.
  const isNew = url !== ":memory:" && !isPostgres(url) && !existsSync(url);
  const first = config.corpus !== null && isNew ? loadApart(config.corpus, url) : null;
  const [
    { createApp },
    { readableRequests },
    { createPool },
    { serveSockets },
    { explaining, openStore },
    { migrate },
  ] = await Promise.all([
    import("./http/app.ts"),
    import("./http/readableRequests.ts"),
    import("./http/workers/pool.ts"),
    import("./http/sockets/sockets.ts"),
    import("./store/database.ts"),
    import("./store/migrate.ts"),
    first,
  ]);
  // What serves lets no statement go on for long, as a step to a new structure may.
  const statementLimit = config.limits.seconds * 1000;
  if (url !== ":memory:")
    await explaining(url, async () => {
      await using whole = await openStore(url);
      await migrate(whole);
    });
  await using store = await explaining(url, () => openStore(url, { statementLimit }));
  if (url === ":memory:") await migrate(store);
  if (config.corpus !== null && found) await loadChanged(config.corpus, found, store, url, log);

  await using pool =
    url === ":memory:" ? null : createPool({ databaseUrl: url, publicUrl: config.publicUrl, limits: config.limits });
  const app = createApp(store, { ...config, pool }, log);
  const server = createServer(TIMES, readableRequests(app));
  const sockets = serveSockets(server, app, config.limits.bodyBytes);
  const port = await listen(server, config);
  const at = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  console.log(`conflict-graph is ready.\n  Start page  ${at}/\n  GraphiQL    ${at}/graphql\nStop it with Ctrl+C.`);

  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  log.info("Stopping: subscriptions are told so, and requests under way are finished first.");
  await app.dispose();
  await sockets[Symbol.asyncDispose]();
  await close(server, log);
}

/** For clients that send their requests drop by drop, in milliseconds. */
const TIMES = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16_384,
};

/** How long requests under way may still take, in milliseconds: with a reader who has stopped reading, for ever. */
const PATIENCE = 5000;

async function close(server: Server, log: Logger): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection is idle once its last answer is out, which for a stream is only now.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const impatient = setTimeout(() => {
    log.warn(`Cut off what has not been finished, or not been read, in ${PATIENCE} ms.`);
    server.closeAllConnections();
  }, PATIENCE);
  await closed;
  clearInterval(idle);
  clearTimeout(impatient);
}

/** @returns the port, which is the one asked for unless that is 0 */
async function listen(server: Server, { host, port }: Config): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (error) {
    throw new ListenError(whyNot(error as NodeJS.ErrnoException, host, port), { cause: error });
  }
}

function whyNot({ code = "", message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} of ${host} is taken (${code}). Stop what listens there, or give another with --port (0: any free port).`;
  if (code === "EACCES")
    return `This user may not listen on port ${port} (${code}). Give one from 1024 up with --port (0: any free port).`;
  if (/^(ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|EINVAL)$/.test(code))
    return `--host is “${host}”, which is no address of this machine (${code}). It takes localhost, 0.0.0.0 for every interface, or one's address.`;
  return `It cannot listen on port ${port} of ${host}: ${message}. Give another with --port and --host.`;
}

/** Brings the store to what the folder holds now. What is no longer in the folder stays in the history. */
async function loadChanged(folder: string, found: Fingerprint, store: Store, url: string, log: Logger): Promise<void> {
  const { isLoaded } = await import("./store/write.ts");
  const { explaining } = await import("./store/database.ts");
  if (await explaining(url, () => isLoaded(store, found.id, found.fingerprint)))
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
  const launcher = fileURLToPath(new URL("conflict-graph.mjs", import.meta.url));
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
