import type { ExecutionArgs, ExecutionResult } from "graphql";
import type { YogaInitialContext } from "graphql-yoga";
import type { Context } from "../../schema/builder/context.ts";
import type { CostMeter } from "./costMeter.ts";

/** An operation that is about to be executed, with our context. */
export type Operation = Omit<ExecutionArgs, "contextValue"> & {
  readonly contextValue: Context & YogaInitialContext & { readonly work: CostMeter };
  signal?: AbortSignal;
  /** Called before an event of a subscription is answered. @returns a function to call when the answer is complete */
  beginEvent?: (signal: AbortSignal) => Promise<() => void>;
  /** The answer to an event of a subscription: another subscriber's, if it selects the same, or else that of `execute`. */
  answerEvent?: (event: unknown, execute: () => Promise<ExecutionResult>) => Promise<ExecutionResult>;
};

/** Yoga's types do not include the context that graphqlEndpoint.ts creates. */
export const operationOf = (args: object): Operation => args as Operation;
