import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { SEEDS } from "../../config/config.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { untilAborted } from "../../execution/untilAborted.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import type { Store } from "../../store/db/database.ts";
import { openMigrated } from "../../store/db/migrate.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { times } from "../../testing/attackedService.ts";
import { openRaw, postOf } from "../../testing/attacks/rawClient.ts";
import { serviceOver, workerSetup } from "../../testing/service.ts";
import { createPool, type Pool } from "../workers/pool.ts";

let folder: string;
let databaseUrl: string;
let store: Store;
let pool: Pool;
/** The signal of each job in a worker thread. */
const signals: AbortSignal[] = [];
/** What jobs wait for, since they take only milliseconds. */
let gate: Promise<void> | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-time-"));
  databaseUrl = join(folder, "store.sqlite");
  store = await openMigrated(databaseUrl);
  await writeCorpus(store, await readCorpus(SEEDS));
  const threads = createPool(workerSetup(databaseUrl), 2);
  pool = {
    ...threads,
    run: (async (job: never, client: string, signal: AbortSignal) => {
      signals.push(signal);
      if (gate) await untilAborted(gate, signal);
      return threads.run(job, client, signal);
    }) as Pool["run"],
  };
});
afterAll(async () => {
  await pool[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Lets jobs wait until they are let through. */
function closeGate(): () => void {
  signals.length = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  gate = promise;
  return resolve;
}

/** Expensive enough for a worker thread, even in a small store. */
const EXPENSIVE = { query: `{ ${times(8, (at) => `a${at}: toll(harm: KILLED) { label }`)} }` };

describe("An operation", () => {
  it("ends when its time is up, with the limit's code", async () => {
    await using service = await serviceOver(store, { pool, limits: { ...DEFAULT_LIMITS, seconds: 0.001 } });
    const response = await service.post(EXPENSIVE);
    const { errors, data } = (await response.json()) as {
      errors: { message: string; extensions: object }[];
      data: unknown;
    };
    expect([response.status, data ?? null]).toEqual([422, null]);
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: "OUT_OF_TIME", limit: "seconds", allowed: 0.001 },
    ]);
    expect(errors[0]?.message).toContain("(limit: seconds)");
    expect(service.failures).toEqual([]);
    expect((await service.post({ query: "{ __typename }" })).status).toBe(200);
  });

  it("ends when the client aborts its request", async () => {
    await using service = await serviceOver(store, { pool });
    const open = closeGate();
    const gone = new AbortController();
    const answer = service.post(EXPENSIVE, {}, gone.signal).catch(() => null);
    await expect.poll(() => signals.length, { timeout: 20_000 }).toBe(1);
    gone.abort();
    await answer;
    await expect.poll(() => signals[0]?.aborted, { timeout: 20_000 }).toBe(true);
    open();
    expect((await service.post(EXPENSIVE)).status).toBe(200);
    expect(service.failures).toEqual([]);
  });

  it("ends when the connection is lost, which is not logged as a failure of the database", async () => {
    await using service = await serviceOver(store, { pool });
    const open = closeGate();
    using client = await openRaw(Number(new URL(service.url).port), "127.0.0.1", "all");
    for (let count = 0; count < 3; count++) await client.send(postOf(JSON.stringify(EXPENSIVE)));
    await expect.poll(() => signals.length, { timeout: 20_000 }).toBe(3);
    client.socket.resetAndDestroy();
    await expect.poll(() => signals.every(({ aborted }) => aborted), { timeout: 20_000 }).toBe(true);
    open();
    await expect.poll(() => service.activity().requests, { timeout: 20_000 }).toBe(0);
    expect(service.failures).toEqual([]);
  });

  it("of a page ends when its reader leaves, which is not logged as a failure", async () => {
    await using service = await serviceOver(store, { pool, isLarge: () => true });
    const open = closeGate();
    const gone = new AbortController();
    const answer = fetch(`${service.url}/tolls/killed.csv?recordedAsOf=1`, { signal: gone.signal }).catch(() => null);
    await expect.poll(() => signals.length, { timeout: 20_000 }).toBe(1);
    gone.abort();
    await answer;
    await expect.poll(() => signals[0]?.aborted, { timeout: 20_000 }).toBe(true);
    open();
    await expect.poll(() => service.activity().requests, { timeout: 20_000 }).toBe(0);
    expect(service.failures).toEqual([]);
  });

  it.each([
    ["closes its socket", (socket: WebSocket) => socket.terminate()],
    ["says over the socket that it waits no more", (socket: WebSocket) => socket.send('{"id":"1","type":"complete"}')],
  ])("ends when the client %s", async (_name, leave) => {
    await using service = await serviceOver(store, { pool });
    const open = closeGate();
    const socket = new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init" }));
    await once(socket, "message");
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: EXPENSIVE }));
    await expect.poll(() => signals.length, { timeout: 20_000 }).toBe(1);
    leave(socket);
    await expect.poll(() => signals[0]?.aborted, { timeout: 20_000 }).toBe(true);
    open();
    socket.terminate();
  });
});
