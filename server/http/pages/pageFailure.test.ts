import pino from "pino";
import { expect, it } from "vitest";
import { createPageFailure } from "./pageFailure.ts";

it("A page that fails is logged as an error, unless its reader has left", async () => {
  const lines: string[] = [];
  const pageFailure = createPageFailure(pino({ level: "error" }, { write: (line: string) => lines.push(line) }));
  const left = new AbortController();
  const request = (signal: AbortSignal) =>
    new Request("http://localhost/tolls/killed", { signal, headers: { "x-request-id": "find-me" } });
  left.abort(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
  pageFailure(request(left.signal), left.signal.reason);
  expect(lines).toEqual([]);
  const failed = new Error("an internal detail");
  for (const { signal } of [left, new AbortController()]) {
    const response = pageFailure(request(signal), failed);
    const text = await response.text();
    expect([response.status, text.includes("find-me"), text.includes("internal detail")]).toEqual([500, true, false]);
  }
  expect(lines.map((line) => JSON.parse(line).requestId)).toEqual(["find-me", "find-me"]);
});
