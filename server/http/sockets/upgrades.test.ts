import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Service, serviceOver } from "../../testing/service.ts";
import { type TestStore, testStore } from "../../testing/testApp.ts";

let test: TestStore;
let service: Service;
beforeAll(async () => {
  test = await testStore("SQLite");
  service = await serviceOver(test.store);
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

const SOCKET_HEADERS = [
  "connection: Upgrade",
  "upgrade: websocket",
  "sec-websocket-version: 13",
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
];
const H2C_HEADERS = [
  "connection: Upgrade, HTTP2-Settings",
  "upgrade: h2c",
  "http2-settings: AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA",
];

/** Sends a request, and reads until the text matches or the connection ends. */
async function answerTo(line: string, headers: readonly string[], body = "", until = /$^/): Promise<string> {
  const socket = connect({ port: Number(new URL(service.url).port), host: "127.0.0.1", allowHalfOpen: true });
  socket.write(`${[line, ...headers].join("\r\n")}\r\n\r\n${body}`);
  let text = "";
  for await (const chunk of socket) {
    text += chunk;
    if (until.test(text)) break;
  }
  socket.destroy();
  return text;
}

describe("An upgrade", () => {
  it("to a WebSocket at its path is done", async () => {
    const text = await answerTo("GET /graphql HTTP/1.1", ["host: localhost", ...SOCKET_HEADERS], "", /\r\n\r\n/);
    expect(text).toMatch(/^HTTP\/1\.1 101 .*upgrade: websocket/is);
  });

  it.each([
    ["h2c", H2C_HEADERS],
    ["a WebSocket", SOCKET_HEADERS],
    ["several protocols", ["connection: upgrade", "upgrade: h2c, websocket"]],
    ["nothing", ["connection: upgrade", "upgrade:"]],
  ])(
    "to %s elsewhere is ignored, and the request is answered on a connection that stays open",
    async (_what, headers) => {
      const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
      let text = "";
      socket.on("data", (chunk) => (text += chunk));
      for (const turn of [1, 2]) {
        socket.write(["GET /ready HTTP/1.1", "host: localhost", ...headers, "", ""].join("\r\n"));
        await expect.poll(() => text.match(/HTTP\/1\.1 200 [^{]*\{"ready":true\}/g)?.length).toBe(turn);
      }
      socket.destroy();
      expect(text).not.toMatch(/^upgrade:/im);
    },
  );

  it.each([
    ["GET", "/graphql?query={__typename}", ""],
    ["POST", "/graphql", JSON.stringify({ query: "{ __typename }" })],
    // The second one takes the short way for known queries.
    ["POST", "/graphql", JSON.stringify({ query: "{ __typename }" })],
  ])("to h2c does not change the answer to a %s of %s", async (method, path, body) => {
    const own = body === "" ? [] : ["content-type: application/json", `content-length: ${body.length}`];
    const headers = ["host: localhost", ...H2C_HEADERS, "accept: application/json", ...own];
    const text = await answerTo(`${method} ${path} HTTP/1.1`, headers, body, /\}$/);
    expect(text).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n\{"data":\{"__typename":"Query"\}\}$/s);
  });

  it("to h2c with a body in chunks does not change the answer", async () => {
    const body = JSON.stringify({ query: "{ __typename }" });
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const headers = ["host: localhost", ...H2C_HEADERS, "content-type: application/json", "transfer-encoding: chunked"];
    expect(await answerTo("POST /graphql HTTP/1.1", headers, chunks, /\}$/)).toMatch(/^HTTP\/1\.1 200 .*"Query"/s);
  });

  it("is not asked for again by curl, which would prefer HTTP/2", async ({ skip }) => {
    const curl = async (...args: string[]) =>
      (await promisify(execFile)("curl", ["--http2", "-s", "-i", ...args])).stdout;
    const version = await curl("--version").catch(() => "");
    if (!/\bHTTP2\b/.test(version)) skip("This machine has no curl with HTTP/2.");
    expect(await curl(`${service.url}/ready`)).toMatch(/^HTTP\/1\.1 200 .*\{"ready":true\}$/s);
    const body = JSON.stringify({ query: "{ __typename }" });
    const posted = await curl("-H", "content-type: application/json", "-d", body, `${service.url}/graphql`);
    expect(posted).toMatch(/^HTTP\/1\.1 200 .*"Query"/s);
  });
});

describe("An upgrade to a WebSocket is refused, with the reason,", () => {
  it.each([
    ["another site's page", ["host: localhost", "origin: https://evil.example"], "CROSS_SITE_REQUEST"],
    ["another host", ["host: evil.example", "origin: http://evil.example"], "HOST_NOT_ALLOWED"],
    ["two hosts", ["host: localhost", "host: localhost"], "BAD_REQUEST"],
    ["a host that is none", ["host: a b"], "BAD_REQUEST"],
  ])("for %s", async (_what, headers, code) => {
    const text = await answerTo("GET /graphql HTTP/1.1", [...headers, ...SOCKET_HEADERS]);
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(text).toContain(`"code":"${code}"`);
  });
});

it("A client that disconnects while it is refused affects nothing else", async () => {
  for (let at = 0; at < 20; at++) {
    const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
    socket.write(
      ["GET /graphql HTTP/1.1", "host: localhost", "origin: https://evil.example", ...SOCKET_HEADERS, "", ""].join(
        "\r\n",
      ),
    );
    await once(socket, "connect");
    if (at % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
  }
  expect((await fetch(`${service.url}/health`)).status).toBe(200);
});

it.each(["[::1", "x:99999", "a b"])("A request to the host “%s” is an error of the client", async (host) => {
  const text = await answerTo("GET /ready HTTP/1.1", [`host: ${host}`]);
  expect(text).toMatch(/^HTTP\/1\.1 400 .*"code":"BAD_REQUEST"/s);
  expect(text).not.toContain("    at ");
});
