import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { serviceOver } from "../../testing/service.ts";
import { testStore } from "../../testing/testApp.ts";
import { createApp } from "../app.ts";
import { serveSockets } from "./sockets.ts";

const upgradeOf = (target: string) =>
  `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

it.each(["//", "http://[", "/%00", "/subgraph", "*"])(
  "An upgrade to a socket at %s is refused, and its connection closed even if the client does not close it",
  async (target) => {
    await using test = await testStore("SQLite");
    const app = createApp(test.store, { corsOrigins: "local" }, pino({ level: "silent" }));
    const server = createServer(app);
    await using _sockets = serveSockets(server, app.socketServices, DEFAULT_LIMITS);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    let text = "";
    socket.on("data", (chunk) => (text += chunk));
    socket.write(upgradeOf(target));
    await once(socket, "end");
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    const open = () =>
      new Promise<number>((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      );
    await expect.poll(open, { timeout: 10_000 }).toBe(0);
    socket.destroy();
    server.close();
  },
);

it("A client that disconnects while it is refused affects nothing else", async () => {
  await using test = await testStore("SQLite");
  const app = createApp(test.store, { corsOrigins: "local" }, pino({ level: "silent" }));
  const server = createServer(app);
  await using _sockets = serveSockets(server, app.socketServices, DEFAULT_LIMITS);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  // An error event without a listener would end the process.
  const upgraded = once(server, "upgrade");
  const socket = connect(port, "127.0.0.1");
  socket.write(upgradeOf("/nothing"));
  const [, near] = await upgraded;
  expect(near.listenerCount("error")).toBeGreaterThan(0);
  near.emit("error", Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
  socket.destroy();
  await sleep(1);
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  server.close();
  server.closeAllConnections();
});

it.each(["[::1", "x:99999", "a b"])("A request to the host “%s” is an error of the client", async (host) => {
  await using test = await testStore("SQLite");
  await using service = await serviceOver(test.store);
  const socket = connect(Number(new URL(service.url).port), "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => (text += chunk));
  socket.write(`GET /ready HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  await once(socket, "close");
  expect(text).toMatch(/^HTTP\/1\.1 400 .*"code":"BAD_REQUEST"/s);
  expect(text).not.toContain("    at ");
});
