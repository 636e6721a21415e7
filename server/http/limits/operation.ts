import type { ExecutionArgs } from "graphql";
import type { YogaInitialContext } from "graphql-yoga";
import type { Context } from "../../schema/builder/context.ts";
import type { CostMeter } from "./costMeter.ts";

/** An operation that is about to run, as every plugin after `createApp`'s context finds it. */
export type Operation = Omit<ExecutionArgs, "contextValue"> & {
  readonly contextValue: Context & YogaInitialContext & { readonly work: CostMeter };
  signal?: AbortSignal;
};

/** Yoga's types know nothing of the context that createApp makes. */
export const operationOf = (args: object): Operation => args as Operation;
