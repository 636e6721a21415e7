import { describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import { createFollower, type Follower } from "./follower.ts";

// A test opens a store of its own, which on PGlite takes seconds, and many on a busy machine.
const PATIENT = { timeout: 60_000 };

const looksOf = ({ statements }: TestStore) => statements.filter((sql) => /max\("position"\)/.test(sql)).length;
const never = new AbortController().signal;
/** What a promise was rejected with. */
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "nothing",
    (error) => error,
  );

/** Waits until the follower has looked so many times more. */
const looked = (test: TestStore, times: number) => {
  const before = looksOf(test);
  return expect.poll(() => looksOf(test) - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(times);
};

async function load(test: TestStore): Promise<void> {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await test.load(folder.path);
}

describe.each(dialects)("The follower of the change log on %s", PATIENT, (dialect) => {
  it("wakes all who wait for what has come, with the newest position, and nobody else", async () => {
    await using test = await testStore(dialect);
    const follower = createFollower(test.store, 5);
    const waits = Array.from({ length: 10 }, () => follower.beyond(0, never));
    const later = new AbortController();
    const further = failure(follower.beyond(8, later.signal));
    expect(follower.waiting).toBe(11);
    await load(test);
    expect(await Promise.all(waits)).toEqual(waits.map(() => 8));
    expect(follower.waiting).toBe(1);
    later.abort("left");
    expect(await further).toBe("left");
    expect(follower.waiting).toBe(0);
  });

  it("tells why, to all who wait, when the log cannot be read; and looks again for whoever comes then", async () => {
    await using test = await testStore(dialect);
    const follower = createFollower(test.store, 5);
    const { schema } = test.store.db;
    const waits = [0, 0].map((position) => failure(follower.beyond(position, never)));
    await schema.alterTable("change").renameTo("away").execute();
    for (const error of await Promise.all(waits)) expect(String(error)).toMatch(/change/);
    expect(follower.waiting).toBe(0);
    await schema.alterTable("away").renameTo("change").execute();
    const again = follower.beyond(0, never);
    await load(test);
    expect(await again).toBe(8);
  });
});

describe("The follower", () => {
  async function following(interval?: number): Promise<{ test: TestStore; follower: Follower } & AsyncDisposable> {
    const test = await testStore("SQLite");
    test.statements.length = 0;
    const follower = createFollower(test.store, interval);
    return { test, follower, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
  }

  it("looks as often for many as for one, and not at all for nobody", async () => {
    await using of = await following(5);
    const { test, follower } = of;
    const left = new AbortController();
    const waits = Array.from({ length: 1000 }, () => failure(follower.beyond(0, left.signal)));
    await looked(test, 3);
    left.abort();
    await Promise.all(waits);
    const looks = looksOf(test);
    expect(looks).toBeLessThan(100);
    expect(follower.waiting).toBe(0);

    // Another one, of another store, tells how time goes by.
    await using clock = await following(5);
    const watching = new AbortController();
    const watch = failure(clock.follower.beyond(0, watching.signal));
    await looked(clock.test, 10);
    watching.abort();
    await watch;
    expect(looksOf(test)).toBe(looks);
  });

  it("lets go of those who were gone before they came", async () => {
    await using of = await following();
    expect(await failure(of.follower.beyond(0, AbortSignal.abort("gone")))).toBe("gone");
    expect(of.follower.waiting).toBe(0);
  });

  it("ends all waiting when it is stopped, from then on", async () => {
    await using of = await following();
    const reason = new Error("Stopping.");
    const waits = [0, 5].map((position) => failure(of.follower.beyond(position, never)));
    of.follower.throwIfStopped();
    of.follower.stop(reason);
    expect(await Promise.all(waits)).toEqual([reason, reason]);
    expect(await failure(of.follower.beyond(0, never))).toBe(reason);
    expect(() => of.follower.throwIfStopped()).toThrow(reason);
    expect(of.follower.waiting).toBe(0);
  });
});
