import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { SEEDS } from "../config/config.ts";
import { DEFAULT_LIMITS, type Limits } from "../config/limits.ts";
import { API_CORPUS_TITLE } from "../config/settings/server.ts";
import { createApp } from "../http/app.ts";
import { exportInThreads } from "../http/exports/exporter.ts";
import { httpServer } from "../http/httpServer.ts";
import type { Setup } from "../http/workers/messages.ts";
import { createPool, type Pool } from "../http/workers/pool.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { type ChangePoller, createChangePoller } from "../store/changes/changePoller.ts";
import type { Store } from "../store/db/database.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";

export interface Service extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly changePoller: ChangePoller;
  readonly activity: ReturnType<typeof createApp>["activity"];
  /** The errors in the log, unless the test has a log of its own. */
  readonly failures: readonly string[];
  post(body: object, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  stop(): Promise<void>;
}

type Settings = Partial<Parameters<typeof createApp>[1]>;

interface Own {
  readonly times?: ServerOptions;
  readonly log?: Logger;
}

/** The service with a store, on a port, with WebSockets. */
export async function serviceOver(
  store: Store,
  settings: Settings = {},
  { times = {}, log }: Own = {},
): Promise<Service> {
  const changePoller = createChangePoller(store, 5);
  const failures: string[] = [];
  const kept = pino({ level: "error" }, { write: (line: string) => failures.push(line) });
  const app = createApp(store, { corsOrigins: "local", changePoller, ...settings }, log ?? kept);
  const { server, sockets } = httpServer(app, settings.limits ?? DEFAULT_LIMITS, times);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= Promise.resolve(app.dispose()).then(() => sockets[Symbol.asyncDispose]());
    return stopped;
  };
  return {
    url,
    changePoller,
    activity: app.activity,
    failures,
    stop,
    post: (body, headers = {}, signal) =>
      fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      }),
    async [Symbol.asyncDispose]() {
      await stop();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The settings with which worker threads over a database are started. */
export const workerSetup = (databaseUrl: string, limits: Limits = DEFAULT_LIMITS): Setup => ({
  databaseUrl,
  publicUrl: null,
  apiCorpusTitle: API_CORPUS_TITLE,
  subgraphRenames: [],
  cacheMegabytes: 0,
  limits,
});

export interface ServiceWithStore extends Service {
  readonly store: Store;
}

/** The service with an in-memory store that contains a corpus, or is empty if the corpus is null. */
export async function serviceWith(corpus: string | null): Promise<ServiceWithStore> {
  const store = await openMigrated(":memory:");
  if (corpus !== null) await writeCorpus(store, await readCorpus(corpus));
  const service = await serviceOver(store);
  return {
    ...service,
    store,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

/** The service as `npm start` runs it: with a database file, a corpus (default: the seeds) and worker threads. */
export async function shippedService(
  settings: Settings = {},
  corpus = SEEDS,
  times: ServerOptions = {},
): Promise<ServiceWithStore & { readonly pool: Pool }> {
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-service-"));
  const databaseUrl = join(folder, "store.sqlite");
  const store = await openMigrated(databaseUrl);
  await writeCorpus(store, await readCorpus(corpus));
  const pool = createPool(workerSetup(databaseUrl, settings.limits));
  const limits = settings.limits ?? DEFAULT_LIMITS;
  const threads = exportInThreads({ databaseUrl, statementLimit: limits.seconds * 1000 });
  const service = await serviceOver(store, { pool, exportInThreads: threads, ...settings }, { times });
  return {
    ...service,
    store,
    pool,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await pool[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
