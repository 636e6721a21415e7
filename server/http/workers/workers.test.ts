import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GraphQLError } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { createKey } from "../../store/auth/apiKeys.ts";
import type { Store } from "../../store/db/database.ts";
import { openMigrated } from "../../store/db/migrate.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { shippedService, workerSetup } from "../../testing/service.ts";
import { maskError } from "../errors/maskError.ts";
import { type Answer, fromPlain, type Job, toPlain } from "./messages.ts";
import { createPool } from "./pool.ts";
import { startThread } from "./thread.ts";

let folder: string;
let databaseUrl: string;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-workers-"));
  databaseUrl = join(folder, "store.sqlite");
  store = await openMigrated(databaseUrl);
  await writeCorpus(store, await readCorpus(SEEDS));
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const job = (query: string, more: Partial<Job> = {}): Job => ({
  query,
  operationName: null,
  variables: {},
  caller: null,
  isSubgraph: false,
  isLarge: false,
  ...more,
});
const never = () => new AbortController().signal;
const setup = (limits = {}) => workerSetup(databaseUrl, { ...DEFAULT_LIMITS, ...limits });

describe("A worker thread", () => {
  it("returns the same result as the main thread, with the cost", async () => {
    await using pool = createPool(setup());
    const { data, errors, spent } = await pool.run(
      job('{ toll(harm: KILLED, event: "clashes-september-2020") { label } }'),
      "a",
      never(),
    );
    expect(JSON.parse(data).toll.label).toMatch(/^at least 95/);
    expect(errors).toEqual([]);
    expect(spent).toBe(42);
  });

  it("reports an error with its path and code", async () => {
    await using pool = createPool(setup());
    const query = '{ event(slug: "no slug") { id } }';
    const { errors } = await pool.run(job(query), "a", never());
    const [error] = errors.map((plain) => fromPlain(plain, query));
    expect(error).toMatchObject({ path: ["event"], extensions: { code: "BAD_USER_INPUT" } });
    expect(error?.originalError).toBeUndefined();
    expect(error?.locations).toEqual([{ line: 1, column: 3 }]);
  });

  it("keeps unexpected errors for the log, and hides them from the client", () => {
    const failed = new GraphQLError("an internal detail", { originalError: new Error("an internal detail") });
    const arrived = fromPlain(structuredClone(toPlain(failed)), "{ x }");
    expect(arrived.originalError).toMatchObject({ message: "an internal detail", stack: failed.originalError?.stack });
    expect(maskError(arrived).message).not.toContain("internal detail");
  });

  it("extracts the claims of a text", async () => {
    await using pool = createPool(setup());
    const { claims } = await pool.run({ text: "Officials said 12 people were killed.", published: null }, "a", never());
    expect(claims).toMatchObject([{ harm: "KILLED", min: 12, claimant: "Officials" }]);
  });

  it("extracts the claims of a text that is ingested", async () => {
    await using service = await shippedService();
    const { token } = await createKey(service.store, { name: "x", scopes: ["ingest"], now: Date.now() });
    const { pool } = service;
    expect(pool.load.threads).toBe(0);
    const query = `mutation { ingestText(input: { source: { id: "s", title: "S", licence: "CC0-1.0", showsText: true },
      text: "Officials said 12 people were killed." }) { __typename } }`;
    const response = await fetch(new URL("/graphql", service.url), {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toEqual({ data: { ingestText: { __typename: "IngestedArticle" } } });
    expect(pool.load.threads).toBeGreaterThan(0);
  });

  it("uses the subgraph's schema for gateways", async () => {
    await using pool = createPool(setup());
    const query = "query Q($r: [_Any!]!) { _entities(representations: $r) { ... on Actor { name } } }";
    const variables = { r: [{ __typename: "Actor", isoAlpha2: "AM" }] };
    const caller = { name: "A. Gateway", id: "key", scopes: [] };
    const { data } = await pool.run(job(query, { variables, caller, isSubgraph: true }), "a", never());
    expect(JSON.parse(data)).toEqual({ _entities: [{ name: "Armenia" }] });
  });

  it("renders pages", async () => {
    await using pool = createPool(setup());
    const ask = (page: string) => pool.run({ page: `http://localhost${page}`, headers: [] }, "a", never());
    const { status, headers } = await ask("/claims/afp-95-killed");
    expect([status, new Headers(headers as [string, string][]).get("location")]).toEqual([302, "afp-95-killed@1"]);
    expect((await ask("/tolls/killed?event=no-such")).status).toBe(400);
    expect((await ask("/tolls/killed.json?event=clashes-september-2020&recordedAsOf=1")).body).toContain("at least 95");
  });

  it("reports an unexpected error, and does the next job", async () => {
    await using pool = createPool(setup(), 2);
    await expect(pool.run(job("mutation M { nothing } query Q { x }"), "a", never())).rejects.toThrow(
      "A worker thread failed.",
    );
    expect(JSON.parse((await pool.run(job("{ dataRevision }"), "a", never())).data)).toEqual({ dataRevision: 1 });
  });

  it("stops a job at its next step when its client leaves, and goes on", async () => {
    const thread = startThread(setup({ cost: 1e9 }));
    await thread.ready;
    // Many tolls, each of which is a step.
    const tolls = job(
      `{ ${Array.from({ length: 2000 }, (_, at) => `a${at}: toll(harm: KILLED) { label }`).join(" ")} }`,
    );
    // The first time, the code is not yet compiled.
    await thread.run(tolls, never());
    const begun = performance.now();
    await thread.run(tolls, never());
    const whole = performance.now() - begun;

    const client = new AbortController();
    const begunAgain = performance.now();
    const answer = thread.run(tolls, client.signal);
    setImmediate(() => client.abort(new Error("gone")));
    await expect(answer).rejects.toThrow("gone");
    await thread.free;
    expect(performance.now() - begunAgain).toBeLessThan(whole / 3);
    expect(thread.isEnding).toBe(false);
    const { data } = await thread.run<Answer>(job("{ dataRevision }"), never());
    expect(JSON.parse(data)).toEqual({ dataRevision: 1 });
    thread.end();
    await thread.ended;
  });

  it("can do another job when a client has left", async () => {
    await using pool = createPool(setup(), 2);
    const client = new AbortController();
    const answer = pool.run(job("{ tollTimeline(harm: KILLED) { steps { label } } }"), "a", client.signal);
    client.abort(new Error("gone"));
    await expect(answer).rejects.toThrow("gone");
    const next = await pool.run(job("{ dataRevision }"), "a", never());
    expect(JSON.parse(next.data)).toEqual({ dataRevision: 1 });
  });

  it("is available to another client, however many jobs one client has", async () => {
    await using pool = createPool(setup(), 2);
    const order: string[] = [];
    const ask = (client: string) => pool.run(job("{ dataRevision }"), client, never()).then(() => order.push(client));
    // The first job of a thread takes much longer than the others.
    pool.warm();
    await expect.poll(() => pool.load.busy, { timeout: 20_000 }).toBe(0);
    await Promise.all(["greedy", "modest"].map(ask));
    order.length = 0;
    await Promise.all([...Array.from({ length: 10 }, () => ask("greedy")), ask("modest")]);
    expect(order.indexOf("modest")).toBeLessThan(10);
    expect(order).toHaveLength(11);
  });

  it("ends when it has been idle for a while, and starts again when it is needed", { timeout: 60_000 }, async () => {
    await using pool = createPool(setup(), 2, 300);
    const clock = { isPaused: false };
    const pause = () => {
      clock.isPaused = true;
      return () => {
        clock.isPaused = false;
      };
    };
    for (let times = 0; times < 2; times++) {
      const answer = pool.run(job("{ dataRevision }"), "a", never(), pause);
      // The time limit of the job does not include the start.
      expect(clock.isPaused).toBe(true);
      expect(JSON.parse((await answer).data)).toEqual({ dataRevision: 1 });
      expect(clock.isPaused).toBe(false);
      expect(pool.load.threads).toBe(2);
      await expect.poll(() => pool.load.threads, { timeout: 20_000 }).toBe(0);
    }
  });

  it("ends also if it was still starting when the only job ended", { timeout: 60_000 }, async () => {
    await using pool = createPool(setup(), 4, 1);
    await pool.run(job("{ dataRevision }"), "a", never());
    await expect.poll(() => pool.load.threads, { timeout: 20_000 }).toBe(0);
  });

  it("reports for each job why it cannot start", { timeout: 60_000 }, async () => {
    // A directory is not a database.
    await using pool = createPool({ ...setup(), databaseUrl: folder }, 2);
    for (const client of ["a", "b"])
      await expect(pool.run(job("{ dataRevision }"), client, never())).rejects.toThrow(/unable to open/);
  });
});
