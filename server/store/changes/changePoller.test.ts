import { describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import { type ChangePoller, createChangePoller } from "./changePoller.ts";

// Each test creates a database, which takes seconds on PGlite.
const PATIENT = { timeout: 60_000 };

const pollsOf = ({ statements }: TestStore) => statements.filter((sql) => /max\("position"\)/.test(sql)).length;
const never = new AbortController().signal;
/** The reason why a promise was rejected. */
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "nothing",
    (error) => error,
  );

/** Waits until the poller has polled this many more times. */
const polled = (test: TestStore, times: number) => {
  const before = pollsOf(test);
  return expect.poll(() => pollsOf(test) - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(times);
};

async function load(test: TestStore): Promise<void> {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await test.load(folder.path);
}

describe.each(dialects)("The poller of the change log on %s", PATIENT, (dialect) => {
  it("resolves exactly the waits below the newest position, with the newest position", async () => {
    await using test = await testStore(dialect);
    const changePoller = createChangePoller(test.store, 5);
    const waits = Array.from({ length: 10 }, () => changePoller.waitBeyond(0, never));
    const later = new AbortController();
    const waitFurther = failure(changePoller.waitBeyond(8, later.signal));
    expect(changePoller.waiting).toBe(11);
    await load(test);
    expect(await Promise.all(waits)).toEqual(waits.map(() => 8));
    expect(changePoller.waiting).toBe(1);
    later.abort("left");
    expect(await waitFurther).toBe("left");
    expect(changePoller.waiting).toBe(0);
  });

  it("rejects all waits with the error when the log cannot be read, and polls again for the next wait", async () => {
    await using test = await testStore(dialect);
    const changePoller = createChangePoller(test.store, 5);
    const { schema } = test.store.db;
    const waits = [0, 0].map((position) => failure(changePoller.waitBeyond(position, never)));
    await schema.alterTable("change").renameTo("away").execute();
    for (const error of await Promise.all(waits)) expect(String(error)).toMatch(/change/);
    expect(changePoller.waiting).toBe(0);
    await schema.alterTable("away").renameTo("change").execute();
    const again = changePoller.waitBeyond(0, never);
    await load(test);
    expect(await again).toBe(8);
  });
});

describe("The poller", () => {
  async function following(
    interval?: number,
  ): Promise<{ test: TestStore; changePoller: ChangePoller } & AsyncDisposable> {
    const test = await testStore("SQLite");
    test.statements.length = 0;
    const changePoller = createChangePoller(test.store, interval);
    return { test, changePoller, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
  }

  it("polls as often for many waits as for one, and not at all without waits", async () => {
    await using of = await following(5);
    const { test, changePoller } = of;
    const left = new AbortController();
    const waits = Array.from({ length: 1000 }, () => failure(changePoller.waitBeyond(0, left.signal)));
    await polled(test, 3);
    left.abort();
    await Promise.all(waits);
    const polls = pollsOf(test);
    expect(polls).toBeLessThan(100);
    expect(changePoller.waiting).toBe(0);

    // The polls of a second poller measure time.
    await using clock = await following(5);
    const watching = new AbortController();
    const watch = failure(clock.changePoller.waitBeyond(0, watching.signal));
    await polled(clock.test, 10);
    watching.abort();
    await watch;
    expect(pollsOf(test)).toBe(polls);
  });

  it("rejects a wait whose signal was already aborted", async () => {
    await using of = await following();
    expect(await failure(of.changePoller.waitBeyond(0, AbortSignal.abort("gone")))).toBe("gone");
    expect(of.changePoller.waiting).toBe(0);
  });

  it("rejects all waits, and later ones, when it is stopped", async () => {
    await using of = await following();
    const reason = new Error("Stopping.");
    const waits = [0, 5].map((position) => failure(of.changePoller.waitBeyond(position, never)));
    of.changePoller.throwIfStopped();
    of.changePoller.stop(reason);
    expect(await Promise.all(waits)).toEqual([reason, reason]);
    expect(await failure(of.changePoller.waitBeyond(0, never))).toBe(reason);
    expect(() => of.changePoller.throwIfStopped()).toThrow(reason);
    expect(of.changePoller.waiting).toBe(0);
  });

  it("reads the same changes once, and again after an error", async () => {
    await using of = await following();
    const { test, changePoller } = of;
    await load(test);
    const { schema } = test.store.db;
    await schema.alterTable("change").renameTo("away").execute();
    const read = () => changePoller.nextChanges(0, 8, { types: ["CasualtyReport"] });
    expect(String(await failure(read()))).toMatch(/change/);
    await schema.alterTable("away").renameTo("change").execute();
    test.statements.length = 0;
    const batches = await Promise.all(Array.from({ length: 100 }, read));
    expect(test.statements).toHaveLength(1);
    expect(new Set(batches.map(({ changes }) => changes.map(({ slug }) => slug).join()))).toEqual(
      new Set(["twenty-killed,five-civilians"]),
    );
    expect((await changePoller.nextChanges(0, 8, { types: ["Article"] })).changes).toMatchObject([
      { slug: "flood-of-reports" },
    ]);
  });
});
