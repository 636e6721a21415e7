import type { Logger } from "pino";
import { NO_PROXIES } from "../config/clients.ts";
import type { Config } from "../config/config.ts";
import { DEFAULT_LIMITS } from "../config/limits.ts";
import { ANSWER_CACHE, API_CORPUS_TITLE } from "../config/settings/server.ts";
import { createCaches } from "../schema/caches.ts";
import { type ChangePoller, createChangePoller } from "../store/changes/changePoller.ts";
import type { Store } from "../store/db/database.ts";
import { isLargeDatabase } from "../store/read/recordCounts.ts";
import { createAuthenticator } from "./auth/authenticator.ts";
import { createArrivals } from "./clients/arrivals.ts";
import { createBacklog } from "./clients/backlog.ts";
import { createClientCounter } from "./clients/clientCounter.ts";
import { createExecutionQueue } from "./clients/executionQueue.ts";
import { createLearned } from "./direct/learned.ts";
import { createErrorReporter } from "./errors/reportErrors.ts";
import { type Exporter, exportHere } from "./exports/exporter.ts";
import { createAnswerCache } from "./graphql/answerCache.ts";
import { createCorsPolicy } from "./graphql/cors.ts";
import { createParseCache } from "./graphql/parseCache.ts";
import { createExamples } from "./pages/examples.ts";
import { createPageFailure } from "./pages/pageFailure.ts";
import { createHostPolicy } from "./request/hosts.ts";
import type { Watcher } from "./request/requestEvent.ts";
import type { Tracing } from "./tracing/tracing.ts";
import { requestLog } from "./watch/requestLog.ts";
import { createRequestRecorder } from "./watch/requestRecorder.ts";
import type { StatementWatcher } from "./watch/statements.ts";
import { createPageRenderer } from "./workers/pageRenderer.ts";
import type { Pool } from "./workers/pool.ts";
import { createStartCounts } from "./workers/startCounts.ts";
import { watchStoreSize } from "./workers/storeSize.ts";

/** How many substantial operations are executed at once if a database server does the work. */
const CONCURRENT_OPERATIONS = 4;

export interface AppSettings extends Pick<Config, "corsOrigins">, Partial<Omit<Config, "corsOrigins">> {
  readonly changePoller?: ChangePoller;
  /** Worker threads for operations that may take long. Without them, as for an in-memory store, the main thread does it all. */
  readonly pool?: Pool | null;
  /** Makes exports in threads of their own. By default, this thread makes them. */
  readonly exportInThreads?: Exporter | null;
  /** Whether the store is large; measured by default. */
  readonly isLarge?: () => boolean;
  /** These are told of each request, like the log. */
  readonly watchers?: readonly Watcher[];
  /** Receives each SQL statement that worker threads execute. */
  readonly onStatement?: StatementWatcher;
  readonly tracing?: Tracing | null;
  /** Whether the service is about to stop. `/ready` tells load balancers. */
  readonly isStopping?: () => boolean;
}

export type AppServices = ReturnType<typeof createServices>;

/** By default there are no worker threads, traces, tokens or proxies, and there is no public address. */
const DEFAULTS = {
  host: "localhost",
  publicUrl: null,
  allowedHosts: [],
  subgraphRenames: [],
  read: "open",
  jwt: null,
  apiCorpusTitle: API_CORPUS_TITLE,
  limits: DEFAULT_LIMITS,
  clients: NO_PROXIES,
  pool: null,
  exportInThreads: null,
  manifests: [],
  onlyTrustedDocuments: false,
  introspection: true,
  graphiql: true,
  watchers: [],
  tracing: null,
  isStopping: () => false,
  answerCacheMegabytes: ANSWER_CACHE,
} as const satisfies Partial<AppSettings>;

/** Creates what the steps of all requests share. */
export function createServices(store: Store, given: AppSettings, log: Logger) {
  const settings = { onStatement: undefined, ...DEFAULTS, ...given };
  const { publicUrl, limits, pool } = settings;
  const backlog = createBacklog(limits, log);
  const arrivals = createArrivals();
  const { changePoller = createChangePoller(store), isLarge = watchStoreSize(() => isLargeDatabase(store.db)) } = given;
  const here = exportHere(store);
  const exporter: Exporter = (job, signal) => (isLarge() ? (settings.exportInThreads ?? here) : here)(job, signal);
  return {
    ...settings,
    exporter,
    store,
    log,
    changePoller,
    isLarge,
    backlog,
    answerCache: createAnswerCache(store, settings.answerCacheMegabytes),
    caches: createCaches(settings.answerCacheMegabytes),
    executionQueue: createExecutionQueue(store.dialect === "sqlite" ? 1 : CONCURRENT_OPERATIONS, backlog, arrivals),
    parseCache: createParseCache(),
    learned: createLearned(),
    authenticator: createAuthenticator(store, settings),
    clients: createClientCounter(limits, settings.clients, backlog, arrivals),
    cors: createCorsPolicy(settings.corsOrigins),
    hosts: createHostPolicy(settings, log),
    recorder: createRequestRecorder([requestLog(log), ...settings.watchers]),
    reportErrors: createErrorReporter(log),
    examplesFor: createExamples(),
    pageFailure: createPageFailure(log),
    startCounts: createStartCounts({ store, pool, isLarge }),
    renderCitation: createPageRenderer({ context: { store, publicUrl }, pool, limits, isLarge }),
  };
}
