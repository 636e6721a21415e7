import { getOperationAST } from "graphql";
import type { Plugin } from "graphql-yoga";
import { operationOf } from "../limits/operation.ts";
import { kindOfPath } from "../request/paths.ts";
import { stateOf } from "../request/requestState.ts";
import { maskSecrets } from "../watch/maskSecrets.ts";
import type { Tracing } from "./tracing.ts";

type Wrapped = () => Promise<void> | void;

/**
 * Spans of a request and its steps. They contain no query text, no variables and no headers: only the operation's name, as
 * the client wrote it.
 */
export function useTracing(tracing: Tracing): Plugin {
  const step =
    (name: string) =>
    (_payload: object, wrapped: Wrapped): Promise<void> | void =>
      tracing.step(name, wrapped);
  return {
    instrumentation: {
      request: ({ request }, wrapped: Wrapped) => {
        const kind = kindOfPath(new URL(request.url).pathname);
        return tracing.request(request, `${methodOf(request)} ${kind}`, (span) => {
          stateOf(request).span = span;
          span.setAttributes({
            "http.request.method": methodOf(request),
            "conflict_graph.request_id": maskSecrets(stateOf(request).requestId),
          });
          return wrapped();
        });
      },
      parse: (_payload, wrapped) => tracing.step("graphql.parse", wrapped),
      validate: (_payload, wrapped) => tracing.step("graphql.validate", wrapped),
      execute: step("graphql.execute"),
      subscribe: step("graphql.subscribe"),
    },
    onExecute({ args }) {
      const { document, operationName, contextValue } = operationOf(args);
      const operation = getOperationAST(document, operationName);
      const { span } = stateOf(contextValue.request);
      if (operation) span?.setAttribute("graphql.operation.type", operation.operation);
      if (operation?.name)
        span?.setAttribute("graphql.operation.name", maskSecrets(operation.name.value).slice(0, 100));
    },
    onResponse({ request, response }) {
      stateOf(request).span?.setAttribute("http.response.status_code", response.status);
    },
  };
}

const methodOf = ({ method }: Request): string => (/^(GET|HEAD|POST|OPTIONS)$/.test(method) ? method : "_OTHER");
