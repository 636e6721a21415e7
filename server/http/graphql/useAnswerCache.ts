import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { jsonOf, jsonResult } from "../../execution/jsonResult.ts";
import type { RecordChange } from "../../store/changes/changes.ts";
import { type Operation, operationOf } from "../limits/operation.ts";
import { Answer, type AnswerCache, type Question } from "./answerCache.ts";
import { isSubgraph } from "./subgraph.ts";
import { variablesBelowRoot } from "./variablesBelowRoot.ts";

/**
 * Answers a query from the cache if the same query was answered at the same data revision for a caller with the same scopes.
 * An event is executed once for all subscribers that select the same and have the same scopes. The limits apply as without
 * the cache; only the execution is saved.
 */
export function useAnswerCache(cache: AnswerCache): Plugin {
  /** Executes, and keeps the answer if it is complete. */
  const executeAndKeep = async <Some extends Result>(
    key: string,
    { contextValue: { work } }: Operation,
    execute: () => Promise<Some>,
  ) => {
    const result = await execute();
    if (isAsyncIterable(result) || result.errors || work.signal.aborted) return result;
    const json = jsonOf(result);
    // If a write came in between, nobody asks for this revision any more.
    cache.set(key, new Answer(json));
    return jsonResult(json);
  };
  return {
    async onExecute({ args, executeFn, setExecuteFn }) {
      const operation = operationOf(args);
      const question = questionOf(operation, operation.variableValues ?? {});
      if (question === null) return;
      const key = await cache.keyOf(question, operation.contextValue.work.cost);
      if (key === null) return;
      const known = cache.get(key);
      if (known !== undefined) return setExecuteFn((() => jsonResult(known.json)) as never);
      const execute = executeFn as (args: never) => Promise<Result>;
      setExecuteFn(((executionArgs: never) => executeAndKeep(key, operation, () => execute(executionArgs))) as never);
    },
    onSubscribe({ args }) {
      const operation = operationOf(args);
      // The field's own arguments, such as `since`, choose the events. They do not change the answer to an event.
      const question = questionOf(operation, variablesBelowRoot(operation));
      if (question === null) return;
      const { work } = operation.contextValue;
      operation.answerEvent = async (change, execute) => {
        const { position } = change as RecordChange;
        const key = await cache.keyOf({ ...question, event: position }, work.cost);
        if (key === null) return execute();
        const known = cache.get(key);
        if (known === undefined) return executeAndKeep(key, operation, execute);
        const { json } = known;
        work.onLength(json.length);
        return jsonResult(json);
      };
    },
  };
}

type Result = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Null if there is no text to identify the operation by. */
function questionOf({ operationName, contextValue }: Operation, variables: object): Question | null {
  const { params, request, caller } = contextValue;
  if (params?.query == null) return null;
  return {
    query: params.query,
    operationName: operationName ?? null,
    variables: JSON.stringify(variables),
    caller,
    isSubgraph: isSubgraph(request),
    event: null,
  };
}
