import { createHash } from "node:crypto";
import { type ExecutionResult, OperationTypeNode } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { LRUCache } from "lru-cache";
import type { Store } from "../../store/db/database.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import type { Cost } from "../limits/cost.ts";
import { type Operation, operationOf } from "../limits/operation.ts";
import { jsonOf, jsonResult } from "./jsonResult.ts";
import { isSubgraph } from "./subgraph.ts";

/** A cheaper operation is executed in the time that reading the data revision takes. */
const LEAST_COST = 50;
/** A single answer may take this part of the cache, so that a few large ones do not displace all others. */
const LARGEST_PART = 16;

/** The answers of queries as JSON text, by what they depend on. */
export type AnswerCache = LRUCache<string, string>;

/** @param megabytes 0: no answers are kept */
export function createAnswerCache(megabytes: number): AnswerCache | null {
  if (megabytes === 0) return null;
  const bytes = megabytes * 1024 * 1024;
  return new LRUCache({
    maxSize: bytes,
    maxEntrySize: Math.ceil(bytes / LARGEST_PART),
    // A string takes up to two bytes for each UTF-16 code unit.
    sizeCalculation: (json, key) => 2 * (json.length + key.length) + 100,
  });
}

/**
 * Answers a query from the cache if the same query was answered at the same data revision for a caller with the same scopes.
 * Every write makes a new revision, by whichever process, so an answer is never stale. The limits apply as to any other
 * request; only the execution is saved.
 */
export function useAnswerCache(store: Store, cache: AnswerCache): Plugin {
  return {
    async onExecute({ args, executeFn, setExecuteFn }) {
      const operation = operationOf(args);
      const { work } = operation.contextValue;
      if (!isWorthKeeping(work.cost)) return;
      const query = operation.contextValue.params?.query;
      if (query == null) return;
      const revision = await newestRevision(store);
      const key = keyOf(operation, query, revision);
      const known = cache.get(key);
      if (known !== undefined) return setExecuteFn((() => jsonResult(known)) as never);
      const execute = executeFn as (args: never) => Promise<Result>;
      setExecuteFn((async (executionArgs: never) => {
        const result = await execute(executionArgs);
        if (isAsyncIterable(result) || result.errors || work.signal.aborted) return result;
        const json = jsonOf(result);
        // If a write came in between, nobody asks for this revision any more.
        cache.set(key, json);
        return jsonResult(json);
      }) as never);
    },
  };
}

type Result = ExecutionResult | AsyncIterable<ExecutionResult>;

const isWorthKeeping = ({ kind, total }: Cost): boolean => kind === OperationTypeNode.QUERY && total >= LEAST_COST;

/** Everything that an answer depends on. Nothing else of a request reaches the resolvers. */
function keyOf({ contextValue, operationName, variableValues }: Operation, query: string, revision: number): string {
  const { caller, request } = contextValue;
  const scopes = caller === null ? null : [...caller.scopes].sort();
  const parts = [revision, isSubgraph(request), scopes, operationName ?? null, variableValues ?? {}, query];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}
