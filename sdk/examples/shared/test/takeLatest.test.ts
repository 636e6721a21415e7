import { expect, it, vi } from "vitest";
import { takeLatest } from "../takeLatest.ts";

it("A new task aborts the previous task, and its error is ignored", async () => {
  const failed = vi.fn();
  const run = takeLatest(failed);
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

it("Other errors are passed on", async () => {
  const heard = Promise.withResolvers<unknown>();
  takeLatest(heard.resolve)(() => Promise.reject(new Error("No answer")));
  expect(await heard.promise).toEqual(new Error("No answer"));
});
