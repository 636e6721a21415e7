import type { Plugin } from "graphql-yoga";
import { isNoTrifle } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";
import { createPlace } from "./places.ts";

type Execute = (args: never) => unknown;

/** Has operations that are no trifle worked on one after another in the thread that all share, for each client in turn. */
export function useTurns(clientOf: (request: Request) => string): Plugin {
  const place = createPlace();
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { work, request } = operationOf(args).contextValue;
      if (!isNoTrifle(work.cost)) return;
      const execute = executeFn as Execute;
      setExecuteFn((async (own: never) => {
        const leave = await place.take(clientOf(request));
        try {
          work.signal.throwIfAborted();
          return await execute(own);
        } finally {
          leave();
        }
      }) as never);
    },
  };
}
