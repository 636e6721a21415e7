import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SEEDS } from "../../server/config/config.ts";
import { DEFAULT_LIMITS, type Limits } from "../../server/config/limits.ts";
import { readCorpus } from "../../server/ingest/readCorpus.ts";
import type { Store } from "../../server/store/db/database.ts";
import { openMigrated } from "../../server/store/db/migrate.ts";
import { writeCorpus } from "../../server/store/write/writeFolder.ts";
import { type Service, serviceOver } from "../../server/testing/service.ts";
import { type BulkPage, bulk, type Client, type ClientSettings, createClient } from "../src/index.ts";

let store: Store;
const services: Service[] = [];

beforeEach(async () => {
  store = await openMigrated(":memory:");
  await writeCorpus(store, await readCorpus(SEEDS));
});
afterEach(async () => {
  vi.useRealTimers();
  for (const service of services.splice(0)) await service[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
});

/** A client of a service on a port, with these limits. */
async function clientOf(limits: Partial<Limits> = {}, settings: Partial<ClientSettings> = {}): Promise<Client> {
  const service = await serviceOver(store, { limits: { ...DEFAULT_LIMITS, ...limits }, answerCacheMegabytes: 0 });
  services.push(service);
  return createClient({ url: `${service.url}/graphql`, ...settings });
}

async function revise(slug: string, note: string): Promise<void> {
  const corpus = await readCorpus(SEEDS);
  const records = corpus.records.map((record) => (record.slug === slug ? { ...record, note } : record));
  await writeCorpus(store, { ...corpus, records });
}

/** Time passes a thousand times as fast, for the service's minutes and the client's waits alike. */
function hurry(): Disposable {
  vi.useFakeTimers({ toFake: ["performance", "Date", "setTimeout", "clearTimeout"] });
  const clock = setInterval(() => vi.advanceTimersByTime(1000), 1);
  return { [Symbol.dispose]: () => clearInterval(clock) };
}

const slugsOf = (pages: readonly BulkPage<{ readonly slug: string }>[]) =>
  pages.flatMap(({ nodes }) => nodes.map(({ slug }) => slug));

async function allOf<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const all: Page[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

describe("bulk", { timeout: 60_000 }, () => {
  test("reads all records at one data revision, though they change in the meantime", async () => {
    const client = await clientOf({ cost: 20_000 });
    const before = await (await clientOf()).events({ orderBy: { field: "TITLE" } }).toArray();
    const pages: BulkPage<(typeof before)[number]>[] = [];
    for await (const page of bulk(client, "events", { orderBy: { field: "TITLE" } })) {
      if (pages.push(page) === 1) await revise(before.at(-1)?.slug ?? "", "Revised.");
    }
    expect(slugsOf(pages)).toEqual(before.map(({ slug }) => slug));
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages.map(({ dataRevision }) => dataRevision))).toEqual(new Set([1]));
    expect(pages.at(-1)?.nodes.at(-1)?.note).not.toBe("Revised.");
    expect(pages[0]).toMatchObject({ totalCount: before.length });
  });

  test("takes the largest pages that the limits of cost allow, and throws if a single record costs too much", async () => {
    expect((await allOf(bulk(await clientOf(), "casualtyReports"))).map(({ nodes }) => nodes.length)).toEqual([34]);
    const smaller = await allOf(bulk(await clientOf({ pageSize: 30 }), "casualtyReports"));
    expect(smaller.map(({ nodes }) => nodes.length)).toEqual([25, 9]);
    await expect(allOf(bulk(await clientOf({ cost: 30 }), "casualtyReports"))).rejects.toMatchObject({
      code: "COST_TOO_HIGH",
    });
  });

  test("waits as long as the service asks for, and then spreads its requests over the minute", async () => {
    const client = await clientOf({ requestsPerMinute: 8, pageSize: 6 });
    using _ = hurry();
    const waits: { milliseconds: number; code: unknown }[] = [];
    const onWait = (milliseconds: number, reason: unknown) =>
      waits.push({ milliseconds, code: (reason as { code?: string } | undefined)?.code });
    const pages = await allOf(bulk(client, "casualtyReports", {}, { onWait, timeoutMs: 0 }));
    expect(slugsOf(pages)).toHaveLength(34);
    const refused = waits.filter(({ code }) => code === "RATE_LIMITED");
    // After one refusal, the requests are seven or eight seconds apart, so that there are at most eight in a minute.
    expect(refused[0]?.milliseconds).toBeGreaterThan(1000);
    expect(waits.length).toBeGreaterThan(2 * refused.length);
  });

  test("takes smaller pages if one costs more than the service allows in a minute", async () => {
    const client = await clientOf({ costPerMinute: 1000 });
    using _ = hurry();
    const pages = await allOf(bulk(client, "casualtyReports", {}, { timeoutMs: 0 }));
    expect(new Set(slugsOf(pages)).size).toBe(34);
    expect(pages.length).toBeGreaterThan(3);
  });

  test("survives broken connections, and gives up after some failures in a row", async () => {
    let broken = 0;
    const unreliable: ClientSettings["fetch"] = (url, init) => {
      if (broken-- > 0) throw new TypeError("Connection lost");
      return fetch(url, init);
    };
    const client = await clientOf({ pageSize: 13 }, { fetch: unreliable });
    using _ = hurry();
    const slugs = new Set<string>();
    for await (const { nodes } of bulk(client, "casualtyReports", {}, { timeoutMs: 0 })) {
      for (const { slug } of nodes) slugs.add(slug);
      broken = 3;
    }
    expect(slugs.size).toBe(34);

    broken = Number.POSITIVE_INFINITY;
    const failing = allOf(bulk(client, "casualtyReports", {}, { timeoutMs: 0, retries: 2 }));
    await expect(failing).rejects.toMatchObject({ code: "NETWORK" });
  });

  test("continues after a restart of both processes, at the same data revision", async () => {
    const all = slugsOf(await allOf(bulk(await clientOf(), "casualtyReports")));
    const done: string[] = [];
    let stored = "";
    for await (const { nodes, resume } of bulk(await clientOf({ pageSize: 13 }), "casualtyReports")) {
      done.push(...nodes.map(({ slug }) => slug));
      stored = resume;
      break;
    }
    for (const service of services.splice(0)) await service[Symbol.asyncDispose]();
    await revise(all.at(-1) ?? "", "Revised.");

    const rest = await allOf(bulk(await clientOf(), "casualtyReports", {}, { resume: stored }));
    expect([...done, ...slugsOf(rest)]).toEqual(all);
    expect(rest[0]?.dataRevision).toBe(1);
    const last = rest.at(-1)?.resume;
    expect(await allOf(bulk(await clientOf(), "casualtyReports", {}, { resume: last }))).toEqual([]);
  });

  test("refuses a place to resume from another list, or one that is malformed", async () => {
    const client = await clientOf();
    const [page] = await allOf(bulk(client, "articles"));
    const filter = { harm: ["KILLED"] } as const;
    await expect(allOf(bulk(client, "casualtyReports", { filter }, { resume: page?.resume }))).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "after",
    });
    await expect(allOf(bulk(client, "articles", {}, { resume: "x" }))).rejects.toThrow("`resume`");
  });

  test("stops at once when it is aborted while it waits", async () => {
    const client = await clientOf({ requestsPerMinute: 2, pageSize: 13 });
    const stop = new AbortController();
    const reason = new Error("Enough.");
    const pages = bulk(client, "casualtyReports", {}, { signal: stop.signal, onWait: () => stop.abort(reason) });
    await expect(allOf(pages)).rejects.toBe(reason);
  });
});
