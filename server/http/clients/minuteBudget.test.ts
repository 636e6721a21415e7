import { afterEach, describe, expect, it, vi } from "vitest";
import { createMinuteBudget } from "./minuteBudget.ts";

const MINUTE = 60_000;

describe("The budget of a minute", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is full again after the minute that began with the first request", () => {
    let now = 5000;
    const budget = createMinuteBudget(() => now);
    expect([budget.take("one", 2, 3), budget.take("one", 2, 3)]).toEqual([0, MINUTE]);
    now += MINUTE - 1;
    expect([budget.take("one", 2, 3), budget.take("one", 1, 3)]).toEqual([1, 0]);
    now += 1;
    expect(budget.take("one", 3, 3)).toBe(0);
    expect(budget.take("other", 3, 3)).toBe(0);
  });

  it("is remembered for a minute, of at most 100,000 clients", () => {
    let now = 5000;
    const budget = createMinuteBudget(() => now);
    for (let client = 0; client < 150_000; client++) budget.take(`client ${client}`, 1, 3);
    expect(budget.size).toBeLessThanOrEqual(100_000);
    now += MINUTE - 1;
    expect(budget.take("client 149999", 3, 3)).toBe(1);
    now += MINUTE;
    budget.take("another", 1, 3);
    now += MINUTE;
    budget.take("another", 1, 3);
    expect(budget.size).toBeLessThanOrEqual(2);
  });

  it("does not depend on the time of day: if that is set back, nobody waits longer than a minute", () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const budget = createMinuteBudget();
    budget.take("one", 3, 3);
    vi.setSystemTime(Date.now() - 1_000_000 * MINUTE);
    const wait = budget.take("one", 1, 3);
    expect([wait > 0, wait <= MINUTE]).toEqual([true, true]);
  });
});
