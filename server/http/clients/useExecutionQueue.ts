import type { Plugin } from "graphql-yoga";
import { isSubstantial } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";
import { clientNameOf } from "../request/requestState.ts";
import { createFairQueue } from "./fairQueue.ts";

type Execute = (args: never) => unknown;

/**
 * Limits how many substantial operations the main thread executes at once, and takes them from each client in turn.
 * @param size 1 if this thread runs the SQL itself; more if it waits for a database server
 */
export function useExecutionQueue(size: number): Plugin {
  const places = createFairQueue(size);
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { work, request } = operationOf(args).contextValue;
      if (!isSubstantial(work.cost)) return;
      const execute = executeFn as Execute;
      setExecuteFn((async (executionArgs: never) => {
        const leave = await places.take(clientNameOf(request), work.signal);
        try {
          work.signal.throwIfAborted();
          return await execute(executionArgs);
        } finally {
          // After a turn of the event loop, so that everything that has arrived meanwhile is read first.
          setImmediate(leave);
        }
      }) as never);
    },
  };
}
