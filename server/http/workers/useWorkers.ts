import { OperationTypeNode, print } from "graphql";
import type { Plugin } from "graphql-yoga";
import { jsonResult } from "../../execution/jsonResult.ts";
import { isSubgraph } from "../graphql/subgraph.ts";
import { mayTakeLong } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";
import { clientNameOf } from "../request/requestState.ts";
import type { StatementWatcher } from "../watch/statements.ts";
import { fromPlain } from "./messages.ts";
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
        const answer = await pool.run(job, clientNameOf(request), work.signal, () => work.pause());
        work.report(answer);
        if (onStatement) for (const statement of answer.statements) onStatement(statement);
        return jsonResult(
          answer.data,
          answer.errors.map((error) => fromPlain(error, query)),
        );
      });
    },
  };
}
