import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import { LRUCache } from "lru-cache";
import { documentLimits } from "../graphql/parseCache.ts";
import type { Cost } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";
import { shapeOf } from "./requestShape.ts";

/** How many combinations of headers and costs of an operation are remembered, and how long an operation's text may be. */
const MOST_HEADERS = 256;
const MOST_COSTS = 16;
const LONGEST_OPERATION = 16_384;

/** A query that was parsed, validated and executed. */
export interface KnownOperation {
  readonly query: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The estimates for recent variables, by their JSON text. */
  readonly costs: LRUCache<string, Cost>;
}

/** What the full way of a request has shown, so that the short way need not find it out again. */
export interface Learned {
  /** By the operation's name and its text or hash. */
  readonly operations: LRUCache<string, KnownOperation>;
  /** The headers of a successful response that do not depend on the operation, by the request's `shapeOf`. */
  readonly headers: LRUCache<string, Readonly<Record<string, string>>>;
}

export const createLearned = (): Learned => ({
  operations: new LRUCache<string, KnownOperation>(documentLimits(({ document }) => document)),
  headers: new LRUCache({ max: MOST_HEADERS }),
});

/** The headers of a response that depend on the operation, the answer or the time. */
const OWN_HEADERS = ["content-length", "content-encoding", "etag", "x-request-id", "x-cost", "date", "connection"];

/** The name of an operation among those that are known. @param text the text, or `sha256:` and the hash that a client sent */
export const nameOf = (text: string, operationName: string | null | undefined): string =>
  `${operationName ?? ""}\n${text}`;

/** Remembers queries that were executed, and the headers of their responses. Last, so that the response is complete. */
export function useLearning({ operations, headers }: Learned): Plugin {
  const executed = new WeakMap<Request, true>();
  return {
    onExecute({ args }) {
      const { contextValue, document, operationName } = operationOf(args);
      const { params, request } = contextValue;
      const operation = getOperationAST(document, operationName);
      const query = params?.query;
      if (operation?.operation !== OperationTypeNode.QUERY || query == null || query.length > LONGEST_OPERATION) return;
      const hash = (params?.extensions?.persistedQuery as { sha256Hash?: unknown } | undefined)?.sha256Hash;
      const texts = [query, ...(typeof hash === "string" ? [`sha256:${hash}`] : [])];
      const names = texts.map((text) => nameOf(text, operationName));
      return {
        onExecuteDone({ result }: { result: unknown }) {
          if ((result as ExecutionResult).errors) return;
          executed.set(request, true);
          if (names.every((name) => operations.get(name)?.document === document)) return;
          const costs = new LRUCache<string, Cost>({ max: MOST_COSTS });
          for (const name of names) operations.set(name, { query, document, operation, costs });
        },
      };
    },
    onResponse({ request, response }) {
      // The short way answers with the JSON text alone. The parts of a multipart answer and events have more.
      const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
      if (response.status !== 200 || !isJson || !executed.has(request)) return;
      const shape = shapeOf(request);
      if (shape === null || headers.has(shape)) return;
      const names = [...response.headers.keys()].filter((name) => !OWN_HEADERS.includes(name));
      headers.set(shape, Object.fromEntries(names.map((name) => [name, response.headers.get(name) ?? ""])));
    },
  };
}
