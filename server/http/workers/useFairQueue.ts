import type { Plugin } from "graphql-yoga";
import { createFairQueue } from "../clients/fairQueue.ts";
import { isSubstantial } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";

type Execute = (args: never) => unknown;

/**
 * Has few operations that are no trifle worked on at once in the thread that all share, for each client in turn.
 * @param atOnce 1 where the store answers in this thread; more where others wait for it anyway
 */
export function useFairQueue(atOnce: number, clientOf: (request: Request) => string): Plugin {
  const places = createFairQueue(atOnce);
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { work, request } = operationOf(args).contextValue;
      if (!isSubstantial(work.cost)) return;
      const execute = executeFn as Execute;
      setExecuteFn((async (own: never) => {
        const leave = await places.take(clientOf(request));
        try {
          work.signal.throwIfAborted();
          return await execute(own);
        } finally {
          // Whatever came meanwhile is heard first.
          setImmediate(leave);
        }
      }) as never);
    },
  };
}
