import { parentPort, workerData } from "node:worker_threads";
import { execute, GraphQLError, getOperationAST, parse } from "graphql";
import { createContext } from "../../schema/context.ts";
import { schema } from "../../schema/schema.ts";
import { openStore } from "../../store/database.ts";
import { costOf } from "../limits/cost.ts";
import { running } from "../limits/work.ts";
import type { Statement } from "../watch/statements.ts";
import { type Answer, type Job, type Setup, toPlain } from "./messages.ts";

// A thread that answers operations one after another, with a connection of its own: it may be busy for as long as one
// takes, and whoever started it ends it where that is too long.

const { databaseUrl, publicUrl, limits } = workerData as Setup;
let statements: Statement[] = [];
const store = await openStore(databaseUrl, {
  statementLimit: limits.seconds * 1000,
  onStatement: (sql, milliseconds) => statements.push({ sql, milliseconds, endedAt: Date.now() }),
});

async function answer({ query, operationName, variables }: Job): Promise<Answer> {
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error("Only operations that were found valid are given to workers.");
  const work = running(limits, new AbortController().signal);
  work.begin(costOf(schema, document, operation, variables, limits));
  const contextValue = createContext(store, { publicUrl, signal: work.signal, work });
  statements = [];
  const { data, errors = [] } = await execute({
    schema,
    document,
    operationName,
    variableValues: variables,
    contextValue,
  });
  work.end();
  // Once it has cost too much, that alone is the answer.
  const { reason } = work.signal;
  if (reason instanceof GraphQLError) return { data: "null", errors: [toPlain(reason)], spent: work.spent, statements };
  return { data: JSON.stringify(data ?? null), errors: errors.map(toPlain), spent: work.spent, statements };
}

parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await answer(job)));
parentPort?.postMessage("ready");
