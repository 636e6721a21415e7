import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { rejectBadUrls } from "./rejectBadUrls.ts";

const server = createServer(rejectBadUrls((_request, response) => response.end("read")));
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
});

const status = async (target: string, host: string): Promise<number> => {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`GET ${target} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return Number(answer.split(" ")[1]);
};

it.each([
  ["/graphql", "localhost"],
  ["/graphql", "[::1]:4000"],
  ["/graphql", ""],
  ["http://example.org/graphql", "example.org"],
])("A request for %s at the host “%s” is accepted", async (target, host) => {
  expect(await status(target, host)).toBe(200);
});

it.each([
  ["*", ""],
  ["*", "localhost"],
  ["//", "localhost"],
  ["/", "no host"],
  ["/", "localhost:x"],
  ["/", "[::1"],
])("A request for %s at the host “%s” is an error of the client", async (target, host) => {
  expect(await status(target, host)).toBe(400);
});
