import { expect, it, vi } from "vitest";
import { oneAtATime } from "../once.ts";

it("A new work ends the one under way by its signal, whose failure nobody hears of", async () => {
  const failed = vi.fn();
  const run = oneAtATime(failed);
  const ended = Promise.withResolvers<unknown>();
  run(
    (signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => {
          ended.resolve(signal.reason);
          reject(signal.reason);
        }),
      ),
  );
  const done = Promise.withResolvers<void>();
  run(async (signal) => {
    expect(signal.aborted).toBe(false);
    done.resolve();
  });
  await Promise.all([ended.promise, done.promise]);
  expect(failed).not.toHaveBeenCalled();
});

it("What fails by itself is heard of", async () => {
  const heard = Promise.withResolvers<unknown>();
  oneAtATime(heard.resolve)(() => Promise.reject(new Error("No answer")));
  expect(await heard.promise).toEqual(new Error("No answer"));
});
