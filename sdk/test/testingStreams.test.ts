import { describe, expect, test } from "vitest";
import type { TypedDocument } from "../src/index.ts";
import { aRecordChange, createMockClient, failing } from "../src/testing/index.ts";
import { failure } from "./server.ts";

const change = (position: number) => aRecordChange({ position });

async function positions(changes: AsyncIterable<{ readonly position: number }>, most = 100): Promise<number[]> {
  const seen: number[] = [];
  for await (const { position } of changes) if (seen.push(position) >= most) break;
  return seen;
}

describe("a mock client streams", () => {
  test("the events of an array, and completes", async () => {
    const mock = createMockClient({ casualtyReportChanged: [1, 2, 3].map(change) });
    expect(await positions(mock.casualtyReportChanged())).toEqual([1, 2, 3]);
  });

  test("the events after `since`, as the service does", async () => {
    const mock = createMockClient({ articleIngested: [1, 2, 3].map(change) });
    expect(await positions(mock.articleIngested({ since: 2 }))).toEqual([3]);
    expect(mock.calls).toEqual([{ operation: "articleIngested", variables: { since: 2 } }]);
  });

  test("from the current position by default", async () => {
    const mock = createMockClient({ changePosition: 1, articleIngested: [1, 2].map(change) });
    expect(await positions(mock.articleIngested())).toEqual([2]);
    expect(mock.calls.map(({ operation }) => operation)).toEqual(["changePosition", "articleIngested"]);
  });

  test("the events of a function of the variables, as they come", async () => {
    const mock = createMockClient({
      async *casualtyReportChanged({ since = 0 }) {
        for (let position = since as number; ; ) yield change(++position);
      },
    });
    expect(await positions(mock.casualtyReportChanged({ since: 7 }), 3)).toEqual([8, 9, 10]);
  });

  test("the events of your own document, with the whole data", async () => {
    const Changed: TypedDocument<{ readonly changed: { readonly position: number } }, { readonly since?: number }> =
      "subscription Changed($since: Int) { changed(since: $since) { position } }";
    const own = { Changed: [1, 2, 3].map((position) => ({ changed: { position } })) };
    const seen = [];
    for await (const { changed } of createMockClient({}, { own }).subscribe(Changed, { since: 1 })) seen.push(changed);
    expect(seen).toEqual([{ position: 2 }, { position: 3 }]);
  });
});

describe("a mock client's stream fails", () => {
  test("with NETWORK, and resumes after the last event without loss or repetition", async () => {
    const events = [change(1), change(2), failing({ code: "NETWORK" }), change(3)];
    const mock = createMockClient({ casualtyReportChanged: events });
    expect(await positions(mock.casualtyReportChanged({ since: 0 }))).toEqual([1, 2, 3]);
    expect(mock.calls.map(({ variables }) => variables.since)).toEqual([0, 2]);
  });

  test("with SERVICE_STOPPING from a generator, and resumes too", async () => {
    const mock = createMockClient({
      *articleIngested({ since }) {
        yield change(1);
        if (since === 0) throw failing({ code: "SERVICE_STOPPING" });
        yield change(2);
      },
    });
    expect(await positions(mock.articleIngested({ since: 0 }))).toEqual([1, 2]);
  });

  test("for good with any other code, among the events or instead of them", async () => {
    const refusal = () => failing({ code: "BAD_USER_INPUT", argument: "since" });
    const among = createMockClient({ articleIngested: [change(1), refusal(), change(2)] });
    const changes = among.articleIngested({ since: 0 });
    expect((await changes.next()).value?.position).toBe(1);
    expect(await failure(changes.next())).toMatchObject({ code: "BAD_USER_INPUT", argument: "since" });
    expect(await changes.next()).toEqual({ done: true, value: undefined });
    const instead = createMockClient({ articleIngested: refusal() });
    expect(await failure(instead.articleIngested({ since: 0 }).next())).toMatchObject({ operation: "articleIngested" });
  });

  test("for good if a generator throws, and says what it threw", async () => {
    const mock = createMockClient({
      *articleIngested() {
        yield change(1);
        throw new TypeError("change is not a function");
      },
    });
    const error = (await failure(positions(mock.articleIngested({ since: 0 })))) as Error;
    expect(error).toMatchObject({ code: "MOCK_FAILURE" });
    expect(error.message).toContain("TypeError: change is not a function");
  });
});

describe("leaving a mock client's stream", () => {
  /** Endless changes, and a promise that resolves when changes are no longer requested. */
  function endless() {
    const { promise, resolve } = Promise.withResolvers<void>();
    const mock = createMockClient({
      async *articleIngested() {
        try {
          for (let position = 1; ; position++) yield change(position);
        } finally {
          resolve();
        }
      },
    });
    return { mock, ended: promise };
  }

  test("at the end of the loop ends its generator", async () => {
    const { mock, ended } = endless();
    expect(await positions(mock.articleIngested({ since: 0 }), 2)).toEqual([1, 2]);
    await ended;
  });

  test("by an abort ends it too, and rejects with the reason", async () => {
    const { mock, ended } = endless();
    const [controller, reason] = [new AbortController(), new Error("The reader has left.")];
    const changes = mock.articleIngested({ since: 0 }, { signal: controller.signal });
    await changes.next();
    controller.abort(reason);
    expect(await failure(changes.next())).toBe(reason);
    await ended;
  });

  test("while the next event is awaited gives no further event", async () => {
    const mock = createMockClient({
      async *articleIngested() {
        yield change(1);
        await new Promise(() => {});
      },
    });
    const changes = mock.articleIngested({ since: 0 });
    await changes.next();
    const pending = changes.next();
    await changes.return();
    expect(await pending).toEqual({ done: true, value: undefined });
  });
});
