import { execFile } from "node:child_process";
import type { RequestListener } from "node:http";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { ConflictGraphError } from "../src/index.ts";
import { failure, inTurn, json, serverThat } from "./server.ts";

const FINE = json(200, { data: { corpora: [] } });
const busy = (status: number, headers?: Record<string, string>) =>
  json(status, { errors: [{ message: "Not now.", extensions: { code: "BUSY" } }] }, headers);
const brokenOff: RequestListener = (_request, response) => response.destroy();
const proxyPage: RequestListener = (_request, response) => response.writeHead(502).end("<h1>Bad Gateway</h1>");

describe("a query is retried after", () => {
  test.each([
    ["a connection that broke", brokenOff],
    ["status 429", busy(429)],
    ["status 503", busy(503)],
    ["status 504", busy(504)],
    ["a proxy's page with 502", proxyPage],
  ])("%s", async (_name, failing) => {
    const answers = inTurn(failing, failing, FINE);
    await using server = await serverThat(answers);
    expect(await server.client.corpora()).toEqual([]);
    expect(answers.requests).toHaveLength(3);
  });

  test("transient failures twice, and then fails with the last error", async () => {
    const answers = inTurn(busy(503));
    await using server = await serverThat(answers);
    expect(await failure(server.client.corpora())).toMatchObject({ code: "BUSY", status: 503 });
    expect(answers.requests).toHaveLength(3);
  });

  test("transient failures as often as the client or the call says", async () => {
    const answers = inTurn(brokenOff);
    await using server = await serverThat(answers, { retries: 1 });
    await failure(server.client.corpora());
    expect(answers.requests).toHaveLength(2);
    await failure(server.client.corpora({}, { retries: 0 }));
    expect(answers.requests).toHaveLength(3);
    await failure(server.client.corpora({}, { retries: undefined }));
    expect(answers.requests).toHaveLength(5);
  });
});

describe("a request is sent once", () => {
  test.each([
    ["a query that the service refuses", "{ corpora { slug } }", busy(200)],
    ["a query that fails inside the service", "{ corpora { slug } }", busy(500)],
    ["a mutation, which may have been applied", "mutation { withdraw }", busy(503)],
    ["a mutation behind a fragment", "fragment F on Q { a }\nmutation M { withdraw }", brokenOff],
  ])("if it is %s", async (_name, document, answer) => {
    const answers = inTurn(answer);
    await using server = await serverThat(answers);
    await failure(server.client.query(document));
    expect(answers.requests).toHaveLength(1);
  });
});

describe("`Retry-After`", () => {
  test("in seconds is respected", async () => {
    const answers = inTurn(busy(429, { "retry-after": "1" }), FINE);
    await using server = await serverThat(answers);
    const before = performance.now();
    await server.client.corpora();
    expect(performance.now() - before).toBeGreaterThanOrEqual(995);
  });

  test("as a date is respected", async () => {
    const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
    const answers = inTurn(busy(503, { "retry-after": until.toUTCString() }), FINE);
    await using server = await serverThat(answers);
    await server.client.corpora();
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime() - 5);
  });

  test.each([
    ["120", 120_000],
    ["Fri, 31 Dec 2100 23:59:59 GMT", expect.any(Number)],
    ["soon", null],
    [undefined, null],
  ])("of %s is in the error, and there is no retry if it is longer than the timeout", async (header, expected) => {
    const answers = inTurn(busy(429, header === undefined ? {} : { "retry-after": header }));
    await using server = await serverThat(answers, { retries: expected === null ? 0 : 2 });
    const error = (await failure(server.client.corpora())) as ConflictGraphError;
    expect(error).toMatchObject({ code: "BUSY", retryAfterMs: expected });
    expect(answers.requests).toHaveLength(1);
  });
});

describe("a call that takes too long fails with TIMEOUT", () => {
  test("if there is no response", async () => {
    await using server = await serverThat(() => {});
    expect(await failure(server.client.corpora({}, { timeoutMs: 30 }))).toMatchObject({
      code: "TIMEOUT",
      operation: "corpora",
      message: "corpora: No response within 30 ms.",
    });
  });

  test("if the body does not end", async () => {
    await using server = await serverThat(
      (_request, response) => void response.writeHead(200, { "content-type": "application/json" }).write(`{"data":`),
      { timeoutMs: 50 },
    );
    expect(await failure(server.client.corpora())).toMatchObject({ code: "TIMEOUT" });
  });

  test("including its retries", async () => {
    await using server = await serverThat(brokenOff, { timeoutMs: 300, retries: 100 });
    expect(["TIMEOUT", "NETWORK"]).toContain(((await failure(server.client.corpora())) as ConflictGraphError).code);
  });

  test("and never with 0, or more than a timer can take", async () => {
    const slow: RequestListener = (request, response) => setTimeout(() => FINE(request, response), 60);
    await using server = await serverThat(slow, { timeoutMs: 1 });
    expect(await server.client.corpora({}, { timeoutMs: 0 })).toEqual([]);
    expect(await server.client.corpora({}, { timeoutMs: Number.POSITIVE_INFINITY })).toEqual([]);
  });
});

describe("an abort during the wait before a retry", () => {
  test("rejects with its reason at once, without further requests", async () => {
    const reason = new Error("The reader has left.");
    const controller = new AbortController();
    const answers = inTurn((request, response) => {
      busy(503, { "retry-after": "20" })(request, response);
      setTimeout(() => controller.abort(reason), 50);
    });
    await using server = await serverThat(answers);
    expect(await failure(server.client.corpora({}, { signal: controller.signal }))).toBe(reason);
    expect(answers.requests).toHaveLength(1);
  });

  test("leaves no timer that keeps the process running, and no listener", async () => {
    const script = `
      import { getEventListeners } from "node:events";
      import { createClient } from ${JSON.stringify(new URL("../src/index.ts", import.meta.url).href)};
      const fetch = () => Response.json({}, { status: 503, headers: { "retry-after": "25" } });
      const controller = new AbortController();
      const call = createClient({ url: "http://localhost/", fetch }).corpora({}, { signal: controller.signal });
      setTimeout(() => controller.abort("left"), 50);
      await call.catch((reason) => console.log(reason, getEventListeners(controller.signal, "abort").length));`;
    // The process must end at once: the wait would take 25 seconds, the timeout 30.
    const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { timeout: 15_000 });
    expect((await run).stdout).toBe("left 0\n");
  });
});
