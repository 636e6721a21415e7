import { setImmediate, setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { createFairQueue } from "./fairQueue.ts";

/** Whether a promise is settled once everything that can happen has happened. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  promise.then(done, done);
  await setImmediate();
  return isDone;
}

it("Clients take turns, however much work one of them has", async () => {
  const queue = createFairQueue(1);
  const order: string[] = [];
  let inside = 0;
  const work = async (client: string, name: string) => {
    const leave = await queue.take(client);
    expect(++inside).toBe(1);
    order.push(name);
    await setTimeout(1);
    inside--;
    leave();
  };
  const all = ["a1", "a2", "a3"].map((name) => work("a", name));
  all.push(work("b", "b1"), work("c", "c1"));
  await Promise.all(all);
  expect(order).toEqual(["a1", "a2", "b1", "c1", "a3"]);
  expect(queue.load).toEqual({ taken: 0, waiting: 0 });
  await work("d", "d1");
  expect(order.at(-1)).toBe("d1");
});

it("A queue has as many places as it was created with", async () => {
  const queue = createFairQueue(2);
  const [leave] = await Promise.all([queue.take("a"), queue.take("a")]);
  const third = queue.take("b");
  expect(await isSettled(third)).toBe(false);
  expect(queue.load).toEqual({ taken: 2, waiting: 1 });
  leave();
  await third;
  expect(queue.load).toEqual({ taken: 2, waiting: 0 });
});

it("One client never has all places if fewer are allowed per client", async () => {
  const queue = createFairQueue(2, 1);
  const leave = await queue.take("greedy");
  const second = queue.take("greedy");
  expect(await isSettled(second)).toBe(false);
  const leaveModest = await queue.take("modest");
  leaveModest();
  expect(await isSettled(second)).toBe(false);
  leave();
  await second;
});

it("Work that is cancelled while it waits leaves the queue", async () => {
  const queue = createFairQueue(1);
  const leave = await queue.take("a");
  const cancelled = new AbortController();
  const second = queue.take("b", cancelled.signal);
  const third = queue.take("b");
  cancelled.abort(new Error("cancelled"));
  await expect(second).rejects.toThrow("cancelled");
  expect(queue.load).toEqual({ taken: 1, waiting: 1 });
  leave();
  await third;
  await expect(queue.take("b", cancelled.signal)).rejects.toThrow("cancelled");
});
