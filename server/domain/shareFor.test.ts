import { describe, expect, it } from "vitest";
import { shareFor } from "./shareFor.ts";

describe("Shared work", () => {
  it("is done once for all who ask while it is in progress, however long it takes, or soon after it began", async () => {
    let [time, times] = [0, 0];
    const { promise, resolve } = Promise.withResolvers<void>();
    const ask = shareFor(
      1000,
      async () => {
        times++;
        await promise;
        return times;
      },
      () => time,
    );
    const first = ask();
    time = 5000;
    const second = ask();
    resolve();
    expect([await first, await second, times]).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
    time = 5999;
    expect(await ask()).toBe(2);
    time = 6000;
    expect(await ask()).toBe(3);
  });

  it("fails for all who share it, and is then done again", async () => {
    let [time, times] = [0, 0];
    const ask = shareFor(
      1000,
      async () => {
        if (++times === 1) throw new Error("the first time");
        return times;
      },
      () => time,
    );
    await expect(Promise.all([ask(), ask()])).rejects.toThrow("the first time");
    await expect(ask()).rejects.toThrow("the first time");
    time = 1000;
    expect(await ask()).toBe(2);
  });
});
