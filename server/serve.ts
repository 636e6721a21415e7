import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import pino, { type Logger } from "pino";
import { type Config, databaseOf, isPostgres } from "./config.ts";
import { type Fingerprint, fingerprintOf } from "./ingest/fingerprint.ts";
import type { Store } from "./store/database.ts";

/** The corpus could not be loaded; the process that tried has said why. */
class LoadFailedError extends Error {
  override name = "LoadFailedError";
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
  const [{ createApp }, { openStore }, { migrate }] = await Promise.all([
    import("./http/app.ts"),
    import("./store/database.ts"),
    import("./store/migrate.ts"),
    first,
  ]);
  await using store = await openStore(url);
  await migrate(store);
  if (config.corpus !== null && found) await loadChanged(config.corpus, found, store, url, log);

  const server = createServer(createApp(store, config, log));
  server.listen(config.port, config.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const at = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  console.log(`conflict-graph is ready.\n  Start page  ${at}/\n  GraphiQL    ${at}/graphql\nStop it with Ctrl+C.`);

  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  log.info("Stopping: requests under way are finished first.");
  server.close();
  server.closeIdleConnections();
  await once(server, "close");
}

/** Brings the store to what the folder holds now. What is no longer in the folder stays in the history. */
async function loadChanged(folder: string, found: Fingerprint, store: Store, url: string, log: Logger): Promise<void> {
  const { isLoaded } = await import("./store/write.ts");
  if (await isLoaded(store, found.id, found.fingerprint))
    log.info({ corpus: found.id }, "The store holds the corpus as it is.");
  else if (url === ":memory:") {
    const { loadInto } = await import("./load.ts");
    await loadInto(store, folder, { withdrawMissing: true });
  } else await loadApart(folder, url);
}

/** Loads in a process of its own, which takes the memory that reading a corpus needs away with it. */
async function loadApart(folder: string, databaseUrl: string | null): Promise<void> {
  const launcher = fileURLToPath(new URL("conflict-graph.mjs", import.meta.url));
  const database = databaseUrl === null ? [] : ["--database", databaseUrl];
  // Room for what is read and thrown away at once: a third less time for the seeds.
  const memory = ["--min-semi-space-size=32", "--max-semi-space-size=64"];
  const loading = spawn(process.execPath, [...memory, launcher, "load", folder, "--withdraw-missing", ...database], {
    stdio: ["ignore", 2, 2],
  });
  const [code] = (await once(loading, "exit")) as [number | null];
  if (code !== 0) throw new LoadFailedError("");
}
