import { once } from "node:events";
import { createClient } from "graphql-ws";
import { sql } from "kysely";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import type { Store } from "../../store/db/database.ts";
import { dialects } from "../../testing/dialects.ts";
import { subscribe } from "../../testing/events.ts";
import { serviceOver } from "../../testing/service.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";

const QUERY = "{ dataRevision }";
const SUBSCRIPTION = "subscription { casualtyReportChanged { position } }";
const socketUrl = (url: string) => `${url.replace("http", "ws")}/graphql`;

/** Keys cannot be checked until the table is back. The database's message names the table. */
async function withoutKeys({ db }: Store, work: () => Promise<void>): Promise<void> {
  await sql`alter table "apiKey" rename to "hiddenKeys"`.execute(db);
  await work();
  await sql`alter table "hiddenKeys" rename to "apiKey"`.execute(db);
}

const INTERNAL = /apiKey|hiddenKeys|table|relation|SQL|"http"/i;

describe.each(dialects)("While keys cannot be checked, on %s,", (dialect) => {
  const printed = vi.spyOn(console, "error");
  afterEach(() => {
    expect(printed).not.toHaveBeenCalled();
  });

  it("a new socket is closed with a code after which clients try again, and a reason that reveals nothing", async () => {
    await using app = await testApp(dialect);
    await using service = await serviceOver(app.store);
    const authorization = `Bearer ${await app.key("A. Reader")}`;
    let closed: { code: number; reason: string } | null = null;
    const client = createClient({
      url: socketUrl(service.url),
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 20,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
      on: { closed: (event) => (closed ??= event as never) },
    });
    const answers = client.iterate({ query: QUERY });
    let answer: Promise<unknown> | null = null;
    await withoutKeys(app.store, async () => {
      answer = answers.next();
      await expect.poll(() => closed, { timeout: 20_000 }).not.toBeNull();
    });
    expect(closed).toMatchObject({ code: 1013, reason: "Keys and tokens cannot be checked at the moment." });
    // The client has tried again by itself.
    expect(await answer).toMatchObject({ value: { data: { dataRevision: 1 } } });
    await client.dispose();
    expect(service.failures.join("\n")).toMatch(/apiKey.*A key or token could not be checked\./);
  });

  it("a stream ends with an error that reveals nothing, over a socket as over HTTP", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await using service = await serviceOver(app.store, { read: "closed" });
    const authorization = `Bearer ${await app.key("A. Reader")}`;
    await using events = await subscribe(fetch, `${service.url}/graphql`, {
      query: SUBSCRIPTION,
      headers: { authorization },
    });
    const socket = new WebSocket(socketUrl(service.url), "graphql-transport-ws");
    await once(socket, "open");
    const messages: string[] = [];
    socket.on("message", (message) => messages.push(String(message)));
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
    await expect.poll(() => messages.length, { timeout: 20_000 }).toBe(1);
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: SUBSCRIPTION } }));
    await expect.poll(() => service.changePoller.waiting, { timeout: 20_000 }).toBe(2);
    await folder.write({
      "records.yaml": SMALL_CORPUS["records.yaml"].replace("    denials:", "    note: Looked at again.\n    denials:"),
    });
    await withoutKeys(app.store, async () => {
      await app.load(folder.path);
      expect((await events.next())?.errors?.[0]).toMatchObject({ extensions: { code: "SERVICE_UNAVAILABLE" } });
      await expect.poll(() => messages.at(-1), { timeout: 20_000 }).toContain('"complete"');
    });
    expect(messages.at(-2)).toContain("SERVICE_UNAVAILABLE");
    expect(messages.join("\n")).not.toMatch(INTERNAL);
    socket.terminate();
  });
});
