import { type ExecutionResult, OperationTypeNode, print } from "graphql";
import type { Plugin } from "graphql-yoga";
import { isSubgraph } from "../graphql/subgraph.ts";
import { mayTakeLong } from "../limits/cost.ts";
import { operationOf } from "../limits/operation.ts";
import type { StatementWatcher } from "../watch/statements.ts";
import { type Answer, fromPlain } from "./messages.ts";
import type { Pool } from "./pool.ts";

/** Has threads of their own answer the queries that may take long. */
export function useWorkers(
  pool: Pool,
  isLarge: () => boolean,
  clientOf: (request: Request) => string,
  onStatement?: StatementWatcher,
): Plugin {
  return {
    async onExecute({ args, setExecuteFn }) {
      const { contextValue, document, operationName, variableValues } = operationOf(args);
      const { work, params, request, caller } = contextValue;
      // What writes does so over the one connection that all writes go over.
      const isInLarge = isLarge();
      if (work.cost.kind !== OperationTypeNode.QUERY || !mayTakeLong(work.cost, isInLarge)) return;
      const query = params?.query ?? print(document);
      setExecuteFn(async () => {
        const job = {
          query,
          operationName: operationName ?? null,
          variables: variableValues ?? {},
          caller,
          isSubgraph: isSubgraph(request),
          isLarge: isInLarge,
        };
        const answer = await pool.run(job, clientOf(request), work.signal);
        work.report(answer);
        if (onStatement) for (const statement of answer.statements) onStatement(statement);
        return toResult(answer, query);
      });
    },
  };
}

/** An answer whose data stay the JSON that they came as, unless somebody looks into them. */
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
