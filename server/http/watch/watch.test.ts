import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "graphql-ws";
import pino from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { listen } from "../../service/listen.ts";
import { createLog } from "../../service/log.ts";
import { createKey } from "../../store/auth/apiKeys.ts";
import { newestPosition } from "../../store/changes/changes.ts";
import { subscribe } from "../../testing/events.ts";
import { guides } from "../../testing/guides.ts";
import { type Service, serviceOver } from "../../testing/service.ts";
import { corpusFolder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import { readManifests } from "../graphql/trustedDocuments.ts";
import { createMetrics } from "./metrics.ts";
import { metricsServer } from "./serveMetrics.ts";
import { slowStatements } from "./statements.ts";

const MANIFEST = readManifests([fileURLToPath(new URL("../../../sdk/persisted-operations.json", import.meta.url))]);
const [TRUSTED = ""] = [...MANIFEST.values()].filter((text) => text.startsWith("query actor("));

let base: TestStore;
let service: Service;
let lines: string[];
const metrics = createMetrics(MANIFEST, "1.2.3");
beforeAll(async () => {
  base = await testStore("SQLite");
  await using folder = await corpusFolder(SMALL_CORPUS);
  await base.load(folder.path);
  const log = createLog("info", { write: (line) => lines.push(line) });
  service = await serviceOver(base.store, { watchers: [metrics] }, { log });
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await base[Symbol.asyncDispose]();
  metrics[Symbol.dispose]();
});
beforeEach(() => {
  lines = [];
});

const logged = () => lines.map((line) => JSON.parse(line));
const shown = () =>
  metrics.text({
    newest: async () => ({ revision: 1, position: await newestPosition(base.store) }),
    threads: { busy: 1, waiting: 2 },
    ...service.activity(),
  });
/** The value of one metric. */
const metric = async (line: string): Promise<number> =>
  Number(
    (await shown())
      .split("\n")
      .find((found) => found.startsWith(`${line} `))
      ?.slice(line.length + 1) ?? 0,
  );

describe("The request log", () => {
  it("has a few lines per second for refused requests, and the number of the others", async () => {
    const log = createLog("info", { write: (line) => lines.push(line) });
    const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 5 };
    await using limited = await serviceOver(base.store, { limits }, { log });
    const ask = (name: string) =>
      limited.post({ query: `query ${name} { dataRevision }` }).then(({ status }) => status);
    const statuses: number[] = [];
    for (let count = 0; count < 100; count++) statuses.push(await ask("Flood"));
    expect(statuses.filter((status) => status === 429)).toHaveLength(95);
    const found = () => logged().filter(({ status }) => status === 429).length;
    const notLogged = () => logged().reduce((sum, { notLogged = 0 }) => sum + notLogged, 0);
    await setTimeout(1100);
    await ask("Later");
    // Each request is in the log, alone or in a number.
    expect(found() + notLogged()).toBe(96);
    expect(notLogged()).toBeGreaterThan(0);
    expect(logged().filter(({ status }) => status === 200)).toHaveLength(5);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(500);
  });

  it("has a line per request with its operation, cost, caller and time", async () => {
    const { id, token } = await createKey(base.store, { name: "A. Reader", scopes: [], now: Date.now() });
    const response = await service.post(
      { query: "query Secret($s: String) { article(slug: $s) { title } }", variables: { s: "flood-of-reports" } },
      { authorization: `Bearer ${token}`, cookie: "session=private", "x-request-id": "find-me" },
    );
    await response.text();
    expect(logged()).toEqual([
      expect.objectContaining({
        level: 30,
        requestId: "find-me",
        method: "POST",
        path: "/graphql",
        status: 200,
        ms: expect.any(Number),
        operation: "query Secret",
        cost: 2,
        client: "identity",
        caller: id,
      }),
    ]);
    expect(lines.join()).not.toMatch(new RegExp(`${token.slice(12)}|private|flood-of-reports|article\\(`));
  });

  it("does not contain the query of a GET request", async () => {
    await (await fetch(`${service.url}/graphql?query={articles(first:7){totalCount}}`)).text();
    expect(logged()).toMatchObject([{ method: "GET", path: "/graphql", operation: "query", client: "address" }]);
    expect(lines.join()).not.toContain("totalCount");
  });

  it("contains the codes of errors, including those of refused keys", async () => {
    await (await service.post({ query: "{ nothing }" })).text();
    await (await service.post({ query: "{ __typename }" }, { authorization: "Bearer nonsense" })).text();
    expect(logged()).toMatchObject([
      { status: 200, codes: ["GRAPHQL_VALIDATION_FAILED"] },
      { status: 401, codes: ["UNAUTHENTICATED"] },
    ]);
  });

  it("contains operations over sockets, but not health checks", async () => {
    await fetch(`${service.url}/health`);
    await fetch(`${service.url}/ready`);
    const socket = createClient({ url: `${service.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
    for await (const _answer of socket.iterate({ query: "query Named { __typename }" }));
    await socket.dispose();
    await expect.poll(logged).toMatchObject([{ method: "WEBSOCKET", status: 101, operation: "query Named" }]);
  });

  it("names slow SQL statements", async () => {
    const slow = slowStatements(pino({ level: "warn" }, { write: (line: string) => lines.push(line) }), 100);
    slow({ sql: "select 1", milliseconds: 99, endedAt: 0 });
    slow({ sql: "select 2", milliseconds: 100, endedAt: 0 });
    expect(logged()).toMatchObject([{ level: 40, sql: "select 2", ms: 100, msg: "Slow SQL statement." }]);
  });
});

describe("Metrics", () => {
  it("count requests by kind, and operations by name if a manifest has the name", async () => {
    const before = {
      requests: await metric(
        'conflict_graph_requests_total{method="POST",path="graphql",status="200",client="address"}',
      ),
      named: await metric('conflict_graph_operation_duration_seconds_count{type="query",operation="actor"}'),
      other: await metric('conflict_graph_operation_duration_seconds_count{type="query",operation="other"}'),
      cost: await metric("conflict_graph_operation_cost_count"),
    };
    await (await service.post({ query: TRUSTED, variables: { slug: "northland" } })).text();
    await (await service.post({ query: "query Unknown { __typename }" })).text();
    expect(
      await metric('conflict_graph_requests_total{method="POST",path="graphql",status="200",client="address"}'),
    ).toBe(before.requests + 2);
    expect(await metric('conflict_graph_operation_duration_seconds_count{type="query",operation="actor"}')).toBe(
      before.named + 1,
    );
    expect(await metric('conflict_graph_operation_duration_seconds_count{type="query",operation="other"}')).toBe(
      before.other + 1,
    );
    expect(await metric("conflict_graph_operation_cost_count")).toBe(before.cost + 2);
  });

  it("have no labels that clients can create", async () => {
    const once = async (seed: string) => {
      await fetch(`${service.url}/${seed}/x`);
      await fetch(`${service.url}/claims/${seed}`);
      await fetch(`${service.url}/toString`, { method: "PROPFIND" });
      await (await service.post({ query: `query ${seed} { __typename }` }, { "x-request-id": seed })).text();
      await (await service.post({ query: `query ${seed} { ${seed} }` })).text();
      return (await shown()).split("\n").filter((line) => line.startsWith("conflict_graph_")).length;
    };
    const before = await once("ann");
    for (const seed of ["ben", "cleo", "constructor", "__proto__"]) expect(await once(seed)).toBe(before);
    expect((await shown()).match(/"(ann|ben|cleo|constructor|__proto__|PROPFIND)"/g)).toBeNull();
  });

  it("count errors by code", async () => {
    const line = 'conflict_graph_errors_total{code="GRAPHQL_VALIDATION_FAILED"}';
    const before = await metric(line);
    await (await service.post({ query: "{ nothing }" })).text();
    expect(await metric(line)).toBe(before + 1);
  });

  it("show the number of open streams, the data revision and the load of the threads", async () => {
    expect(await metric("conflict_graph_subscriptions_open")).toBe(0);
    const events = await subscribe(fetch, `${service.url}/graphql`, {
      query: "subscription { articleIngested(since: 0) { position } }",
    });
    await events.take(1);
    expect(await metric("conflict_graph_subscriptions_open")).toBe(1);
    events.leave();
    await expect.poll(() => metric("conflict_graph_subscriptions_open")).toBe(0);
    expect(await metric("conflict_graph_change_position")).toBe(8);
    expect(await metric("conflict_graph_data_revision")).toBe(1);
    expect(await metric("conflict_graph_threads_waiting")).toBe(2);
    expect(await shown()).toMatch(/^conflict_graph_unread_bytes \d+$/m);
    expect(await shown()).toContain('conflict_graph_info{version="1.2.3"} 1');
  });

  it("count SQL statements and their time", async () => {
    const before = await metric("conflict_graph_sql_duration_seconds_sum");
    metrics.onStatement({ sql: "select 1", milliseconds: 250, endedAt: 0 });
    expect(await metric("conflict_graph_sql_duration_seconds_sum")).toBeCloseTo(before + 0.25);
  });

  it("are served only on their own port, with an error if they cannot be read", async () => {
    expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
    let isBroken = false;
    const text = async () => {
      if (isBroken) throw new Error("no database");
      return shown();
    };
    const log = createLog("error", { write: (line) => lines.push(line) });
    const server = metricsServer({ contentType: metrics.contentType, text }, log);
    const home = `http://127.0.0.1:${await listen(server, { host: "127.0.0.1", port: 0 })}`;
    const answer = await fetch(`${home}/metrics`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, metrics.contentType]);
    expect(await answer.text()).toContain("nodejs_eventloop_lag_p99_seconds");
    expect((await fetch(`${home}/graphql`)).status).toBe(404);
    expect((await fetch(`${home}/metrics`, { method: "POST" })).status).toBe(404);
    isBroken = true;
    const broken = await fetch(`${home}/metrics`);
    expect([broken.status, await broken.text()]).toEqual([503, "The database is not responding.\n"]);
    expect(lines.join()).toContain("no database");
    server.close();
    server.closeAllConnections();
  });

  it("are all described in the guides", async () => {
    const names = [...(await shown()).matchAll(/^# TYPE (conflict_graph_\w+)/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !guides.includes(`\`${name}\``))).toEqual([]);
  });
});
