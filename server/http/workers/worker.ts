import { parentPort, workerData } from "node:worker_threads";
import { GraphQLError, type GraphQLSchema, getOperationAST, parse } from "graphql";
import { lazy } from "../../domain/lazy.ts";
import { jsonOf } from "../../execution/jsonResult.ts";
import { createContext } from "../../schema/builder/context.ts";
import { createCaches } from "../../schema/caches.ts";
import { execute } from "../../schema/execute.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import { openStore } from "../../store/db/database.ts";
import { costOf } from "../limits/cost.ts";
import { createCostMeter } from "../limits/costMeter.ts";
import { renderCitation } from "../pages/renderCitation.ts";
import type { Statement } from "../watch/statements.ts";
import { type Answer, type Job, type PageAnswer, type PageJob, type Reply, type Setup, toPlain } from "./messages.ts";

// This thread executes operations one after another over its own database connection. The main thread ends it if an
// operation takes too long.

const { databaseUrl, publicUrl, apiCorpusTitle, subgraphRenames, limits, cacheMegabytes } = workerData as Setup;
const caches = createCaches(cacheMegabytes);
let statements: Statement[] = [];
const store = await openStore(databaseUrl, {
  statementLimit: limits.seconds * 1000,
  connections: 1,
  onStatement: (sql, milliseconds) => statements.push({ sql, milliseconds, endedAt: Date.now() }),
});
const subgraph = lazy((): GraphQLSchema => subgraphOf(schema, { renames: subgraphRenames }).schema);

async function runOperation({ query, operationName, variables, caller, isSubgraph, isLarge }: Job): Promise<Answer> {
  const document = parse(query);
  const operationSchema = isSubgraph ? subgraph() : schema;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error("Worker threads must be given valid operations.");
  const work = createCostMeter(limits, new AbortController().signal);
  work.begin(costOf(operationSchema, document, operation, variables, { limits, isLarge }));
  const contextValue = createContext(store, {
    publicUrl,
    apiCorpusTitle,
    caller,
    signal: work.signal,
    work,
    caches,
  });
  statements = [];
  const result = await execute({
    schema: operationSchema,
    document,
    operationName,
    variableValues: variables,
    contextValue,
  });
  work.end();
  const measured = { spent: work.spent, used: work.used, statements };
  // An operation that has cost too much has no other result.
  const { reason } = work.signal;
  if (reason instanceof GraphQLError) return { data: "null", errors: [toPlain(reason)], ...measured };
  return { data: jsonOf(result), errors: (result.errors ?? []).map(toPlain), ...measured };
}

async function renderPage({ page, ifNoneMatch }: PageJob): Promise<PageAnswer> {
  const request = new Request(page, { headers: ifNoneMatch === null ? {} : { "if-none-match": ifNoneMatch } });
  const response = await renderCitation({ store, publicUrl }, request);
  return {
    status: response.status,
    headers: [...response.headers],
    body: response.body === null ? null : await response.text(),
  };
}

async function reply(job: Job | PageJob): Promise<Reply> {
  try {
    return { answer: await ("page" in job ? renderPage(job) : runOperation(job)) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (parentPort === null) throw new Error("This file runs as a worker thread only.");
const port = parentPort;
port.on("message", async (job: Job | PageJob) => port.postMessage(await reply(job)));
port.postMessage("ready");
