import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, it, vi } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { createContext } from "../../schema/builder/context.ts";
import { testApp } from "../../testing/testApp.ts";
import { NOTHING } from "./cost.ts";
import { type CostMeter, createCostMeter } from "./costMeter.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

it("An operation does not stay in memory because of a listener on its signal", async () => {
  await using app = await testApp("SQLite");
  const contexts: WeakRef<object>[] = [];
  const begin = () => {
    const work = createCostMeter(DEFAULT_LIMITS, new AbortController().signal);
    const context = createContext(app.store, { work, signal: work.signal });
    contexts.push(new WeakRef(context));
    // Like the executor, which leaves its listener behind when an operation fails.
    work.signal.addEventListener("abort", () => context.store);
  };
  for (let count = 0; count < 50; count++) begin();
  const left = () => {
    collectGarbage();
    return contexts.filter((context) => context.deref() !== undefined).length;
  };
  await expect.poll(left, { timeout: 5000 }).toBe(0);
});

afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ["ends an operation", false],
  ["does not end an operation from the moment at which its write is kept", true],
])("The time limit %s", (_what, isKept) => {
  vi.useFakeTimers();
  const work = createCostMeter(DEFAULT_LIMITS, new AbortController().signal);
  work.begin(NOTHING);
  if (isKept) work.onKeeping();
  vi.advanceTimersByTime(DEFAULT_LIMITS.seconds * 1000 + 1);
  expect(work.signal.aborted).toBe(!isKept);
});

it.each([
  ["its client has left", (_work: CostMeter, client: AbortController) => client.abort()],
  ["it has cost too much", (work: CostMeter) => expect(() => work.onWork(DEFAULT_LIMITS.cost + 1)).toThrow("cost")],
])("An operation is not held until its time limit after %s", (_what, giveUp) => {
  vi.useFakeTimers();
  const client = new AbortController();
  const work = createCostMeter(DEFAULT_LIMITS, client.signal);
  work.begin(NOTHING);
  expect(vi.getTimerCount()).toBe(1);
  giveUp(work, client);
  expect(vi.getTimerCount()).toBe(0);
});
