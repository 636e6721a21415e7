import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { jsonOf, jsonResult } from "../../execution/jsonResult.ts";
import { operationOf } from "../limits/operation.ts";
import { Answer, type AnswerCache } from "./answerCache.ts";
import { isSubgraph } from "./subgraph.ts";

/**
 * Answers a query from the cache if the same query was answered at the same data revision for a caller with the same scopes.
 * The limits apply as to any other request; only the execution is saved.
 */
export function useAnswerCache(cache: AnswerCache): Plugin {
  return {
    async onExecute({ args, executeFn, setExecuteFn }) {
      const operation = operationOf(args);
      const { work, params, request, caller } = operation.contextValue;
      if (params?.query == null) return;
      const question = {
        query: params.query,
        operationName: operation.operationName ?? null,
        variables: JSON.stringify(operation.variableValues ?? {}),
        caller,
        isSubgraph: isSubgraph(request),
      };
      const key = await cache.keyOf(question, work.cost);
      if (key === null) return;
      const known = cache.get(key);
      if (known !== undefined) return setExecuteFn((() => jsonResult(known.json)) as never);
      const execute = executeFn as (args: never) => Promise<Result>;
      setExecuteFn((async (executionArgs: never) => {
        const result = await execute(executionArgs);
        if (isAsyncIterable(result) || result.errors || work.signal.aborted) return result;
        const json = jsonOf(result);
        // If a write came in between, nobody asks for this revision any more.
        cache.set(key, new Answer(json));
        return jsonResult(json);
      }) as never);
    },
  };
}

type Result = ExecutionResult | AsyncIterable<ExecutionResult>;
