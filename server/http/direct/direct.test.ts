import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { dialects } from "../../testing/dialects.ts";
import { type Service, serviceOver } from "../../testing/service.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import type { RequestEvent } from "../request/requestEvent.ts";

const CLAIMS = "{ casualtyReports(first: 60) { nodes { slug count { label } evidence { quote } } } }";
const PAGE = "query Page($first: Int!) { casualtyReports(first: $first) { nodes { slug } } }";
const JSON_TYPE = { "content-type": "application/json" };

/** Differs between two answers to the same request. */
const OWN = ["date", "x-request-id", "keep-alive"];

interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

// Opening the first PGlite of a worker takes long.
describe.each(dialects)("A known query on %s", { timeout: 90_000 }, (dialect) => {
  let app: TestApp;
  let service: Service;
  const events: RequestEvent[] = [];
  beforeAll(async () => {
    app = await testApp(dialect);
    const watcher = { answered: (event: RequestEvent) => events.push(event), failed: () => {} };
    service = await serviceOver(app.store, { watchers: [watcher], answerCacheMegabytes: 1 });
  });
  afterAll(async () => {
    await service[Symbol.asyncDispose]();
    await app[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    events.length = 0;
  });

  async function send(path: string, init: RequestInit = {}): Promise<Seen> {
    const response = await fetch(`${service.url}${path}`, init);
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !OWN.includes(name)));
    return { status: response.status, headers, text: await response.text() };
  }
  const post = (body: object, headers: Record<string, string> = {}) =>
    send("/graphql", { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });
  const get = (query: string, headers: Record<string, string> = {}) =>
    send(`/graphql?query=${encodeURIComponent(query)}`, { headers });
  const areDirect = () => events.map(({ isDirect }) => isDirect);

  it.each([
    ["by default", {}],
    ["as application/json", { accept: "application/json" }],
    ["as application/graphql-response+json", { accept: "application/graphql-response+json, application/json;q=0.9" }],
    ["uncompressed", { "accept-encoding": "identity" }],
    ["with gzip", { "accept-encoding": "gzip" }],
    ["with Brotli", { "accept-encoding": "gzip, deflate, br" }],
    ["for a page of an allowed site", { origin: "http://localhost:3000" }],
    ["for a page of another site", { origin: "https://elsewhere.example" }],
  ])("is answered like the first time, %s", async (_name, headers) => {
    for (const ask of [() => post({ query: CLAIMS }, headers), () => get(CLAIMS, headers)]) {
      events.length = 0;
      const [first, second] = [await ask(), await ask()];
      expect(second).toEqual(first);
      expect(first.status).toBe(200);
      expect(areDirect().at(-1)).toBe(true);
    }
  });

  it.each(["multipart/mixed", "text/event-stream"])(
    "takes the full way if the answer is not JSON: %s",
    async (accept) => {
      const ask = () => post({ query: CLAIMS }, { accept });
      const [first, second] = [await ask(), await ask()];
      expect(second).toEqual(first);
      expect([first.status, first.headers["content-type"]]).toEqual([200, expect.stringContaining(accept)]);
      expect(areDirect()).toEqual([false, false]);
    },
  );

  it("is answered for any variables, and logged like any other", async () => {
    const ask = (first: number) => post({ query: PAGE, operationName: "Page", variables: { first } });
    await ask(1);
    const { text } = await ask(3);
    expect(JSON.parse(text).data.casualtyReports.nodes).toHaveLength(3);
    expect(areDirect()).toEqual([false, true]);
    const [full, direct] = events.map(({ milliseconds: _time, requestId: _id, operations, ...event }) => ({
      ...event,
      operations: operations.map(({ name, type }) => ({ name, type })),
    }));
    expect({ ...direct, isDirect: false }).toEqual(full);
    expect(events[1]?.operations[0]?.cost).toBeGreaterThan(events[0]?.operations[0]?.cost ?? 0);
  });

  it("is found by its hash", async () => {
    const sha256Hash = createHash("sha256").update(PAGE).digest("hex");
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const variables = { first: 2 };
    await post({ query: PAGE, variables, extensions });
    await post({ variables, extensions });
    const { text } = await post({ variables, extensions });
    expect(JSON.parse(text).data.casualtyReports.nodes).toHaveLength(2);
    expect(areDirect().at(-1)).toBe(true);
  });

  it("is not sent again if the client has the answer", async () => {
    const { headers } = await get(CLAIMS);
    const { status, text, headers: again } = await get(CLAIMS, { "if-none-match": headers.etag ?? "" });
    expect([status, text]).toEqual([304, ""]);
    expect(again.etag).toBe(headers.etag);
    expect(areDirect().at(-1)).toBe(true);
    expect((await get(CLAIMS, { "if-none-match": '"another"' })).status).toBe(200);
  });

  it("may be kept by shared caches, unless it was sent with a key", async () => {
    const authorization = `Bearer ${await app.key("a reader of pages", "review")}`;
    const cacheControl = async (headers: Record<string, string>) =>
      (await get(CLAIMS, headers)).headers["cache-control"];
    for (let turn = 0; turn < 2; turn++) {
      expect(await cacheControl({})).toBe("public, max-age=0, must-revalidate");
      expect(await cacheControl({ authorization })).toBe("private, no-cache");
    }
    expect(areDirect().slice(-2)).toEqual([true, true]);
  });

  it("reports what is wrong with its variables", async () => {
    const query = "query Few($first: Int!) { articles(first: $first) { nodes { slug } } }";
    await post({ query, variables: { first: 1 } });
    const { text } = await post({ query, variables: { first: 1000 } });
    expect(JSON.parse(text).errors[0].extensions).toMatchObject({ limit: "pageSize", allowed: 100 });
    const negative = await post({ query, variables: { first: -1 } });
    expect(JSON.parse(negative.text).errors[0].message).toBe("first is -1; it takes 0 to 100");
    const other = await post({ query, variables: { first: "many" } });
    expect(JSON.parse(other.text).errors[0].extensions.code).toBe("BAD_REQUEST");
    const missing = await post({ query });
    expect(JSON.parse(missing.text).errors[0].message).toContain("$first");
  });

  it("takes the full way if it asks for the cost, is part of a list, or has other parameters", async () => {
    await post({ query: CLAIMS });
    events.length = 0;
    const { text } = await post({ query: CLAIMS }, { "x-cost": "report" });
    expect(JSON.parse(text).extensions.cost.total).toBeGreaterThan(0);
    await send("/graphql", { method: "POST", headers: JSON_TYPE, body: JSON.stringify([{ query: CLAIMS }]) });
    await post({ query: CLAIMS, extensions: { cost: "report" } });
    expect(areDirect()).toEqual([false, false, false]);
  });

  it("needs a valid key if it is sent with a key", async () => {
    await post({ query: CLAIMS });
    events.length = 0;
    const { status, text } = await post({ query: CLAIMS }, { authorization: "Bearer cg_wrong" });
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
    const key = await app.key("a reader", "review");
    // With a key, the response has other headers, which the first one shows.
    for (let turn = 0; turn < 2; turn++) await post({ query: CLAIMS }, { authorization: `Bearer ${key}` });
    expect(areDirect()).toEqual([false, false, true]);
    expect(events[2]?.client).toBe("identity");
  });

  it("is answered if its body arrives in pieces", async () => {
    await post({ query: CLAIMS });
    events.length = 0;
    const body = JSON.stringify({ query: CLAIMS });
    const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
    const lines = ["POST /graphql HTTP/1.1", "host: localhost", "content-type: application/json"];
    socket.write(`${lines.join("\r\n")}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`);
    for (const piece of body.match(/.{1,20}/gs) ?? []) {
      socket.write(piece);
      await new Promise((next) => setTimeout(next, 2));
    }
    let text = "";
    socket.on("data", (data) => {
      text += data;
    });
    await once(socket, "close");
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toContain('{"data":{"casualtyReports"');
  });

  it("has a new answer after a write", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    const query = "{ casualtyReports { totalCount } dataRevision }";
    const ask = async () => JSON.parse((await post({ query })).text).data;
    const [before, same] = [await ask(), await ask()];
    expect(same).toEqual(before);
    expect(areDirect().at(-1)).toBe(true);
    await app.load(folder.path);
    const after = await ask();
    expect(areDirect().at(-1)).toBe(true);
    expect(after.casualtyReports.totalCount).toBeGreaterThan(before.casualtyReports.totalCount);
    expect(after.dataRevision).toBe(before.dataRevision + 1);
  });
});

describe("The limits of a known query", () => {
  it("are those of any other query", async () => {
    await using app = await testApp("SQLite");
    const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 5 };
    await using service = await serviceOver(app.store, { limits });
    const statuses: number[] = [];
    for (let at = 0; at < 8; at++) statuses.push((await service.post({ query: "{ __typename }" })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
  });

  it.each(["POST", "GET"])("refuse a known query like any other by %s", async (method) => {
    await using app = await testApp("SQLite");
    const refusal = async (query: (at: number) => string) => {
      const events: RequestEvent[] = [];
      const watcher = { answered: (event: RequestEvent) => events.push(event), failed: () => {} };
      const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 2 };
      await using service = await serviceOver(app.store, { limits, watchers: [watcher] });
      const send = (at: number) =>
        method === "POST"
          ? service.post({ query: query(at) })
          : fetch(`${service.url}/graphql?query=${encodeURIComponent(query(at))}`, {
              headers: { accept: "application/json" },
            });
      for (let at = 0; at < 2; at++) await (await send(at)).text();
      const response = await send(2);
      // By GET, the short way names `Accept` too, as for the answers of this address.
      const others = method === "GET" ? [...OWN, "vary"] : OWN;
      const headers = Object.fromEntries([...response.headers].filter(([name]) => !others.includes(name)));
      const { isDirect, codes, status } = events.at(-1) as RequestEvent;
      return {
        direct: isDirect,
        seen: { status: response.status, headers, body: await response.json(), codes, logged: status },
      };
    };
    const [full, short] = [await refusal((at) => `{ __typename } # ${at}`), await refusal(() => "{ __typename }")];
    expect([full.direct, short.direct]).toEqual([false, true]);
    expect(short.seen).toEqual(full.seen);
  });

  it("are the same if the query fails each second time", async () => {
    await using app = await testApp("SQLite");
    const limits = { ...DEFAULT_LIMITS, costPerMinute: 2000 };
    const allowed = async (query: (at: number) => string): Promise<number> => {
      await using service = await serviceOver(app.store, { limits, answerCacheMegabytes: 0 });
      for (let at = 0; ; at++) {
        const variables = at % 2 === 0 ? {} : { after: "not a cursor" };
        if ((await service.post({ query: query(at), variables })).status === 429) return at;
      }
    };
    const fields = CLAIMS.replace("first: 60", "first: 60, after: $after");
    const unknown = await allowed((at) => `query ($after: String) ${fields} # ${at}`);
    expect(unknown).toBeGreaterThan(3);
    expect(await allowed(() => `query ($after: String) ${fields}`)).toBe(unknown);
  });

  // The other databases answer before any timer can run.
  it.runIf(dialects.includes("PostgreSQL"))(
    "stop it when its time is up, and it is not executed again",
    async () => {
      await using app = await testApp("PostgreSQL");
      const events: RequestEvent[] = [];
      const watcher = { answered: (event: RequestEvent) => events.push(event), failed: () => {} };
      const limits = { ...DEFAULT_LIMITS, seconds: 0.001 };
      await using service = await serviceOver(app.store, { limits, watchers: [watcher], answerCacheMegabytes: 0 });
      const query = `query ($all: Boolean!) { __typename ... @include(if: $all) ${CLAIMS} }`;
      await service.post({ query, variables: { all: false } });
      const response = await service.post({ query, variables: { all: true } });
      expect([response.status, await response.json()]).toMatchObject([
        422,
        { errors: [{ extensions: { code: "OUT_OF_TIME", limit: "seconds" } }] },
      ]);
      expect(events.map(({ isDirect, codes }) => [isDirect, codes])).toEqual([
        [false, []],
        [true, ["OUT_OF_TIME"]],
      ]);
    },
    90_000,
  );

  it("include the cost per minute", async () => {
    await using app = await testApp("SQLite");
    const limits = { ...DEFAULT_LIMITS, costPerMinute: 2000 };
    /** How many queries a client may send, if each has its own text or all have the same. */
    const allowed = async (query: (at: number) => string): Promise<number> => {
      await using service = await serviceOver(app.store, { limits, answerCacheMegabytes: 0 });
      for (let at = 0; ; at++) if ((await service.post({ query: query(at) })).status !== 200) return at;
    };
    const unknown = await allowed((at) => `${CLAIMS} # ${at}`);
    expect(unknown).toBeGreaterThan(3);
    expect(await allowed(() => CLAIMS)).toBe(unknown);
  });
});
