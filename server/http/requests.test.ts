import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Service, serviceOver } from "../testing/service.ts";
import { type TestApp, testApp } from "../testing/testApp.ts";
import { createApp } from "./app.ts";

let app: TestApp;
let service: Service;
beforeAll(async () => {
  app = await testApp("SQLite");
  service = await serviceOver(app.store);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

interface Body {
  readonly data?: { dataRevision?: number };
  readonly errors?: { message: string; extensions: { code: string } }[];
}
const bodyOf = async (response: Response) => (await response.json()) as Body;
const codeOf = async (response: Response) => (await bodyOf(response)).errors?.[0]?.extensions.code;
const QUERY = "{ dataRevision }";
const HASH = createHash("sha256").update(QUERY).digest("hex");
const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const get = (query: string, headers: Record<string, string> = {}) =>
  app.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers });
const post = (body: string | object, headers: Record<string, string> = {}) =>
  app.fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("A page of another site cannot make a browser send a query", () => {
  it.each([
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ])("as a form of the type %s", async (type) => {
    const response = await post({ query: QUERY }, { "content-type": type });
    expect([response.status, await codeOf(response)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it("by POST without a type", async () => {
    const response = await app.fetch("/graphql", {
      method: "POST",
      body: new TextEncoder().encode(`{"query":"${QUERY}"}`),
    });
    expect(response.status).toBe(415);
  });

  it("by GET, unless after a preflight request or if CORS allows it", async () => {
    const foreign = { "sec-fetch-site": "cross-site" };
    expect([(await get(QUERY, foreign)).status, await codeOf(await get(QUERY, foreign))]).toEqual([
      403,
      "CROSS_SITE_REQUEST",
    ]);
    expect((await get(QUERY, { ...foreign, origin: "https://evil.example" })).status).toBe(403);
    expect((await get(QUERY, { ...foreign, origin: "http://localhost:3000" })).status).toBe(200);
    expect((await get(QUERY, { ...foreign, "apollo-require-preflight": "1" })).status).toBe(200);
    expect((await get(QUERY, { "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await get(QUERY)).status).toBe(200);
  });
});

describe("A JSON body", () => {
  it.each([
    "application/json",
    "APPLICATION/JSON",
    "application/json; charset=utf-8",
    'Application/Json;charset="UTF-8"',
  ])("is read with the content type %s", async (type) =>
    expect((await post({ query: QUERY }, { "content-type": type })).status).toBe(200),
  );

  it.each([
    "application/jsonx",
    "application/json; charset=utf-16",
    "application/json, text/plain",
    "application/graphql",
  ])("is refused with the content type %s", async (type) => {
    const response = await post({ query: QUERY }, { "content-type": type });
    expect([response.status, await codeOf(response)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });
});

describe("A request whose Accept header", () => {
  it.each(["text/html", "image/png", "garbage", "application/json;q=0"])(
    "lists no supported type is refused before execution: %s",
    async (accept) => {
      app.statements.length = 0;
      const response = await post({ query: "{ articles { nodes { slug } } }" }, { accept });
      expect([response.status, await codeOf(response)]).toEqual([406, "NOT_ACCEPTABLE"]);
      expect(app.statements).toEqual([]);
    },
  );

  it.each(["*/*", "application/*", "text/html, application/json;q=0.9", "application/graphql-response+json"])(
    "is %s is answered",
    async (accept) => expect((await post({ query: QUERY }, { accept })).status).toBe(200),
  );
});

describe("A batch", () => {
  it("has the status of its errors if all operations were refused", async () => {
    const refused = await post([
      { query: 'mutation { withdraw(id: "x", what: NAME, reason: "x") { __typename } }' },
    ] as never);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject([{ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] }]);
    const answered = await post([{ query: QUERY }] as never);
    expect([answered.status, await answered.json()]).toMatchObject([200, [{ data: { dataRevision: 1 } }]]);
  });
});

describe("A response to GET", () => {
  it("is not sent again to a client that has it", async () => {
    const first = await get(QUERY);
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
    const again = await get(QUERY, { "if-none-match": `"other", ${etag}` });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await get("{ changePosition }", { "if-none-match": etag })).status).toBe(200);
    expect((await post({ query: QUERY })).headers.has("etag")).toBe(false);
    const page = await app.fetch("/claims/afp-95-killed@1");
    expect(
      (await app.fetch("/claims/afp-95-killed@1", { headers: { "if-none-match": page.headers.get("etag") ?? "" } }))
        .status,
    ).toBe(304);
  });
});

describe("A response is compressed", () => {
  const LONG = "{ casualtyReports { nodes { slug note count { label text } } } }";
  it.each([
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ] as const)("with %s if the client accepts it and the response is long", async (encoding, unpack) => {
    const plain = await (await post({ query: LONG })).text();
    const packed = await post({ query: LONG }, { "accept-encoding": `deflate, ${encoding}` });
    expect(packed.headers.get("content-encoding")).toBe(encoding);
    expect(packed.headers.get("vary")).toContain("accept-encoding");
    expect(unpack(Buffer.from(await packed.arrayBuffer())).toString()).toBe(plain);
    expect((await post({ query: QUERY }, { "accept-encoding": encoding })).headers.has("content-encoding")).toBe(false);
    expect(
      (await post({ query: LONG }, { "accept-encoding": `${encoding};q=0` })).headers.has("content-encoding"),
    ).toBe(false);
  });

  it("unless it is an event stream", async () => {
    await using events = await app.subscribe("subscription { casualtyReportChanged(since: 0) { position } }");
    expect(events.response.headers.get("content-type")).toContain("text/event-stream");
    expect(events.response.headers.get("content-encoding")).toBe("none");
    expect(await events.next()).not.toBeNull();
  });
});

describe("A hash instead of a document", () => {
  it("stands for a document that was sent before, by POST and by GET", async () => {
    const unknown = await post(byHash(HASH));
    expect([unknown.status, await codeOf(unknown)]).toEqual([404, "PERSISTED_QUERY_NOT_FOUND"]);
    expect((await post({ query: QUERY, ...byHash(HASH) })).status).toBe(200);
    expect((await bodyOf(await post(byHash(HASH)))).data?.dataRevision).toBe(1);
    const extensions = encodeURIComponent(JSON.stringify(byHash(HASH).extensions));
    expect((await app.fetch(`/graphql?extensions=${extensions}`)).status).toBe(200);
    expect(await codeOf(await post({ query: "{ changePosition }", ...byHash(HASH) }))).toBe("PERSISTED_QUERY_MISMATCH");
  });

  it("or for one in a manifest, and no other document is accepted if only those are trusted", async () => {
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-manifests-"));
    const older = "{ changePosition }";
    const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
    await writeFile(join(folder, "1.json"), JSON.stringify({ [hashOf(older)]: older }));
    await writeFile(join(folder, "2.json"), JSON.stringify({ [HASH]: QUERY }));
    const settings = { corsOrigins: "local" as const, manifests: [folder] };
    const silent = pino({ level: "silent" });
    const [any, only] = [
      createApp(app.store, settings, silent),
      createApp(app.store, { ...settings, onlyTrustedDocuments: true }, silent),
    ];
    const send = (to: typeof any, body: object) =>
      to.fetch("http://localhost/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    expect((await send(any, byHash(hashOf(older)))).status).toBe(200);
    expect((await send(any, { query: "{ __typename }" })).status).toBe(200);
    for (const body of [byHash(HASH), byHash(hashOf(older)), { query: QUERY }, { query: older }])
      expect((await bodyOf(await send(only, body))).errors).toBeUndefined();
    for (const body of [
      { query: "{ __typename }" },
      byHash(hashOf("{ __typename }")),
      { query: "{ __typename }", ...byHash(HASH) },
    ]) {
      const response = await send(only, body);
      expect([response.status, await codeOf(response)]).toEqual([400, "DOCUMENT_NOT_TRUSTED"]);
    }
    const asked = await only.fetch("http://localhost/graphql?query={__typename}");
    expect(await codeOf(asked)).toBe("DOCUMENT_NOT_TRUSTED");
    await writeFile(join(folder, "3.json"), JSON.stringify({ [HASH]: "{ other }" }));
    expect(() => createApp(app.store, settings, silent)).toThrow(/does not match its text/);
    await rm(folder, { recursive: true });
  });
});

describe("A hidden schema", () => {
  it("has no introspection, no suggestions and no GraphiQL", async () => {
    const quiet = createApp(
      app.store,
      { corsOrigins: "local", introspection: false, graphiql: false },
      pino({ level: "silent" }),
    );
    const ask = async (body: object) =>
      bodyOf(
        await quiet.fetch("http://localhost/graphql", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      );
    expect((await ask({ query: "{ __schema { types { name } } }" })).errors?.[0]?.extensions.code).toBe(
      "GRAPHQL_VALIDATION_FAILED",
    );
    for (const body of [
      { query: "{ casualtyReport { id } dataRevisio }" },
      { query: "{ toll(harm: KILED) { label } }" },
      { query: "query Q($h: Harm!) { toll(harm: $h) { label } }", variables: { h: "KILED" } },
    ]) {
      const { errors = [] } = await ask(body);
      expect(errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(errors)).not.toContain("Did you mean");
      expect(JSON.stringify((await bodyOf(await post(body))).errors)).toContain("Did you mean");
    }
    const page = await quiet.fetch("http://localhost/graphql", { headers: { accept: "text/html" } });
    expect(await page.text()).not.toContain("GraphiQL");
  });
});

describe("The service never fails, whatever is sent:", () => {
  it.each([
    ["incomplete JSON", "/graphql", { method: "POST", body: "{" }, 400],
    ["JSON that is not an object", "/graphql", { method: "POST", body: "5" }, 400],
    ["an empty batch", "/graphql", { method: "POST", body: "[]" }, 400],
    [
      "variables that are nested too deeply",
      "/graphql",
      {
        method: "POST",
        body: `{"query":"{ dataRevision }","variables":{"a":${"[".repeat(90_000)}${"]".repeat(90_000)}}}`,
      },
      400,
    ],
    [
      "a key __proto__",
      "/graphql",
      {
        method: "POST",
        body: `{"query":"query Q($id: ID){ actor(id: $id, slug: \\"armenia\\") { id } }","variables":{"__proto__":{"id":"x"}}}`,
      },
      200,
    ],
    [
      "a null byte",
      "/graphql",
      { method: "POST", body: JSON.stringify({ query: '{ event(slug: "\\u0000") { id } }' }) },
      400,
    ],
    [
      "an operation that does not exist",
      "/graphql",
      { method: "POST", body: JSON.stringify({ query: "query A { dataRevision }", operationName: "B" }) },
      400,
    ],
    ["invalid percent-encoding", "/graphql?query=%E0%A4%A", {}, 200],
    ["a page with invalid percent-encoding", "/claims/%E0%A4%A", {}, 404],
    ["another method", "/graphql", { method: "DELETE" }, 405],
    ["HEAD", "/graphql", { method: "HEAD" }, 405],
    ["OPTIONS", "/graphql", { method: "OPTIONS" }, 204],
    ["an unknown type", "/graphql", { method: "POST", body: "x", headers: { "content-type": "application/xml" } }, 415],
  ] as const)("%s", async (_what, path, init, status) => {
    const response = await fetch(service.url + path, {
      ...init,
      headers: { "content-type": "application/json", ...("headers" in init ? init.headers : {}) },
    } as RequestInit);
    expect(response.status).toBe(status);
  });

  it.each([
    ["HTTP/1.0", "GET /health HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 200/],
    ["a very long URL", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, /^HTTP\/1\.1 431/],
    ["a flood of headers", `GET / HTTP/1.1\r\nhost: x\r\n${"a: b\r\n".repeat(5000)}\r\n`, /^HTTP\/1\.1 431/],
    ["something other than HTTP", "hello\r\n\r\n", /^HTTP\/1\.1 400/],
  ])("%s", async (_what, sent, expected) => {
    const { port } = new URL(service.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.end(sent);
    let received = "";
    for await (const chunk of socket) received += chunk;
    expect(received).toMatch(expected);
  });
});
