import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, type Limits } from "../../config/limits.ts";
import { attackedService } from "../../testing/attackedService.ts";
import { openRaw, postOf } from "../../testing/attacks/rawClient.ts";
import { serviceOver } from "../../testing/service.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";
import { GRAPHIQL_PATH } from "../pages/graphiqlFiles.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

/** A service with counters of its own. */
const limitedTo = (limits: Partial<Limits>) => serviceOver(app.store, { limits: { ...DEFAULT_LIMITS, ...limits } });

const SCRIPT = `${GRAPHIQL_PATH}/graphiql.js`;
const HTML = { accept: "text/html" };
const codeOf = async (response: Response) => /"code":"(\w+)"/.exec(await response.text())?.[1];

describe("A client that asks too often is refused", () => {
  it.each<[what: string, path: string, init: RequestInit]>([
    ["GraphiQL's page", "/graphql?query={a}", { headers: HTML }],
    ["GraphiQL's files", SCRIPT, {}],
    ["the start page", "/", {}],
    ["the rules", "/rules", {}],
    ["the example app", "/why/", {}],
    ["a page that does not exist", "/nothing", {}],
    ["the headers of a page", "/rules", { method: "HEAD" }],
    ["the headers of a file", SCRIPT, { method: "HEAD" }],
    ["permission for another site", "/graphql", { method: "OPTIONS" }],
    ["permission on a page", "/health", { method: "OPTIONS" }],
    ["a page with a wrong method", "/rules", { method: "DELETE" }],
    ["whether the process runs", "/health", {}],
    ["whether the database responds", "/ready", {}],
  ])("%s", async (_what, path, init) => {
    await using service = await limitedTo({ requestsPerMinute: 3 });
    const statuses: number[] = [];
    for (let at = 0; at < 4; at++) statuses.push((await fetch(service.url + path, init)).status);
    expect(statuses.slice(0, 3)).not.toContain(429);
    expect(statuses[3]).toBe(429);
  });

  it("except that probes count apart from everything else, so that a load balancer does not take the service for dead", async () => {
    await using service = await limitedTo({ requestsPerMinute: 3 });
    for (let at = 0; at < 5; at++) await fetch(`${service.url}/rules`);
    const status = async (path: string) => (await fetch(service.url + path)).status;
    expect([await status("/rules"), await status("/ready"), await status("/health")]).toEqual([429, 200, 200]);
  });
});

it("All who ask whether the service is ready share one check of the database", async () => {
  app.statements.length = 0;
  const answers = await Promise.all(Array.from({ length: 50 }, () => app.fetch("/ready")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(app.statements).toHaveLength(1);
});

it("GraphiQL's page formats a short query, and takes no time for a long or deep one", async () => {
  const shown = async (query: string, variables = "{}") => {
    const parameters = new URLSearchParams({ query, variables });
    const page = await (await app.fetch(`/graphql?${parameters}`, { headers: HTML })).text();
    return JSON.parse(/renderYogaGraphiQL\(.*?, (\{.*\})\);/.exec(page)?.[1] ?? "") as {
      query: string;
      variables: string;
    };
  };
  expect(await shown("{a{b}}", '{"a":1}')).toMatchObject({
    query: "{\n  a {\n    b\n  }\n}",
    variables: '{\n  "a": 1\n}',
  });
  const deep = `${"{a".repeat(50)}${"}".repeat(50)}`;
  const nested = `${"[".repeat(50)}${"]".repeat(50)}`;
  expect(await shown(deep, nested)).toMatchObject({ query: deep, variables: nested });
  const long = `{${"a ".repeat(2000)}}`;
  const list = `[${"1,".repeat(2000)}1]`;
  expect(await shown(long, list)).toMatchObject({ query: long, variables: list });
});

describe("With READ=closed", () => {
  it.each(["/graphiql/x", "/health/x", "/ready/x", "/why/x"])("no operation is executed at %s", async (path) => {
    await using service = await serviceOver(app.store, { read: "closed" });
    // Yoga takes every address that ends like its own pattern for the endpoint.
    const answer = await fetch(`${service.url}${path}?query={articles{nodes{slug}}}&x=/:endpoint(graphql|subgraph)`);
    expect([answer.status, await codeOf(answer)]).toEqual([401, "UNAUTHENTICATED"]);
  });
});

it.each(["/x/health", "/graphql/health", "/x?y=/health", "/x?query={__typename}&y=/:endpoint(graphql|subgraph)"])(
  "There is nothing at %s",
  async (path) => {
    expect((await app.fetch(path)).status).toBe(404);
  },
);

describe("A client that leaves in the middle of a file", () => {
  const service = attackedService();
  const descriptors = () => readdirSync("/proc/self/fd").length;

  it.skipIf(process.platform !== "linux")("leaves no file descriptor open", async () => {
    const port = Number(new URL(service().url).port);
    await (await fetch(service().url + SCRIPT)).arrayBuffer();
    const before = descriptors();
    for (const encoding of ["gzip", "identity"])
      for (let at = 0; at < 100; at++) {
        const socket = connect(port, "127.0.0.1");
        socket.write(`GET ${SCRIPT} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: ${encoding}\r\n\r\n`);
        await new Promise((resolve) => socket.once("data", resolve));
        socket.destroy();
      }
    await expect.poll(descriptors, { timeout: 20_000 }).toBeLessThan(before + 20);
    await service().serves();
    expect(service().failures).toEqual([]);
  });

  it("costs little if it asks for a long file without compression: it gets none", async () => {
    const get = (encoding: string) => fetch(service().url + SCRIPT, { headers: { "accept-encoding": encoding } });
    expect((await (await get("gzip")).text()).length).toBeGreaterThan(1_000_000);
    expect((await get("identity")).status).toBe(406);
  });
});

it("A client with too many unread bytes is refused pages with the code of the limit, not with an internal error", async () => {
  await using service = await limitedTo({ unreadBytes: 1 });
  const texts = Array.from({ length: 50 }, (_, at) => `a${at}: text`).join(" ");
  const large = postOf(JSON.stringify({ query: `{ articles(first: 20) { nodes { ${texts} } } }` }));
  using reader = await openRaw(Number(new URL(service.url).port), "127.0.0.1", "never");
  const refused = async () => {
    await reader.send(large);
    await sleep(50);
    const answer = await fetch(service.url);
    return { status: answer.status, text: await answer.text() };
  };
  await expect.poll(refused, { timeout: 20_000 }).toMatchObject({
    status: 429,
    text: expect.stringContaining('"code":"TOO_MUCH_UNREAD"'),
  });
});
