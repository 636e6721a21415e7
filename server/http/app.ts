import { createYoga, shouldRenderGraphiQL } from "graphql-yoga";
import type { Logger } from "pino";
import { NO_PROXIES } from "../config/clients.ts";
import { API_CORPUS_TITLE, type Config } from "../config/config.ts";
import { DEFAULT_LIMITS } from "../config/limits.ts";
import { createContext } from "../schema/builder/context.ts";
import { schema } from "../schema/schema.ts";
import { type ChangePoller, createChangePoller } from "../store/changes/changePoller.ts";
import type { Store } from "../store/db/database.ts";
import { faultOf } from "../store/db/storeFaults.ts";
import { type CorpusRow, currentCorpora } from "../store/read/corpora.ts";
import { isLargeDatabase, recordCounts } from "../store/read/recordCounts.ts";
import { callerOf, useAuthentication } from "./auth/authenticate.ts";
import { createAllowance } from "./clients/allowance.ts";
import { useClients } from "./clients/useClients.ts";
import { maskError, namingErrors, useErrors } from "./errors/errors.ts";
import { useRequestId } from "./errors/requestId.ts";
import { corsPolicy } from "./graphql/cors.ts";
import { parseCache } from "./graphql/parseCache.ts";
import { isSubgraph, useSubgraph } from "./graphql/subgraph.ts";
import { useSubscriptions } from "./graphql/subscriptions.ts";
import { readManifests, useTrustedDocuments } from "./graphql/trustedDocuments.ts";
import { useAccept } from "./graphql/useAccept.ts";
import { useBatchStatus } from "./graphql/useBatchStatus.ts";
import { useCompression } from "./graphql/useCompression.ts";
import { useCsrfProtection } from "./graphql/useCsrfProtection.ts";
import { useEtag } from "./graphql/useEtag.ts";
import { useHiddenSchema } from "./graphql/useHiddenSchema.ts";
import { createCostMeter } from "./limits/costMeter.ts";
import { useBodyLimit } from "./limits/useBodyLimit.ts";
import { useLimits } from "./limits/useLimits.ts";
import { citationPages, failedPage } from "./pages/citationPages.ts";
import { readExamples, SEED_CORPUS } from "./pages/examples.ts";
import { askedIn, graphiqlOptions, renderGraphiql } from "./pages/graphiql.ts";
import { graphiqlFiles } from "./pages/graphiqlFiles.ts";
import { securityHeaders, usePages } from "./pages/pages.ts";
import { ready } from "./pages/ready.ts";
import { renderInWorker } from "./pages/renderInWorker.ts";
import { startPage } from "./pages/startPage.ts";
import { why } from "./pages/why.ts";
import { type AnswerSocket, answeringSockets } from "./sockets/answering.ts";
import type { Tracing } from "./tracing/tracing.ts";
import { useTracing } from "./tracing/useTracing.ts";
import { kindOfClient, type Watcher } from "./watch/requestEvent.ts";
import { requestLog } from "./watch/requestLog.ts";
import type { StatementWatcher } from "./watch/statements.ts";
import { createWatch } from "./watch/useWatch.ts";
import { yogaLog } from "./watch/yogaLog.ts";
import type { Pool } from "./workers/pool.ts";
import { createSizing } from "./workers/sizing.ts";
import { useFairQueue } from "./workers/useFairQueue.ts";
import { useWorkers } from "./workers/useWorkers.ts";

interface Settings extends Pick<Config, "corsOrigins">, Partial<Omit<Config, "corsOrigins">> {
  readonly changePoller?: ChangePoller;
  /** Threads for what may take long. Without them all is answered by this one, as in a store that is in memory. */
  readonly pool?: Pool | null;
  /** Whether the store is large; by default it is looked at now and then. */
  readonly sizing?: () => boolean;
  /** Who is told of each request, beside the log. */
  readonly watchers?: readonly Watcher[];
  /** Who is told of each statement that other threads run. */
  readonly onStatement?: StatementWatcher;
  readonly tracing?: Tracing | null;
  /** Whether it is about to stop, so that balancers are to send nothing any more. */
  readonly isStopping?: () => boolean;
}

/** How many operations that are no trifle are worked on at once over a server's connections. */
const AT_ONCE = 4;

/**
 * The whole service as a fetch function: the GraphQL endpoints, GraphiQL, the start page, health and readiness. Its
 * `dispose` ends the subscriptions, which else go on for as long as somebody reads them.
 */
export function createApp(
  store: Store,
  {
    corsOrigins,
    publicUrl = null,
    subgraphRenames = [],
    read = "open",
    jwt = null,
    apiCorpusTitle = API_CORPUS_TITLE,
    changePoller = createChangePoller(store),
    limits = DEFAULT_LIMITS,
    clients: clientSettings = NO_PROXIES,
    pool = null,
    sizing = createSizing(() => isLargeDatabase(store.db)),
    manifests = [],
    onlyTrustedDocuments = false,
    introspection = true,
    graphiql = true,
    watchers = [],
    onStatement,
    tracing = null,
    isStopping = () => false,
  }: Settings,
  log: Logger,
) {
  const [aboutSeeds, aboutAny] = [readExamples("seeds"), readExamples("any")];
  const examplesFor = (held: readonly CorpusRow[]) =>
    held.some(({ slug }) => slug === SEED_CORPUS) ? aboutSeeds : aboutAny;
  const html = (body: string) =>
    new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...securityHeaders("none") } });
  const allowance = createAllowance(limits);
  const clients = useClients(allowance, clientSettings, (request) => callerOf(request)?.id ?? null);
  const spend = (request: Request, cost: number) => allowance.take(clients.clientOf(request), "costPerMinute", cost);
  const shared = {
    isLarge: sizing,
    clientOf: (request: Request) => clients.clientOf(request)?.name ?? "",
  };
  const callers = useAuthentication(store, { read, jwt, onRefused: clients.enterRefused }, log);
  const nameErrors = namingErrors(log);
  const watch = createWatch([requestLog(log), ...watchers], (request) => ({
    client: kindOfClient(clients.clientOf(request), callerOf(request)),
    caller: callerOf(request)?.id ?? null,
  }));
  const origins = corsPolicy(corsOrigins);
  const yoga = createYoga({
    schema,
    context: ({ request }) => {
      const work = createCostMeter(limits, request.signal);
      return createContext(store, {
        publicUrl,
        changePoller,
        apiCorpusTitle,
        caller: callerOf(request),
        signal: work.signal,
        work,
      });
    },
    batching: { limit: limits.batch },
    // See useBodyLimit, which says what the limit is.
    maxRequestBodySize: false,
    multipart: false,
    parserAndValidationCache: parseCache(),
    graphqlEndpoint: "/:endpoint(graphql|subgraph)",
    healthCheckEndpoint: "/health",
    landingPage: false,
    maskedErrors: { maskError },
    logging: yogaLog(log),
    cors: origins.forRequest,
    graphiql: async (request) =>
      graphiql &&
      shouldRenderGraphiQL(request) &&
      !isSubgraph(request) &&
      graphiqlOptions(examplesFor(await heldCorpora(store)), askedIn(request.url)),
    renderGraphiQL: renderGraphiql,
    plugins: [
      watch.first,
      ...(tracing ? [useTracing(tracing)] : []),
      useRequestId(),
      callers,
      useErrors(nameErrors),
      useBatchStatus(),
      clients,
      useAccept(),
      useCsrfProtection(origins.isAllowed),
      useBodyLimit(limits, clients.turn),
      ...useTrustedDocuments(readManifests(manifests), onlyTrustedDocuments),
      ...(introspection ? [] : [useHiddenSchema()]),
      useLimits({
        limits,
        isLarge: shared.isLarge,
        onCost: spend,
        onSettled: (request, cost) => allowance.settle(clients.clientOf(request), "costPerMinute", cost),
        onEvent: async (request, cost, signal) => {
          await allowance.wait(clients.clientOf(request), "costPerMinute", cost, signal);
          await clients.turn(request);
        },
      }),
      useFairQueue(store.dialect === "sqlite" ? 1 : AT_ONCE, shared.clientOf),
      ...(pool ? [useWorkers(pool, shared.isLarge, shared.clientOf, onStatement)] : []),
      useSubscriptions(changePoller),
      useSubgraph(subgraphRenames),
      usePages(
        {
          "/": async () => {
            const held = await currentCorpora(store.db);
            return html(
              startPage({ examples: examplesFor(held), corpora: held, records: await recordCounts(store.db) }),
            );
          },
          "/ready": () => ready(store, log, isStopping()),
          ...citationPages(
            { spend, make: renderInWorker({ desk: { store, publicUrl }, pool, limits, ...shared }) },
            log,
          ),
          ...why(log),
          ...(graphiql ? graphiqlFiles() : {}),
        },
        { turn: clients.turn, failed: failedPage(log) },
      ),
      {
        onResponse({ request, response }) {
          const isGraphiql =
            request.method === "GET" &&
            response.headers.get("content-type")?.startsWith("text/html") &&
            new URL(request.url).pathname === "/graphql";
          if (isGraphiql)
            for (const [name, value] of Object.entries(securityHeaders("inline"))) response.headers.set(name, value);
        },
      },
      origins.plugin,
      useEtag(),
      useCompression(),
      watch.last,
    ],
  });
  const answerSocket = answeringSockets({
    yoga,
    enter: async (request, connection) => {
      await callers.admit(request);
      const leave = await clients.enter(request, connection);
      await clients.turn(request);
      return leave;
    },
    nameErrors,
  });
  return Object.assign(yoga, {
    /** For a server's sockets: an operation of theirs, by the same plugins. */
    answerSocket: ((request, connection, params) =>
      watch.socket(request, () => {
        const answer = () => answerSocket(request, connection, params);
        return tracing ? tracing.request(request, "WEBSOCKET graphql", answer) : answer();
      })) satisfies AnswerSocket,
    isAllowedOrigin: origins.isAllowed,
    enterConnection: clients.enterConnection,
    countMessage: clients.countMessage,
    admit: callers.admit,
    /** What clients are doing at this moment. */
    underWay: () => ({ streams: allowance.count("streams"), requests: allowance.count("concurrent") }),
  });
}

/** For GraphiQL, which opens also where the store does not answer: its first query is told so. */
async function heldCorpora({ db }: Store): Promise<readonly CorpusRow[]> {
  try {
    return await currentCorpora(db);
  } catch (error) {
    if (faultOf(error) === null) throw error;
    return [];
  }
}
