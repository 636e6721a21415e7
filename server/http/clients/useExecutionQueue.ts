import type { Plugin } from "graphql-yoga";
import { operationOf } from "../limits/operation.ts";
import type { ExecutionQueue } from "./executionQueue.ts";

type Execute = (args: never) => unknown;

/** Executes substantial operations in turn. */
export function useExecutionQueue(queue: ExecutionQueue): Plugin {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { work, request } = operationOf(args).contextValue;
      const execute = executeFn as Execute;
      setExecuteFn(((executionArgs: never) => queue.run(request, work, () => execute(executionArgs))) as never);
    },
  };
}
