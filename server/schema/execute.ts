import { getOperationAST, OperationTypeNode } from "graphql";
import { type Execution, execute as executeAny } from "../execution/execute.ts";
import type { Context } from "./builder/context.ts";
import { readColumns } from "./builder/reads.ts";
import { findForbidden } from "./writing/findForbidden.ts";

interface OwnExecution extends Execution {
  readonly contextValue: Pick<Context, "selection" | "work" | "caller">;
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
