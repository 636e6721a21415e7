// Measures the ratio by which logs, metrics and traces increase the CPU time of a request. Runs with and without them
// alternate. Usage: node --disable-warning=ExperimentalWarning server/benchmarks/telemetry.ts
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { devNull } from "node:os";
import pino from "pino";
import { SEEDS } from "../config/config.ts";
import { DEFAULT_LIMITS } from "../config/limits.ts";
import { createApp } from "../http/app.ts";
import { startTracing } from "../http/tracing/tracing.ts";
import { createMetrics } from "../http/watch/metrics.ts";
import type { StatementWatcher } from "../http/watch/statements.ts";
import { loadInto } from "../service/load.ts";
import { createLog } from "../service/log.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { startCollector } from "../testing/collector.ts";

const QUERIES = {
  "{ __typename }": "{ __typename }",
  "articles with their claims":
    "{ articles { nodes { title casualtyReports { nodes { count { label } attributedTo { actor { name } } } } } } }",
};
const ROUNDS = 20;
const REQUESTS = 100;

const lines = () => createLog("info", pino.destination(devNull));
const metrics = createMetrics(new Map(), "bench");
await using collected = await startCollector();
const tracing = (ratio: number) =>
  startTracing(
    {
      url: `${collected.url}/v1/traces`,
      serviceName: "bench",
      sampler: { name: "traceidratio", ratio },
      delay: 1000,
      database: "sqlite",
    },
    "bench",
  );
const [someTraces, allTraces] = [tracing(0.01), tracing(1)];

type Settings = Partial<Parameters<typeof createApp>[1]>;
/** No rate limits. */
const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 1e9, costPerMinute: 1e12 };

async function portOf(settings: Settings, log = lines()): Promise<number> {
  const told: StatementWatcher | undefined = settings.onStatement;
  const onStatement = (sql: string, milliseconds: number) => told?.({ sql, milliseconds, endedAt: Date.now() });
  const store = await openMigrated(":memory:", told ? { onStatement } : {});
  await loadInto(store, SEEDS, {});
  const server = createServer(
    createApp(store, { corsOrigins: "local", limits, answerCacheMegabytes: 0, ...settings }, log),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

const ports = {
  nothing: await portOf({}, createLog("silent")),
  log: await portOf({}),
  "log, metrics": await portOf({ watchers: [metrics], onStatement: metrics.onStatement }),
  "log, 1 % traced": await portOf({ tracing: someTraces, onStatement: someTraces.onStatement }),
  "log, all traced": await portOf({ tracing: allTraces, onStatement: allTraces.onStatement }),
};

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
async function ask(port: number, body: string): Promise<void> {
  const headers = { "content-type": "application/json", "content-length": body.length };
  const asked = request({ host: "127.0.0.1", port, path: "/graphql", method: "POST", agent, headers });
  asked.end(body);
  const [response] = await once(asked, "response");
  response.resume();
  await once(response, "end");
}

for (const [name, query] of Object.entries(QUERIES)) {
  const body = JSON.stringify({ query });
  const fastest = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++)
    for (const [watched, port] of Object.entries(ports)) {
      const before = process.cpuUsage();
      for (let turn = 0; turn < REQUESTS; turn++) await ask(port, body);
      const { user, system } = process.cpuUsage(before);
      const ms = (user + system) / 1000 / REQUESTS;
      if (round > 2) fastest.set(watched, Math.min(fastest.get(watched) ?? ms, ms));
    }
  const unwatched = fastest.get("nothing") ?? 0;
  console.log(`${name} (with the client's own share)`);
  for (const [watched, ms] of fastest)
    console.log(`  ${watched.padEnd(16)} ${ms.toFixed(3)} ms  × ${(ms / unwatched).toFixed(3)}`);
}
process.exit();
