import { shouldRenderGraphiQL, type YogaInitialContext } from "graphql-yoga";
import { schema } from "../schema/schema.ts";
import type { Store } from "../store/db/database.ts";
import { faultOf } from "../store/db/storeFaults.ts";
import { type CorpusRow, currentCorpora } from "../store/read/corpora.ts";
import type { AppServices } from "./appServices.ts";
import { maskError } from "./errors/maskError.ts";
import { createParseCache } from "./graphql/parseCache.ts";
import { isSubgraph } from "./graphql/subgraph.ts";
import { createOperationContext } from "./operationContext.ts";
import { graphiqlOptions, linkedQuery, renderGraphiql } from "./pages/graphiql.ts";
import { yogaLog } from "./watch/yogaLog.ts";

/** Yoga's options, except for the plugins. */
export function graphqlEndpoint(services: AppServices) {
  const { store, log, limits, graphiql, examplesFor, cors } = services;
  const operationContext = createOperationContext(services);
  return {
    schema,
    context: ({ request }: YogaInitialContext) => operationContext(request),
    batching: { limit: limits.batch },
    // useBodyLimit limits the body instead, with our own error.
    maxRequestBodySize: false as const,
    multipart: false,
    parserAndValidationCache: createParseCache(),
    graphqlEndpoint: "/:endpoint(graphql|subgraph)",
    healthCheckEndpoint: "/health",
    landingPage: false,
    maskedErrors: { maskError },
    logging: yogaLog(log),
    cors: cors.forRequest,
    graphiql: async (request: Request) =>
      graphiql &&
      shouldRenderGraphiQL(request) &&
      !isSubgraph(request) &&
      graphiqlOptions(examplesFor(await loadedCorpora(store)), linkedQuery(request.url)),
    renderGraphiQL: renderGraphiql,
  };
}

/** Empty if the database is not responding. GraphiQL still opens, and its first query reports the failure. */
async function loadedCorpora({ db }: Store): Promise<readonly CorpusRow[]> {
  try {
    return await currentCorpora(db);
  } catch (error) {
    if (faultOf(error) === null) throw error;
    return [];
  }
}
