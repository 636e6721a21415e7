import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { LimitError } from "../limits/limitError.ts";
import { type Backlog, createBacklog, type Reader } from "./backlog.ts";

const log = pino({ level: "silent" });
const limits = { ...DEFAULT_LIMITS, unreadBytes: 1000 };

/** A connection of a client on which bytes wait. */
function behind(backlog: Backlog, name: string, bytes: number) {
  const request = new IncomingMessage(new Socket());
  let isEnded = false;
  const reader: Reader = {
    request,
    unread: () => bytes,
    end: () => {
      isEnded = true;
    },
  };
  const remove = backlog.add(reader);
  backlog.setClient(request, { name, multiple: 1 });
  return { request, remove, isEnded: () => isEnded };
}

it("A client with too many unread bytes is refused until they are read, and no other client is", () => {
  const backlog = createBacklog(limits, log);
  const [first, second] = [behind(backlog, "slow", 600), behind(backlog, "slow", 600)];
  const ask = (name: string, multiple = 1) => backlog.check({ name, multiple });
  expect(() => ask("slow")).toThrow(
    expect.objectContaining({
      message: "1200 bytes of answers that one client has not read yet: at most 1000 are allowed (limit: unreadBytes).",
      extensions: expect.objectContaining({ code: "TOO_MUCH_UNREAD" }),
    }),
  );
  expect(() => ask("slow")).toThrow(LimitError);
  ask("another");
  // A gateway brings many clients.
  ask("slow", 2);
  first.remove();
  ask("slow");
  expect([first.isEnded(), second.isEnded()]).toEqual([false, false]);
  expect(backlog.bytes).toBe(600);
});

it("The next event waits if its connection or its client is behind", () => {
  const backlog = createBacklog({ ...limits, unreadBytes: 100_000 }, log);
  const [first, second] = [behind(backlog, "slow", 70_000), behind(backlog, "slow", 20_000)];
  const waits = (connection: typeof first, name: string) => backlog.isBehind({ name, multiple: 1 }, connection.request);
  expect([waits(first, "slow"), waits(second, "slow")]).toEqual([true, false]);
  const third = behind(backlog, "slow", 20_000);
  expect([waits(second, "slow"), waits(second, "another")]).toEqual([true, false]);
  third.remove();
  expect(waits(second, "slow")).toBe(false);
});

it("If too many bytes wait in all, the connections with the most are ended", () => {
  const backlog = createBacklog(limits, log, { mostInAll: 1000 });
  const connections = [300, 500, 400].map((bytes, at) => behind(backlog, `client ${at}`, bytes));
  backlog.check({ name: "another", multiple: 1 });
  expect(connections.map(({ isEnded }) => isEnded())).toEqual([false, true, false]);
  expect(backlog.bytes).toBe(700);
});

it("A connection whose client does not read is ended after a while", async () => {
  const backlog = createBacklog(limits, log, { grace: 0, leastRate: 100 });
  const [slow, small] = [behind(backlog, "slow", 100_000), behind(backlog, "small", 1000)];
  await expect.poll(slow.isEnded, { timeout: 10_000 }).toBe(true);
  await sleep(10);
  expect(small.isEnded()).toBe(false);
  small.remove();
});
