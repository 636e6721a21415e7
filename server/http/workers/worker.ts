import { parentPort, workerData } from "node:worker_threads";
import { type GraphQLSchema, getOperationAST, parse } from "graphql";
import { lazy } from "../../domain/lazy.ts";
import { jsonOf } from "../../execution/jsonResult.ts";
import type { Extraction } from "../../extract/extract.ts";
import { createContext } from "../../schema/builder/context.ts";
import { createCaches } from "../../schema/caches.ts";
import { execute } from "../../schema/execute.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";
import { openStore } from "../../store/db/database.ts";
import { costOf } from "../limits/cost.ts";
import { createCostMeter } from "../limits/costMeter.ts";
import { LimitError } from "../limits/limitError.ts";
import { renderCitation } from "../pages/renderCitation.ts";
import type { Statement } from "../watch/statements.ts";
import {
  type Answer,
  type AnyJob,
  type Job,
  type Order,
  type PageAnswer,
  type PageJob,
  type Reply,
  toPlain,
  type WorkerData,
} from "./messages.ts";

// This thread executes operations one after another over its own database connection. It stops an operation between two steps
// if the main thread says so. If a single step takes too long, the main thread ends this thread.

const { databaseUrl, publicUrl, apiCorpusTitle, subgraphRenames, limits, cacheMegabytes, stopped } =
  workerData as WorkerData;
const caches = createCaches(cacheMegabytes);
let statements: Statement[] = [];
const store = await openStore(databaseUrl, {
  statementLimit: limits.seconds * 1000,
  connections: 1,
  mustExist: true,
  onStatement: (sql, milliseconds) => statements.push({ sql, milliseconds, endedAt: Date.now() }),
});
const subgraph = lazy((): GraphQLSchema => subgraphOf(schema, { renames: subgraphRenames }).schema);

async function runOperation(
  { query, operationName, variables, caller, isSubgraph, isLarge }: Job,
  number: number,
): Promise<Answer> {
  const document = parse(query);
  const operationSchema = isSubgraph ? subgraph() : schema;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error("Worker threads must be given valid operations.");
  const client = new AbortController();
  // The thread reads no messages while it works.
  const onStep = () => {
    if (Atomics.load(stopped, 0) === number) client.abort(new Error("Nobody waits for this operation any more."));
  };
  const work = createCostMeter(limits, client.signal, onStep);
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
  const measured = () => ({ spent: work.spent, used: work.used, statements });
  try {
    const result = await execute({
      schema: operationSchema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
      signal: work.signal,
    });
    return { data: jsonOf(result), errors: (result.errors ?? []).map(toPlain), ...measured() };
  } catch (error) {
    // An operation that has cost too much has no other result.
    if (!(error instanceof LimitError)) throw error;
    return { data: "null", errors: [toPlain(error)], ...measured() };
  } finally {
    work.end();
  }
}

async function renderPage({ page, headers }: PageJob): Promise<PageAnswer> {
  const request = new Request(page, { headers: headers.map(([name, value]): [string, string] => [name, value]) });
  const response = await renderCitation({ store, publicUrl }, request);
  return {
    status: response.status,
    headers: [...response.headers],
    body: response.body === null ? null : await response.text(),
  };
}

const answerTo = async (job: AnyJob, number: number): Promise<Answer | PageAnswer | Extraction> => {
  if ("page" in job) return renderPage(job);
  if ("query" in job) return runOperation(job, number);
  // Loads the model of English.
  const { extract } = await import("../../extract/extract.ts");
  return extract(job.text, job);
};

async function reply({ job, number }: Order): Promise<Reply> {
  try {
    return { answer: await answerTo(job, number) };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (parentPort === null) throw new Error("This file runs as a worker thread only.");
const port = parentPort;
port.on("message", async (order: Order) => port.postMessage(await reply(order)));
port.postMessage("ready");
