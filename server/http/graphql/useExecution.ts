import type { Plugin } from "graphql-yoga";
import { execute, subscribe } from "../../schema/execute.ts";

/** Executes all operations, and the events of subscriptions, with our own executor. */
export function useExecution(): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execute as never);
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(subscribe as never);
    },
  };
}
