import { type ExecutionResult, getOperationAST, OperationTypeNode } from "graphql";
import { type Execution, execute as executeAny } from "../execution/execute.ts";
import { subscribe as subscribeAny } from "../execution/subscribe.ts";
import type { Context } from "./builder/context.ts";
import { readColumns } from "./builder/reads.ts";
import { clearViews } from "./builder/views.ts";
import { findForbidden } from "./writing/findForbidden.ts";

interface OwnExecution extends Execution {
  readonly contextValue: Pick<Context, "caller" | "selection" | "signal" | "views" | "work">;
}

/** Executes an operation of our schema, and reads only the columns that it selects. */
export async function execute(args: OwnExecution): ReturnType<typeof executeAny> {
  const { schema, document, operationName, contextValue } = args;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) {
    const refusal = operation ? findForbidden(args, operation) : null;
    // The answer to a mutation is not cut short: the client could not know that the write was done.
    return refusal ? { errors: [refusal] } : executeAny(args);
  }
  contextValue.selection.columns = readColumns(schema, document, operation);
  const { work } = contextValue;
  return executeAny(work ? { ...args, onLength: (length) => work.onLength(length) } : args);
}

interface OwnSubscription extends OwnExecution {
  /** Called before an event is answered. @returns a function to call when the answer is complete */
  readonly beginEvent?: (signal: AbortSignal) => Promise<() => void>;
  /** Answers an event, either by executing the selection or with the answer of another subscriber. */
  readonly answerEvent?: (event: unknown, execute: () => Promise<ExecutionResult>) => Promise<ExecutionResult>;
}

/** Subscribes to a field of our schema. Each event has the limits of a query. */
export function subscribe({ beginEvent, answerEvent, ...args }: OwnSubscription): ReturnType<typeof subscribeAny> {
  const { signal, work, views } = args.contextValue;
  return subscribeAny(args, async (rootValue, left) => {
    const endEvent = await beginEvent?.(left);
    try {
      const event = { ...args, rootValue, signal: signal ?? undefined };
      const execute = async () => executeAny(work ? { ...event, onLength: (length) => work.onLength(length) } : event);
      return await (answerEvent ? answerEvent(rootValue, execute) : execute());
    } finally {
      // What was loaded is not kept until the next event.
      clearViews(views);
      endEvent?.();
    }
  });
}
