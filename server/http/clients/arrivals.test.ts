import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { createArrivals } from "./arrivals.ts";

const CONNECTIONS = 50;

/** Lets the operating system take all connections while this thread is busy, and then waits. @returns how many were accepted */
async function acceptedAfter(wait: (then: () => void) => void, arrivals = createArrivals()): Promise<number> {
  let accepted = 0;
  const server = createServer(() => {
    arrivals.add();
    accepted++;
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(port, "127.0.0.1").on("error", () => {}));
  const busyUntil = performance.now() + 200;
  while (performance.now() < busyUntil);
  await new Promise<void>(wait);
  const seen = accepted;
  for (const socket of sockets) socket.destroy();
  server.close();
  return seen;
}

it("All connections that have arrived are accepted before the next piece of work", async () => {
  // One in each turn of the event loop.
  expect(await acceptedAfter((then) => setImmediate(then))).toBeLessThan(CONNECTIONS);
  const arrivals = createArrivals();
  expect(await acceptedAfter(arrivals.waitOut, arrivals)).toBe(CONNECTIONS);
});

it("Work goes on while connections arrive without end", async () => {
  const arrivals = createArrivals();
  let turns = 0;
  let isOver = false;
  const flood = () => {
    arrivals.add();
    turns++;
    if (!isOver) setImmediate(flood);
  };
  flood();
  await new Promise<void>(arrivals.waitOut);
  isOver = true;
  expect(turns).toBeGreaterThan(50);
});
