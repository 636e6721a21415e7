import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { importDataset } from "../../service/importDataset.ts";
import type { Store } from "../../store/db/database.ts";
import { PRIVACY_DELAY, privacyWatch } from "../../store/read/privateSources.ts";
import { dialects } from "../../testing/dialects.ts";
import { subscribe } from "../../testing/events.ts";
import { acledRow, csvOf } from "../../testing/imports/datasetRows.ts";
import { tableFile } from "../../testing/imports/tableFile.ts";
import { serviceOver } from "../../testing/service.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";

async function importPrivate(store: Store): Promise<void> {
  await using file = await tableFile("2026-11-30-northland.csv", csvOf([acledRow()]));
  const signal = new AbortController().signal;
  await importDataset(store, file.path, {
    dataset: null,
    release: null,
    withdrawMissing: false,
    by: "A. Importer",
    signal,
  });
}

describe.each(dialects)("A private source on %s", (dialect) => {
  it("closes reading to callers without a key: requests, sockets and streams that are open already", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await using service = await serviceOver(app.store);
    const key = { authorization: `Bearer ${await app.key("A. Reader")}` };
    const socket = createClient({
      url: `${service.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
    });
    const ask = (query: string) => socket.iterate({ query }).next();
    const changes = (headers = {}) =>
      subscribe(fetch, `${service.url}/graphql`, { query: "subscription { casualtyReportChanged { slug } }", headers });
    await using anonymous = await changes();
    await using keyed = await changes(key);
    await expect.poll(() => service.changePoller.waiting, { timeout: 10_000 }).toBeGreaterThan(0);
    expect((await service.post({ query: "{ dataRevision }" })).status).toBe(200);
    expect(await ask("{ dataRevision }")).toMatchObject({ value: { data: { dataRevision: 1 } } });

    await importPrivate(app.store);

    const closed = await anonymous.next();
    expect(closed?.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    expect(JSON.stringify(closed)).not.toContain("acled");
    expect(await keyed.next()).toMatchObject({ data: { casualtyReportChanged: { slug: "acled-nld12-fatalities" } } });
    const refused = await service.post({ query: "{ dataRevision }" });
    expect(refused.status).toBe(401);
    expect(await refused.text()).toMatch(/contains a source whose licence forbids passing its records on/);
    await expect(ask("{ dataRevision }")).rejects.toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    for (const path of ["/claims/twenty-killed@1", "/claims/twenty-killed@1.csv"])
      expect((await fetch(service.url + path)).status, path).toBe(401);

    const answer = await service.post(
      {
        query: `{ casualtyReport(slug: "acled-nld12-fatalities") { evidence { quote cell { row } } article { source { isPrivate } } } }`,
      },
      key,
    );
    // The licence does not allow showing texts, which the words of cells are.
    expect(await answer.json()).toEqual({
      data: {
        casualtyReport: { evidence: [{ quote: null, cell: { row: 2 } }], article: { source: { isPrivate: true } } },
      },
    });
    await socket.dispose();
  });

  it("is known to services before the first of its records is written", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const { store } = app;
    await importPrivate(store);
    const writes = await store.db
      .selectFrom("write")
      .select(["number", "recordedAt", "reason"])
      .orderBy("number")
      .execute();
    const [announced, imported] = writes.slice(-2);
    expect(announced?.reason).toMatch(/are about to be imported/);
    expect((imported?.recordedAt ?? 0) - (announced?.recordedAt ?? 0)).toBeGreaterThanOrEqual(PRIVACY_DELAY);
    const again = writes.length;
    await importPrivate(store);
    expect(await store.db.selectFrom("write").select("number").execute()).toHaveLength(again);
  });

  it("is read from the store at most once per interval", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    let now = 0;
    const isPrivate = privacyWatch(app.store, () => now);
    expect(await isPrivate()).toBe(false);
    await importPrivate(app.store);
    now = PRIVACY_DELAY - 1;
    expect(await isPrivate()).toBe(false);
    now = PRIVACY_DELAY;
    expect(await isPrivate()).toBe(true);
  });
});
