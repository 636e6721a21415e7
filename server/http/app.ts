import { createYoga } from "graphql-yoga";
import type { Logger } from "pino";
import type { Store } from "../store/db/database.ts";
import { type AppSettings, createServices } from "./appServices.ts";
import { useAuthentication } from "./auth/useAuthentication.ts";
import { enterBeforeAuthentication, useClients } from "./clients/useClients.ts";
import { useExecutionQueue } from "./clients/useExecutionQueue.ts";
import { createDirectAnswers } from "./direct/answerDirectly.ts";
import { useLearning } from "./direct/learned.ts";
import { guardHooks } from "./errors/guardHooks.ts";
import { useErrors } from "./errors/reportErrors.ts";
import { exportPage } from "./exports/exportPage.ts";
import { useCors } from "./graphql/cors.ts";
import { useSubgraph } from "./graphql/subgraph.ts";
import { useSubscriptions } from "./graphql/subscriptions.ts";
import { readManifests, useTrustedDocuments } from "./graphql/trustedDocuments.ts";
import { useAccept } from "./graphql/useAccept.ts";
import { useAnswerCache } from "./graphql/useAnswerCache.ts";
import { useBatchStatus } from "./graphql/useBatchStatus.ts";
import { useCompression } from "./graphql/useCompression.ts";
import { useCsrfProtection } from "./graphql/useCsrfProtection.ts";
import { useEtag } from "./graphql/useEtag.ts";
import { useExecution } from "./graphql/useExecution.ts";
import { useHiddenSchema } from "./graphql/useHiddenSchema.ts";
import { graphqlEndpoint } from "./graphqlEndpoint.ts";
import { useBodyLimit } from "./limits/useBodyLimit.ts";
import { useLimits } from "./limits/useLimits.ts";
import { otherPages, publicPages } from "./pages/routes.ts";
import { useNotFound, usePages } from "./pages/usePages.ts";
import { useRequestId } from "./request/useRequestId.ts";
import { createSocketExecutor } from "./sockets/socketOperations.ts";
import type { SocketServices } from "./sockets/sockets.ts";
import { useTracing } from "./tracing/useTracing.ts";
import { useRecordEnd, useRecordStart } from "./watch/useRequestRecorder.ts";
import { useWorkers } from "./workers/useWorkers.ts";

/**
 * The whole service as a fetch function: the GraphQL endpoints, GraphiQL, the pages, and the health checks. `dispose` ends
 * the subscriptions, which otherwise last as long as their readers stay.
 */
export function createApp(store: Store, settings: AppSettings, log: Logger) {
  const services = createServices(store, settings, log);
  const { authenticator, clients, cors, limits, isLarge, pool, recorder, reportErrors, tracing } = services;
  const { learned, parseCache } = services;
  const { exporter } = services;
  const exports = exportPage({
    store,
    exporter,
    exportSeconds: limits.exportSeconds,
    countExport: clients.countExport,
  });
  const options = {
    ...graphqlEndpoint(services),
    // The path of a request. Within each stage, such as parsing or execution, plugins run in this order.
    plugins: [
      // For the log and the metrics. First, so that the time includes all other steps.
      useRecordStart(recorder),
      // Spans around all further steps.
      ...(tracing ? [useTracing(tracing)] : []),
      // Adds the id by which each request can be found in the log.
      useRequestId(),
      // Answers health checks and GraphiQL's page and files. They need no key, so that this is before authentication.
      usePages(publicPages(services), enterBeforeAuthentication(clients), services.pageFailure),
      // Checks the key or token. Before the client counter, which counts for the caller if there is one.
      useAuthentication(authenticator, clients, log),
      // Gives every error a code, and logs the unexpected ones. Before the steps that add or read results.
      useErrors(reportErrors),
      // A batch that was refused as a whole gets the status of its errors.
      useBatchStatus(),
      // Limits the requests and streams of each client. Before any step that takes time.
      useClients(clients),
      // Answers preflight requests of other sites' pages, and lets the allowed ones read.
      useCors(cors),
      // Refuses requests for response types that are not supported, before any work is wasted.
      useAccept(),
      // Refuses requests that other sites may have made a browser send, before their body is read.
      useCsrfProtection(cors.isAllowed),
      // Reads the body up to its limit. Then the request waits for its client's turn to be parsed.
      useBodyLimit(limits, clients),
      // Replaces a hash with the operation's text. Before the limits, which read the text.
      ...useTrustedDocuments(readManifests(services.manifests), services.onlyTrustedDocuments),
      // Refuses introspection if the schema is hidden.
      ...(services.introspection ? [] : [useHiddenSchema()]),
      // Limits size, depth and cost: before parsing, before validation, before execution.
      useLimits(limits, isLarge, clients),
      // Executes level by level. The following plugins decide when and where.
      useExecution(),
      // Substantial operations of all clients take turns. After the limits, which estimate the cost.
      useExecutionQueue(services.executionQueue),
      // Long operations go to worker threads instead. After the queue, since they do not need its places.
      ...(pool ? [useWorkers(pool, isLarge, services.onStatement)] : []),
      // Answers from the cache if nothing has been written since. After the other two, whose place it then does not need.
      ...(services.answerCache ? [useAnswerCache(services.answerCache)] : []),
      // Sends subscriptions as server-sent events.
      useSubscriptions(services.changePoller),
      // Gateways get the subgraph's schema.
      useSubgraph(services.subgraphRenames),
      // Answers all other paths. After authentication and the client counter, which apply to pages as well.
      usePages(
        otherPages({
          ...services,
          chargeCost: clients.chargeCost,
          render: services.renderCitation,
          exportPage: exports,
        }),
        clients.waitForTurn,
        services.pageFailure,
      ),
      useNotFound(),
      // Unchanged responses are not sent again. Before compression, which changes the body.
      useEtag(),
      // Compresses the response.
      useCompression(),
      // Remembers operations and headers, so that the next such request takes the short way of answerDirectly.ts.
      useLearning(services.learned),
      // Last, to record the final status and time.
      useRecordEnd(recorder),
    ],
  };
  const yoga = createYoga({ ...options, plugins: guardHooks(options.plugins, reportErrors) });
  return Object.assign(yoga, {
    answerDirectly: createDirectAnswers(services),
    countConnection: clients.countConnection,
    activity: () => ({ ...clients.activity(), unreadBytes: services.backlog.bytes }),
    /** Drops parsed queries that nobody has used lately. @returns whether there were any */
    forgetUnused(): boolean {
      const fromLearned = learned.operations.purgeStale();
      return parseCache.documentCache.purgeStale() || fromLearned;
    },
    backlog: services.backlog,
    hosts: services.hosts,
    socketServices: {
      execute: createSocketExecutor({ ...services, yoga }),
      authenticate: authenticator.authenticate,
      countMessage: clients.countMessage,
      countSocket: clients.countSocket,
      isAllowedOrigin: cors.isAllowed,
      backlog: services.backlog,
      log,
    } satisfies SocketServices,
  });
}
