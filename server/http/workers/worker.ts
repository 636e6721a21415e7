import { parentPort, workerData } from "node:worker_threads";
import { execute, GraphQLError, type GraphQLSchema, getOperationAST, parse } from "graphql";
import { lazy } from "../../domain/lazy.ts";
import { createContext } from "../../schema/builder/context.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import { openStore } from "../../store/db/database.ts";
import { costOf } from "../limits/cost.ts";
import { createCostMeter } from "../limits/costMeter.ts";
import { answerPage } from "../pages/citationPages.ts";
import type { Statement } from "../watch/statements.ts";
import { type Answer, type Job, type PageAnswer, type PageJob, type Reply, type Setup, toPlain } from "./messages.ts";

// A thread that answers operations one after another, with a connection of its own: it may be busy for as long as one
// takes, and whoever started it ends it where that is too long.

const { databaseUrl, publicUrl, apiCorpusTitle, subgraphRenames, limits } = workerData as Setup;
let statements: Statement[] = [];
const store = await openStore(databaseUrl, {
  statementLimit: limits.seconds * 1000,
  connections: 1,
  onStatement: (sql, milliseconds) => statements.push({ sql, milliseconds, endedAt: Date.now() }),
});
const subgraph = lazy((): GraphQLSchema => subgraphOf(schema, { renames: subgraphRenames }).schema);

async function answer({ query, operationName, variables, caller, isSubgraph, isLarge }: Job): Promise<Answer> {
  const document = parse(query);
  const asked = isSubgraph ? subgraph() : schema;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error("Only operations that were found valid are given to workers.");
  const work = createCostMeter(limits, new AbortController().signal);
  work.begin(costOf(asked, document, operation, variables, { limits, isLarge }));
  const contextValue = createContext(store, { publicUrl, apiCorpusTitle, caller, signal: work.signal, work });
  statements = [];
  const { data, errors = [] } = await execute({
    schema: asked,
    document,
    operationName,
    variableValues: variables,
    contextValue,
  });
  work.end();
  // Once it has cost too much, that alone is the answer.
  const { reason } = work.signal;
  const done = { spent: work.spent, used: work.used, statements };
  if (reason instanceof GraphQLError) return { data: "null", errors: [toPlain(reason)], ...done };
  return { data: JSON.stringify(data ?? null), errors: errors.map(toPlain), ...done };
}

async function page({ page, known }: PageJob): Promise<PageAnswer> {
  const request = new Request(page, { headers: known === null ? {} : { "if-none-match": known } });
  const response = await answerPage({ store, publicUrl }, request);
  return {
    status: response.status,
    headers: [...response.headers],
    body: response.body === null ? null : await response.text(),
  };
}

async function reply(job: Job | PageJob): Promise<Reply> {
  try {
    return { answer: await ("page" in job ? page(job) : answer(job)) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", async (job: Job | PageJob) => parentPort?.postMessage(await reply(job)));
parentPort?.postMessage("ready");
