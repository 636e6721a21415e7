import { type ExecutionResult, OperationTypeNode, print } from "graphql";
import type { Plugin } from "graphql-yoga";
import { isSubgraph } from "../graphql/subgraph.ts";
import { mayTakeLong } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";
import { clientNameOf } from "../request/requestState.ts";
import type { StatementWatcher } from "../watch/statements.ts";
import { type Answer, fromPlain } from "./messages.ts";
import type { Pool } from "./pool.ts";

/** Executes queries that may take long in worker threads. */
export function useWorkers(pool: Pool, isLarge: () => boolean, onStatement?: StatementWatcher): Plugin {
  return {
    async onExecute({ args, setExecuteFn }) {
      const { contextValue, document, operationName, variableValues } = operationOf(args);
      const { work, params, request, caller } = contextValue;
      const isLargeStore = isLarge();
      // Mutations use the one connection that all writes go over.
      if (work.cost.kind !== OperationTypeNode.QUERY || !mayTakeLong(work.cost, isLargeStore)) return;
      const query = params?.query ?? print(document);
      setExecuteFn(async () => {
        const job = {
          query,
          operationName: operationName ?? null,
          variables: variableValues ?? {},
          caller,
          isSubgraph: isSubgraph(request),
          isLarge: isLargeStore,
        };
        const answer = await pool.run(job, clientNameOf(request), work.signal);
        work.report(answer);
        if (onStatement) for (const statement of answer.statements) onStatement(statement);
        return toResult(answer, query);
      });
    },
  };
}

/** A result whose data stays JSON text unless a plugin reads the data. */
function toResult({ data, errors }: Answer, query: string) {
  return {
    get data() {
      return JSON.parse(data);
    },
    ...(errors.length > 0 && { errors: errors.map((error) => fromPlain(error, query)) }),
    stringify: ({ errors, extensions }: ExecutionResult): string => {
      const parts = [
        ...(errors ? [`"errors":${JSON.stringify(errors)}`] : []),
        `"data":${data}`,
        ...(extensions ? [`"extensions":${JSON.stringify(extensions)}`] : []),
      ];
      return `{${parts.join()}}`;
    },
  };
}
