import { setImmediate } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import { type ChangePoller, createChangePoller } from "./changePoller.ts";
import type { FollowedChanges } from "./changes.ts";
import { followChanges } from "./followChanges.ts";

// Each test creates a database, which takes seconds on PGlite.
const PATIENT = { timeout: 60_000 };

const DONE = { done: true, value: undefined };
type Follow = (
  after: number,
  newest: number,
  filter?: FollowedChanges,
  signal?: AbortSignal | null,
) => ReturnType<typeof followChanges>;
const following =
  (changePoller: ChangePoller): Follow =>
  (after, newest, filter = {}, signal = null) =>
    followChanges(changePoller, { after, newest, filter, signal });

/** Enough for several batches, and for more than one scan of the log. */
const [ACTORS, EVENTS] = [1188, 12];
const LONG = ACTORS + EVENTS + 1;

/** A corpus whose change log has an article, many actors and then some events. */
function longCorpus(): Record<string, string> {
  const { "records.yaml": _records, ...files } = SMALL_CORPUS;
  const many = (count: number, item: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => `  - { ${item(at)} }\n`).join("");
  const evidence = "evidence: { article: flood-of-reports, quote: on Monday }";
  const actors = many(ACTORS, (at) => `id: actor-${at}, name: A, kind: PERSON`);
  const events = many(EVENTS, (at) => `id: event-${at}, title: E, type: ASSAULT, assertion: REPORTED, ${evidence}`);
  return { ...files, "many.yaml": `actors:\n${actors}events:\n${events}` };
}

describe.each(dialects)("Following a long change log on %s", PATIENT, (dialect) => {
  let test: TestStore;
  let changePoller: ChangePoller;
  let follow: Follow;
  beforeAll(async () => {
    test = await testStore(dialect);
    await using folder = await corpusFolder(longCorpus());
    await test.load(folder.path);
  });
  beforeEach(() => {
    changePoller = createChangePoller(test.store, 5);
    follow = following(changePoller);
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("reads the log in batches on demand, and misses nothing", async () => {
    test.statements.length = 0;
    const changes = follow(0, LONG);
    expect(test.statements).toEqual([]);
    const positions: number[] = [];
    for (let count = 0; count < 100; count++) positions.push((await changes.next()).value?.position ?? 0);
    expect(test.statements).toHaveLength(1);
    for (let count = 100; count < LONG; count++) positions.push((await changes.next()).value?.position ?? 0);
    expect(test.statements).toHaveLength(Math.ceil(LONG / 100));
    expect(positions).toEqual(Array.from({ length: LONG }, (_, at) => at + 1));
    await changes.return?.();
  });

  it("skips changes that do not match without loading them", async () => {
    test.statements.length = 0;
    const changes = follow(0, LONG, { types: ["Event"] });
    const found = [];
    for (let count = 0; count < EVENTS; count++) found.push((await changes.next()).value?.slug);
    expect(new Set(found).size).toBe(EVENTS);
    expect(test.statements).toHaveLength(2);
    await changes.return?.();
  });

  it("lets other work run while it scans", async () => {
    const none = follow(0, LONG, { types: ["Place"] }).next();
    let turns = 0;
    for (; changePoller.waiting === 0; turns++) await setImmediate();
    expect(turns).toBeGreaterThanOrEqual(2);
    changePoller.stop(new Error("over"));
    await expect(none).rejects.toThrow("over");
  });
});

describe.each(dialects)("Following the change log on %s", PATIENT, (dialect) => {
  let test: TestStore;
  let changePoller: ChangePoller;
  let follow: Follow;
  beforeEach(async () => {
    test = await testStore(dialect);
    changePoller = createChangePoller(test.store, 5);
    follow = following(changePoller);
  });
  afterEach(() => test[Symbol.asyncDispose]());

  async function load(changed: Record<string, string> = {}): Promise<void> {
    await using folder = await corpusFolder({ ...SMALL_CORPUS, ...changed });
    await test.load(folder.path, { withdrawMissing: true });
  }

  it("waits at the end of the log for new changes", async () => {
    await load();
    const changes = follow(8, 8);
    const next = changes.next();
    await expect.poll(() => changePoller.waiting).toBe(1);
    await load({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Southland", "name: South Land") });
    expect(await next).toMatchObject({ done: false, value: { position: 9, kind: "REVISED", slug: "southland" } });
    expect(changePoller.waiting).toBe(0);
    await changes.return?.();
  });

  it("ends immediately when it is returned or aborted during a wait", async () => {
    const controller = new AbortController();
    const [returning, aborted] = [follow(0, 0), follow(0, 0, {}, controller.signal)];
    const [first, second] = [returning.next(), aborted.next()];
    await expect.poll(() => changePoller.waiting).toBe(2);
    expect(await returning.return?.()).toEqual(DONE);
    expect(await first).toEqual(DONE);
    expect(changePoller.waiting).toBe(1);
    controller.abort();
    expect(await second).toEqual(DONE);
    expect(changePoller.waiting).toBe(0);
    expect([await returning.next(), await aborted.next()]).toEqual([DONE, DONE]);
  });

  it("ends when it is returned before the first read, between two changes, and while a batch is read", async () => {
    await load();
    const early = follow(0, 8);
    await early.return?.();
    expect(await early.next()).toEqual(DONE);

    const between = follow(0, 8);
    await between.next();
    await between.return?.();
    expect(await between.next()).toEqual(DONE);

    const reading = follow(0, 8);
    const read = reading.next();
    await reading.return?.();
    expect(await read).toEqual(DONE);

    expect(await follow(0, 8, {}, AbortSignal.abort()).next()).toEqual(DONE);
    expect(changePoller.waiting).toBe(0);
  });

  it("ends with an error when the poller is stopped, in a batch or in a wait", async () => {
    await load();
    const reading = follow(0, 8);
    await reading.next();
    const waiting = follow(8, 8).next();
    await expect.poll(() => changePoller.waiting).toBe(1);
    changePoller.stop(new Error("over"));
    await expect(waiting).rejects.toThrow("over");
    await expect(reading.next()).rejects.toThrow("over");
    expect(await reading.next()).toEqual(DONE);
  });

  it("ends with an error when the log cannot be read", async () => {
    await load();
    const [reading, waiting] = [follow(0, 8), follow(8, 8)];
    const next = waiting.next();
    next.catch(() => {});
    await test.store.db.schema.alterTable("change").renameTo("away").execute();
    await expect(reading.next()).rejects.toThrow(/change/);
    await expect(next).rejects.toThrow(/change/);
    expect(changePoller.waiting).toBe(0);
  });
});
