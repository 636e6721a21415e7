import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../store/db/migrate.ts";
import { emptyStore } from "../testing/dialects.ts";
import { type TestApp, testApp } from "../testing/testApp.ts";
import { createApp } from "./app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

const post = (query: string, headers: Record<string, string> = {}) =>
  app.fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ query }),
  });

describe("The service", () => {
  it("reports whether it is running, and whether its database is responding", async () => {
    expect((await app.fetch("/health")).status).toBe(200);
    const ready = await app.fetch("/ready");
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true }]);
  });

  it("is not ready while its database is not responding", async () => {
    await using unmigrated = await emptyStore("SQLite");
    const broken = createApp(unmigrated, { corsOrigins: "local" }, pino({ level: "silent" }));
    const ready = await broken.fetch("http://localhost/ready");
    expect(ready.status).toBe(503);
    expect((await broken.fetch("http://localhost/health")).status).toBe(200);
  });

  it("has a start page that lists the corpora and links to every example", async () => {
    const response = await app.fetch("/");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await response.text();
    expect(page).toContain("Armenia-Azerbaijan clashes");
    expect(page.match(/href="\/graphql\?query=/g)?.length).toBeGreaterThanOrEqual(5);
    expect((await app.fetch("/", { method: "POST" })).status).toBe(405);
  });

  it("serves gateways on their own path, and hides their fields from clients", async () => {
    const ask = async (path: string, query: string) => {
      const headers = { "content-type": "application/json", accept: "application/json" };
      return (await app.fetch(path, { method: "POST", headers, body: JSON.stringify({ query }) })).json();
    };
    const both = () => Promise.all([ask("/subgraph", "{ _service { sdl } }"), ask("/graphql", "{ _service { sdl } }")]);
    for (const [gateway, client] of [await both(), await both()]) {
      expect(gateway.data._service.sdl).toContain("extend schema @link");
      expect(client.errors[0].message).toContain('Cannot query field "_service"');
    }
    const page = await app.fetch("/subgraph", { headers: { accept: "text/html" } });
    expect(await page.text()).not.toContain("GraphiQL");
  });

  it("serves all of GraphiQL itself", async () => {
    const response = await app.fetch("/graphql", { headers: { accept: "text/html" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
    const page = await response.text();
    const addresses = [...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(
      ([, address]) => address ?? "",
    );
    expect(addresses.filter((address) => !/^(\/graphiql\/|data:)/.test(address))).toEqual([]);
    for (const address of addresses.filter((address) => address.startsWith("/"))) {
      const packed = await app.fetch(address, { headers: { "accept-encoding": "gzip" } });
      expect(packed.headers.get("content-encoding")).toBe("gzip");
      expect(gunzipSync(await packed.arrayBuffer()).length).toBeGreaterThan(10_000);
    }
  });

  it.each(["http://localhost:3000", "http://127.0.0.1:5173", "https://localhost", "http://[::1]:8080"])(
    "allows pages on localhost (%s) to read, without credentials",
    async (origin) => {
      const response = await post("{ __typename }", { origin });
      expect(response.headers.get("access-control-allow-origin")).toBe(origin);
      expect(response.headers.get("access-control-allow-credentials")).not.toBe("true");
    },
  );

  it.each(["https://evil.example", "http://localhost.evil.example", "null"])(
    "does not allow other pages (%s) to read",
    async (origin) => {
      expect((await post("{ __typename }", { origin })).headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("gives every request an id, the caller's own if it is valid", async () => {
    expect((await post("{ __typename }")).headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect((await post("{ __typename }", { "x-request-id": "mine-1" })).headers.get("x-request-id")).toBe("mine-1");
    expect((await post("{ __typename }", { "x-request-id": "no good" })).headers.get("x-request-id")).not.toBe(
      "no good",
    );
  });

  it.each([
    ["{ articles {", "GRAPHQL_PARSE_FAILED"],
    ["{ nothing }", "GRAPHQL_VALIDATION_FAILED"],
    ['{ article(slug: "a", id: "b") { id } }', "BAD_USER_INPUT"],
  ])("gives the error of %s a code", async (query, code) => {
    const { errors } = (await (await post(query)).json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe(code);
  });

  const json = { "content-type": "application/json" };
  const deep = JSON.stringify({ query: `{ articles(filter: { text: ${"[".repeat(60_000)}` });
  it.each([
    ["variables that are not JSON", "/graphql?query={__typename}&variables=xx", {}],
    ["a body that is not JSON", "/graphql", { method: "POST", headers: json, body: "{" }],
    ["a query that is nested too deeply", "/graphql", { method: "POST", headers: json, body: deep }],
  ])("reports %s as an error of the caller", async (_what, path, init) => {
    const response = await app.fetch(path, init);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).not.toBe("INTERNAL_SERVER_ERROR");
    expect(errors[0]?.message.length).toBeLessThan(400);
  });

  it("masks unexpected errors, and logs them with the request id", async () => {
    await using store = await emptyStore("SQLite");
    await migrate(store);
    await sql`drop table "article"`.execute(store.db);
    const lines: string[] = [];
    const broken = createApp(
      store,
      { corsOrigins: "local" },
      pino({ level: "error" }, { write: (line: string) => lines.push(line) }),
    );
    const response = await broken.fetch("http://localhost/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "find-me" },
      body: '{"query":"{ articles { totalCount } }"}',
    });
    const text = await response.text();
    expect(text).not.toContain("no such table");
    expect(JSON.parse(text).errors[0].extensions).toEqual({ code: "INTERNAL_SERVER_ERROR", requestId: "find-me" });
    expect(lines.join("")).toContain("no such table");
    expect(lines.join("")).toContain("find-me");
  });
});
