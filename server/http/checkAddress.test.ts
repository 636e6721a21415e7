import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { hostname } from "node:os";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAddressCheck, withCheckedAddress } from "./checkAddress.ts";
import { createHostPolicy } from "./request/hosts.ts";

const logged: string[] = [];
const log = pino({ level: "warn" }, { write: (line: string) => logged.push(line) });
const settings = {
  host: "0.0.0.0",
  publicUrl: "https://Data.example.org:8443/x",
  allowedHosts: ["other.example.net", "*.example.com"],
};
const server = createServer(
  withCheckedAddress(createAddressCheck(createHostPolicy(settings, log)), (_request, response) => response.end("read")),
);
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
});

const answer = async (head: string): Promise<string> => {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`${head}\r\nconnection: close\r\n\r\n`);
  let text = "";
  for await (const chunk of socket) text += chunk;
  return text;
};
const statusOf = (text: string) => Number(text.split(" ")[1]);
const status = async (target: string, host: string) =>
  statusOf(await answer(`GET ${target} HTTP/1.1\r\nhost: ${host}`));

describe("A request", () => {
  it.each([
    ["/graphql", "localhost"],
    ["/graphql", "localhost:4000"],
    ["/graphql", "LOCALHOST."],
    ["/graphql", "app.localhost:4000"],
    ["/graphql", "127.0.0.1:4000"],
    ["/graphql", "[::1]:4000"],
    ["/graphql", "10.1.2.3"],
    ["/graphql", "conflict-graph:4000"],
    ["/graphql", "conflict_graph"],
    ["/graphql", "service.namespace.svc.cluster.local"],
    ["/graphql", "printer.home.arpa"],
    ["/graphql", "data.internal"],
    ["/graphql", hostname()],
    ["/graphql", "data.example.org"],
    ["/graphql", "data.example.org:8443"],
    ["/graphql", "OTHER.example.net:1"],
    ["/graphql", "a.example.com"],
    ["/graphql", "a.b.example.com"],
    ["/graphql", ""],
    ["http://localhost/graphql", "localhost"],
  ])("for %s at the host “%s” is accepted", async (target, host) => {
    expect(await status(target, host)).toBe(200);
  });

  it.each([
    ["/", "evil.example"],
    ["/", "evil.example:4000"],
    ["/", "evil.example."],
    ["/", "localhost.evil.example"],
    ["/", "127.0.0.1.evil.example"],
    ["/", "evil.example.org"],
    ["/", "example.com"],
    ["/", "badexample.com"],
    ["/", "x.other.example.net"],
    ["/", "evillocal.example"],
    ["http://evil.example/", "localhost"],
    ["http://localhost/", "evil.example"],
  ])("for %s at the host “%s” is refused, whatever was asked for before", async (target, host) => {
    for (let turn = 0; turn < 2; turn++) expect(await status(target, host)).toBe(403);
  });

  it("for another host learns which setting allows it", async () => {
    const text = await answer("GET / HTTP/1.1\r\nhost: evil.example:4000");
    expect(text).toMatch(
      /^HTTP\/1\.1 403 .*“evil.example:4000”.*ALLOWED_HOSTS.*PUBLIC_URL.*"code":"HOST_NOT_ALLOWED"/s,
    );
    // However many there are, the log has one line a minute.
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? "")).toMatchObject({ level: 40, host: "evil.example" });
  });

  it.each([
    ["*", ""],
    ["*", "localhost"],
    ["//", "localhost"],
    ["/", "no host"],
    ["/", "localhost:x"],
    ["/", "[::1"],
  ])("for %s at the host “%s” is an error of the client", async (target, host) => {
    expect(await status(target, host)).toBe(400);
  });

  it.each([
    ["localhost", "localhost"],
    ["localhost", "evil.example"],
    ["evil.example", "localhost"],
  ])("with the hosts “%s” and “%s” is an error of the client", async (one, other) => {
    const text = await answer(`GET / HTTP/1.1\r\nhost: ${one}\r\nHOST: ${other}`);
    expect(text).toMatch(/^HTTP\/1\.1 400 .*"code":"BAD_REQUEST"/s);
  });

  it("of HTTP/1.0 may have no host: it does not come from a browser", async () => {
    expect(statusOf(await answer("GET / HTTP/1.0"))).toBe(200);
  });
});

it("With *, any host is allowed", () => {
  const policy = createHostPolicy({ ...settings, publicUrl: null, allowedHosts: ["*"] }, log);
  expect(policy.isAllowed("evil.example:4000")).toBe(true);
});
