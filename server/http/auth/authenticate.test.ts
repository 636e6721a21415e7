import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { JwtSettings } from "../../config/jwt.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "../../store/auth/apiKeys.ts";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { dialects } from "../../testing/dialects.ts";
import { subscribe } from "../../testing/events.ts";
import { serviceOver } from "../../testing/service.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp, testStore } from "../../testing/testApp.ts";
import { createApp } from "../app.ts";

const JSON_POST = { method: "POST", headers: { "content-type": "application/json" } };
const asked = (token?: string): RequestInit => ({
  ...JSON_POST,
  headers: { ...JSON_POST.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
  body: JSON.stringify({ query: "{ dataRevision }" }),
});

describe.each(dialects)("Keys on %s", (dialect) => {
  it("are valid until they are revoked, and after a rotation for the given time", async () => {
    await using test = await testStore(dialect);
    const app = createApp(test.store, { corsOrigins: "local" }, pino({ level: "silent" }));
    const status = async (token: string) => (await app.fetch("http://localhost/graphql", asked(token))).status;
    const now = Date.now();
    const { id, token } = await createKey(test.store, { name: "A. Writer", scopes: ["review", "ingest"], now });
    expect(await status(token)).toBe(200);
    expect(await status(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBe(401);
    expect(await status(token.toUpperCase())).toBe(401);

    const second = (await rotateKey(test.store, id, { until: now + 3_600_000, now })) ?? "";
    expect([await status(token), await status(second)]).toEqual([200, 200]);
    const third = (await rotateKey(test.store, id, { until: null, now })) ?? "";
    expect([await status(token), await status(second), await status(third)]).toEqual([401, 401, 200]);
    const fourth = (await rotateKey(test.store, id, { until: now - 1, now })) ?? "";
    expect([await status(third), await status(fourth)]).toEqual([401, 200]);

    expect(await listKeys(test.store)).toMatchObject([
      { id, name: "A. Writer", scopes: ["review", "ingest"], rotatedAt: now },
    ]);
    expect(await revokeKey(test.store, id, now)).toBe(true);
    expect(await status(fourth)).toBe(401);
    expect([await revokeKey(test.store, id, now), await rotateKey(test.store, id, { until: null, now })]).toEqual([
      false,
      null,
    ]);
  });

  it("are not created with a name that the history could not show", async () => {
    await using test = await testStore(dialect);
    const create = (name: string) => createKey(test.store, { name, scopes: [], now: Date.now() });
    await expect(create(" ")).rejects.toThrow("The name of a key has no letter or digit. Choose another.");
    await expect(create("A. \u202erotidE")).rejects.toThrow("changes the direction of the text");
    expect(await listKeys(test.store)).toEqual([]);
  });

  it("are not stored in the database, which is not written to at each use", async () => {
    await using test = await testStore(dialect);
    const { token } = await createKey(test.store, { name: "A. Reader", scopes: [], now: Date.now() });
    const app = createApp(test.store, { corsOrigins: "local" }, pino({ level: "silent" }));
    const use = async () => (await app.fetch("http://localhost/graphql", asked(token))).text();
    await use();
    test.statements.length = 0;
    await use();
    expect(test.statements.filter((sql) => sql.includes("update"))).toEqual([]);
    const rows = JSON.stringify(await test.store.db.selectFrom("apiKey").selectAll().execute());
    expect(rows).not.toContain(token.slice(12));
    expect(rows).toContain("A. Reader");
  });
});

describe("A key or token that is not valid", () => {
  let folder: Folder;
  let app: TestApp;
  const logged: string[] = [];
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp("SQLite", folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it.each([
    ["a wrong key", "Bearer cg_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    ["no key at all", "Bearer nothing"],
    ["another scheme", "Basic dXNlcjpwYXNz"],
    ["an empty header", ""],
  ])("is refused before the body is read: %s", async (_name, authorization) => {
    const log = pino(
      { level: "trace" },
      new Writable({ write: (line, _encoding, done) => done(void logged.push(`${line}`)) }),
    );
    const server = createServer(createApp(app.store, { corsOrigins: "local" }, log));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000000000\r\nauthorization: ${authorization}\r\n\r\n`,
    );
    let answer = "";
    for await (const chunk of socket) {
      answer += chunk;
      if (answer.includes("UNAUTHENTICATED")) break;
    }
    expect(answer).toMatch(/^HTTP\/1.1 401 [\s\S]*www-authenticate: Bearer[\s\S]*"code":"UNAUTHENTICATED"/i);
    expect(logged.join("")).not.toContain(authorization.slice(7) || "\0");
    server.close();
    server.closeAllConnections();
  });

  it("counts as a request of its address", async () => {
    const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 3 };
    await using service = await serviceOver(app.store, { limits });
    const wrong = { authorization: "Bearer cg_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
    const statuses: number[] = [];
    for (let at = 0; at < 4; at++) statuses.push((await service.post({ query: "{ dataRevision }" }, wrong)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    const right = { authorization: `Bearer ${await app.key("A. Reader")}` };
    expect((await service.post({ query: "{ dataRevision }" }, right)).status).toBe(200);
  });

  it("is reported to pages of other origins, which may send the header", async () => {
    const headers = {
      origin: "http://localhost:3000",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization",
    };
    const preflight = await app.fetch("/graphql", { method: "OPTIONS", headers });
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    const refused = await app.fetch("/graphql", {
      ...asked("no"),
      headers: { ...asked("no").headers, origin: "http://localhost:3000" },
    });
    expect(refused.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
  });
});

describe("If reading is closed", () => {
  it("a subscription ends when its key is revoked", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path, { read: "closed" });
    const key = await app.key("A. Reader");
    const subscription = (token: string) =>
      subscribe(app.fetch, "/graphql", {
        query: "subscription { articleIngested(since: 0) { slug } }",
        headers: { authorization: `Bearer ${token}` },
      });
    const events = await subscription(key);
    expect((await events.next())?.data.articleIngested.slug).toBe("flood-of-reports");
    await revokeKey(app.store, key.split("_")[1] ?? "", Date.now());
    const writer = await app.key("A. Writer", "ingest");
    await app.query(INGEST, { input: ANOTHER_ARTICLE }, writer);
    const last = await events.next();
    expect([last?.data, last?.errors?.[0]?.extensions.code]).toEqual([undefined, "UNAUTHENTICATED"]);
    expect(await events.next()).toBeNull();
    // A reader can leave between two events.
    const leaving = await subscription(writer);
    await leaving.take(2);
    await vi.waitUntil(() => app.changePoller.waiting > 0);
    leaving.leave();
    await vi.waitUntil(() => app.changePoller.waiting === 0);
  });

  it("only health checks and GraphiQL's page are served without a key", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path, { read: "closed" });
    const key = await app.key("A. Reader");
    const html = { headers: { accept: "text/html" } };
    const statuses = async (init: RequestInit) =>
      Object.fromEntries(
        await Promise.all(
          [
            "/",
            "/health",
            "/ready",
            "/graphql",
            "/graphql?query={dataRevision}",
            "/claims/twenty-killed@1",
            "/tolls/killed",
            "/claims.atom",
            "/robots.txt",
          ].map(async (path) => [path, (await app.fetch(path, init)).status] as const),
        ),
      );
    expect(await statuses(html)).toMatchObject({
      "/": 401,
      "/health": 200,
      "/ready": 200,
      "/graphql": 200,
      "/graphql?query={dataRevision}": 200,
      "/claims/twenty-killed@1": 401,
      "/tolls/killed": 401,
      "/claims.atom": 401,
      "/robots.txt": 200,
    });
    expect(await (await app.fetch("/graphql?query={dataRevision}", html)).text()).toMatch(/^<!doctype html>/);
    const get = { headers: { accept: "application/json" } };
    expect((await app.fetch("/graphql?query={dataRevision}", get)).status).toBe(401);
    expect((await app.fetch("/graphql", asked())).status).toBe(401);
    expect((await app.fetch("/graphql", asked(key))).status).toBe(200);
    expect(await (await app.fetch("/", { headers: { authorization: `Bearer ${key}` } })).text()).toContain(
      "A small corpus",
    );
  });
});

describe("Tokens of an issuer", () => {
  let folder: string;
  let settings: JwtSettings;
  const keys = new Map<string, Awaited<ReturnType<typeof generateKeyPair>>>();
  const publish = async (...ids: string[]) => {
    for (const id of ids) if (!keys.has(id)) keys.set(id, await generateKeyPair("ES256", { extractable: true }));
    const set = await Promise.all(
      ids.map(async (kid) => ({
        ...(await exportJWK((keys.get(kid) as never as { publicKey: CryptoKey }).publicKey)),
        kid,
        alg: "ES256",
      })),
    );
    await writeFile(join(folder, "jwks.json"), JSON.stringify({ keys: set }));
  };
  const sign = (
    kid: string,
    { exp = 60, iss = "https://issuer.example", aud = "conflict-graph", ...claims }: Record<string, unknown> = {},
  ) =>
    new SignJWT({
      scope: "openid claims:review",
      name: "A. Reviewer",
      sub: "user-1",
      ...(exp !== null && { exp: Math.floor(Date.now() / 1000) + Number(exp) }),
      ...claims,
    })
      .setProtectedHeader({ alg: "ES256", kid })
      .setIssuer(String(iss))
      .setAudience(String(aud))
      .sign((keys.get(kid) as never as { privateKey: CryptoKey }).privateKey);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-jwks-"));
    await publish("one");
    settings = {
      issuer: "https://issuer.example",
      audience: "conflict-graph",
      jwks: { file: join(folder, "jwks.json") },
      scopeClaim: "scope",
      scopes: { ingest: "claims:ingest", review: "claims:review", admin: "claims:admin" },
      clockTolerance: 30,
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  const REVIEW = `mutation { reviewCasualtyReport(id: "Q2FzdWFsdHlSZXBvcnQ6dHdlbnR5LWtpbGxlZA==", decision: ACCEPT, reason: "Read.") {
    ... on ReviewedCasualtyReport { casualtyReport { revision { recordedBy } } } } }`;

  it("allow what their claims say, signed with any key of the issuer", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", corpus.path, { jwt: settings });
    const answer = await app.query(REVIEW, {}, await sign("one"));
    expect(answer.data.reviewCasualtyReport.casualtyReport.revision.recordedBy).toBe("A. Reviewer");
    const reader = await app.query(REVIEW, {}, await sign("one", { scope: ["claims:ingest"] }));
    expect(reader.errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    // Another claim has the name if this one cannot be stored.
    const names = { name: "A\u0000", preferred_username: `${"x".repeat(199)}😀` };
    const odd = await app.query(
      REVIEW.replace("Read.", "Read again."),
      {},
      await sign("one", { sub: "user-2", ...names }),
    );
    expect(odd.data.reviewCasualtyReport.casualtyReport.revision.recordedBy).toBe(`${"x".repeat(199)}\ufffd`);
    // The issuer adds a new key.
    await publish("two");
    const status = async (token: string) => (await app.fetch("/graphql", asked(token))).status;
    expect([await status(await sign("two")), await status(await sign("one"))]).toEqual([200, 401]);
    expect(await status(await app.key("A. Writer"))).toBe(200);
  });

  it("are told from keys of the same name in the history", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", corpus.path, { jwt: settings });
    const key = await app.key("user-1", "review");
    await publish("one");
    const token = await sign("one", { name: undefined });
    for (const [bearer, reason] of [
      [key, "By a key."],
      [token, "By a token."],
    ] as const)
      expect((await app.query(REVIEW.replace("Read.", reason), {}, bearer)).errors).toBeUndefined();
    const { data } = await app.query(
      `{ casualtyReport(slug: "twenty-killed") { revisions { recordedBy recordedByKind request { caller } } } }`,
      {},
      key,
    );
    expect(data.casualtyReport.revisions).toEqual([
      { recordedBy: "corpus small 1.0.0", recordedByKind: "CORPUS", request: null },
      { recordedBy: "user-1", recordedByKind: "API_KEY", request: { caller: expect.stringMatching(/^[0-9a-f]{8}$/) } },
      { recordedBy: "user-1", recordedByKind: "TOKEN", request: { caller: "https://issuer.example user-1" } },
    ]);
    const page = await (await app.fetch("/claims/twenty-killed@3")).text();
    expect(page).toContain("user-1 (API key)");
    expect(page).toContain("user-1 (token)");
  });

  it.each([
    ["a blank name", { name: " \u3164" }, "user-1"],
    ["a name that changes the direction of the text", { name: "A. \u202erotidE", client_id: "an-app" }, "an-app"],
    ["only an email address", { name: "a@example.org", sub: "a@example.org" }, "a caller of https://issuer.example"],
  ])("with %s have another name in the history", async (_what, claims, name) => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", corpus.path, { jwt: settings });
    await publish("one");
    const answer = await app.query(REVIEW, {}, await sign("one", claims));
    expect(answer.data.reviewCasualtyReport.casualtyReport.revision.recordedBy).toBe(name);
  });

  it.each([
    ["expired by more than clocks may differ", { exp: -31 }, /expired/],
    ["without an expiry", { exp: null }, /“exp” is missing/],
    ["without a subject", { sub: undefined }, /“sub” is missing/],
    ["of another issuer", { iss: "https://other.example" }, /“iss”/],
    ["for another audience", { aud: "other" }, /“aud”/],
    ["for a subject with U+0000", { sub: "a\u0000b" }, /“sub” contains U\+0000 at offset 1/],
    ["for a subject that is too long", { sub: "é".repeat(501) }, /“sub” is longer than 1000 bytes/],
  ])("are refused with the reason if they are %s", async (_name, claims, reason) => {
    await using test = await testStore("SQLite");
    const app = createApp(test.store, { corsOrigins: "local", jwt: settings }, pino({ level: "silent" }));
    await publish("one");
    const response = await app.fetch("http://localhost/graphql", asked(await sign("one", claims)));
    expect(response.status).toBe(401);
    expect(await response.text()).toMatch(reason);
    expect((await app.fetch("http://localhost/graphql", asked(await sign("one", { exp: -5 })))).status).toBe(200);
  });

  it("cannot be checked while the issuer's keys are not available", async () => {
    await using test = await testStore("SQLite");
    const jwt = { ...settings, jwks: { url: "http://127.0.0.1:9/jwks" } };
    const app = createApp(test.store, { corsOrigins: "local", jwt }, pino({ level: "silent" }));
    const response = await app.fetch("http://localhost/graphql", asked(await sign("one")));
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining("SERVICE_UNAVAILABLE")]);
  });
});
