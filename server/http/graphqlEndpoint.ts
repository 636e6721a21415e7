import type { YogaInitialContext } from "graphql-yoga";
import { schema } from "../schema/schema.ts";
import type { AppServices } from "./appServices.ts";
import { maskError } from "./errors/maskError.ts";
import { createOperationContext } from "./operationContext.ts";
import { yogaLog } from "./watch/yogaLog.ts";

/** Yoga's options, except for the plugins. */
export function graphqlEndpoint(services: AppServices) {
  const { log, limits } = services;
  const operationContext = createOperationContext(services);
  return {
    schema,
    context: ({ request }: YogaInitialContext) => operationContext(request),
    batching: { limit: limits.batch },
    // useBodyLimit limits the body instead, with our own error.
    maxRequestBodySize: false as const,
    multipart: false,
    parserAndValidationCache: services.parseCache,
    graphqlEndpoint: "/:endpoint(graphql|subgraph)",
    landingPage: false,
    maskedErrors: { maskError },
    logging: yogaLog(log),
    // Yoga would answer these before our plugins can count the request. Our own plugins do it instead.
    cors: false as const,
    graphiql: false as const,
    // No address ends with a space. Yoga would answer every address that ends like this, on whatever path.
    healthCheckEndpoint: " ",
  };
}
