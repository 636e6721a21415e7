import pino from "pino";
import { expect, it } from "vitest";
import { failedPage } from "./citationPages.ts";

it("A page that fails is an error in the log, and one that its reader has left is none", () => {
  const lines: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => lines.push(line) });
  const left = new AbortController();
  const request = (signal: AbortSignal) => new Request("http://localhost/tolls/killed", { signal });
  left.abort();
  failedPage(log)(request(left.signal), left.signal.reason);
  expect(lines).toEqual([]);
  const failed = new Error("of our insides");
  for (const { signal } of [left, new AbortController()]) {
    const answer = failedPage(log)(request(signal), failed);
    expect(answer.status).toBe(500);
  }
  expect(lines).toHaveLength(2);
});
