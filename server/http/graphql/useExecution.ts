import type { Plugin } from "graphql-yoga";
import { execute } from "../../schema/execute.ts";

/** Executes queries and mutations with our own executor. The events of subscriptions are executed by graphql-js. */
export function useExecution(): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execute as never);
    },
  };
}
