import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { attackedService, CONTROL } from "../../testing/attackedService.ts";

// Shorter timeouts for slow clients than the defaults.
const service = attackedService({}, undefined, {
  headersTimeout: 300,
  requestTimeout: 600,
  connectionsCheckingInterval: 50,
});

const POST = { method: "POST", headers: { "content-type": "application/json" } };

describe("While another client is served, the service refuses a body", () => {
  const large = JSON.stringify({ query: `{ dataRevision } #${"x".repeat(300_000)}` });

  it("whose declared length is too large", async () => {
    const { status, errors } = await service().asks("/graphql", { ...POST, body: large });
    expect([status, errors[0]?.extensions]).toEqual([
      413,
      { code: "BODY_TOO_LARGE", limit: "bodyBytes", allowed: 262_144 },
    ]);
    expect(errors[0]?.message).toContain("(limit: bodyBytes)");
  });

  it("that is too large without a declared length", async () => {
    const body = new Blob([large]).stream();
    const { status, errors } = await service().asks("/graphql", { ...POST, body, duplex: "half" } as RequestInit);
    expect([status, errors[0]?.extensions.limit]).toEqual([413, "bodyBytes"]);
  });

  it("that is compressed, since it may decompress to any size", async () => {
    const body = new Uint8Array(gzipSync(JSON.stringify({ query: `{ dataRevision } #${"x".repeat(50_000_000)}` })));
    const headers = { ...POST.headers, "content-encoding": "gzip" };
    const { status, errors } = await service().asks("/graphql", { ...POST, headers, body });
    expect([status, errors[0]?.extensions.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it.each([
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain, application/json",
    null,
  ])("of the type %s, which any page may send", async (type) => {
    const body = new TextEncoder().encode(JSON.stringify(CONTROL));
    const answer = await service().asks("/graphql", {
      method: "POST",
      headers: type === null ? {} : { "content-type": type },
      body,
    });
    expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });
});

/** Sends raw bytes, and returns everything received until the connection ends. */
async function raw(sent: string, { keepOpen = false } = {}): Promise<string> {
  const socket = connect(Number(new URL(service().url).port), "127.0.0.1");
  socket.on("error", () => {});
  if (keepOpen) socket.write(sent);
  else socket.end(sent);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  await Promise.all([once(socket, "close"), service().serves()]);
  return received;
}

describe("While another client is served, the service closes a connection", () => {
  it("whose headers arrive slowly", async () => {
    expect(await raw("POST /graphql HTTP/1.1\r\nhost: x\r\n", { keepOpen: true })).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("whose body arrives slowly", async () => {
    const head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n";
    expect(await raw(`${head}{`, { keepOpen: true })).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it.each([
    ["a flood of headers", `GET / HTTP/1.1\r\nhost: x\r\n${"a: b\r\n".repeat(5000)}\r\n`, /^HTTP\/1\.1 431 /],
    ["a very long URL", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, /^HTTP\/1\.1 431 /],
    ["something other than HTTP", "hello\r\n\r\n", /^HTTP\/1\.1 400 /],
    [
      "two lengths",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
      /^HTTP\/1\.1 400 /,
    ],
    [
      "a length and chunks",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      /^HTTP\/1\.1 400 /,
    ],
    [
      "chunks without a valid length",
      "POST /graphql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      /^HTTP\/1\.1 400 /,
    ],
    ["an odd host", "GET /ready HTTP/1.1\r\nhost: a b@/%zz\r\nconnection: close\r\n\r\n", /^HTTP\/1\.1 [24]\d\d /],
    ["no host", "GET /graphql?query={__typename} HTTP/1.1\r\nconnection: close\r\n\r\n", /^HTTP\/1\.1 [24]\d\d /],
    [
      "a full URL as the path",
      "GET http://evil.example/ready HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
      /^HTTP\/1\.1 [24]\d\d /,
    ],
    [
      "an upgrade on an unknown path",
      "GET /x%zz HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
      /^HTTP\/1\.1 [24]\d\d /,
    ],
    [
      "an upgrade on an invalid URL",
      "GET // HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
      /^HTTP\/1\.1 [24]\d\d /,
    ],
    [
      "an upgrade without a key",
      "GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
      /^HTTP\/1\.1 [24]\d\d /,
    ],
    [
      "an upgrade to another protocol",
      "GET /ready HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n",
      /^HTTP\/1\.1 [24]\d\d /,
    ],
  ])("that sends %s", async (_what, sent, expected) => {
    expect(await raw(sent)).toMatch(expected);
  });
});

describe("While another client is served, no URL makes the service fail:", () => {
  const nested = "[".repeat(5000);
  it.each([
    ["/%", 404],
    ["/report/%ff", 404],
    ["/claims/%ff", 404],
    ["/claims/%00", 404],
    ["/claims/__proto__", 404],
    ["/tolls/constructor", 404],
    ["/tolls/killed?event=%ff", 400],
    ["/tolls/killed?event=%00", 400],
    [`/tolls/killed?event=${"a".repeat(10_000)}`, 400],
    [`/tolls/killed?${"a=1&".repeat(3000)}`, 400],
    ["/tolls/killed?__proto__=x", 400],
    ["/tolls/killed?recordedAsOf=9999999999", 400],
    ["/why/%ff", 404],
    ["/graphiql/%2e%2e/package.json", 404],
    ["//graphql", 404],
    ["/__proto__/x", 404],
    ["//", 400],
    ["///", 400],
    ["/hasOwnProperty", 404],
    ["/graphql?query=%E0%A4%A", 200],
    ["/graphql?query=a&query=b", 200],
    [`/graphql?query=${"a".repeat(14_000)}`, 200],
    ["/graphql?query={__typename}&variables=[[[[", 400],
    [`/graphql?query={__typename}&extensions=${nested}`, 400],
    [`/graphql?query={__typename}&variables={"a":${nested}${"]".repeat(5000)}}`, 400],
    ["/graphql?query=mutation{__typename}", 405],
  ])("%.60s", async (path, expected) => {
    expect((await service().asks(path)).status).toBe(expected);
  });

  it.each(["PUT", "PATCH", "DELETE", "PROPFIND", "QUERY"])("with the method %s", async (method) => {
    for (const path of ["/graphql", "/", "/claims/x", "/ready"])
      expect((await service().asks(path, { method })).status).toBe(405);
  });

  it.each([
    ["x-cost", "x".repeat(3000), 400],
    ["if-none-match", ",".repeat(10_000), 200],
    ["accept-encoding", ",".repeat(10_000), 200],
    ["accept", "x".repeat(5000), 406],
    ["origin", "null", 200],
    ["forwarded", `for=${";".repeat(8000)}`, 200],
    ["authorization", `Bearer ${"a".repeat(8000)}`, 401],
    ["authorization", "Bearer cg_x", 401],
    ["x-request-id", "a".repeat(8000), 200],
  ])("with an invalid %s", async (name, value, expected) => {
    expect((await service().asks("/graphql?query={__typename}", { headers: { [name]: value } })).status).toBe(expected);
  });
});

describe("Hashes instead of documents", () => {
  const byHash = (sha256Hash: string, query?: string) => ({
    ...(query && { query }),
    extensions: { persistedQuery: { version: 1, sha256Hash } },
  });

  it("are refused if they do not match the text", async () => {
    const { status, errors } = await service().sends(byHash("0".repeat(64), "{ dataRevision }"));
    expect([status, errors[0]?.extensions.code]).toEqual([400, "PERSISTED_QUERY_MISMATCH"]);
  });

  it.each(["__proto__", "constructor", "0".repeat(64), "x".repeat(200_000)])(
    "are refused if they are unknown: %.20s",
    async (hash) => {
      const { status, errors } = await service().sends(byHash(hash));
      expect([status, errors[0]?.extensions.code]).toEqual([404, "PERSISTED_QUERY_NOT_FOUND"]);
    },
  );
});
