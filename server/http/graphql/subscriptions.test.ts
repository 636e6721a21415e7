import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../ingest/readCorpus.ts";
import type { ChangePoller } from "../../store/changes/changePoller.ts";
import { openMigrated } from "../../store/db/migrate.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { outputOf, startCommand } from "../../testing/commandLine.ts";
import { dialects } from "../../testing/dialects.ts";
import { subscribe } from "../../testing/events.ts";
import { type Service, serviceOver } from "../../testing/service.ts";
import { corpusFolder, SMALL_CORPUS, testApp, testStore } from "../../testing/testApp.ts";

// Each test opens its own store. This takes seconds on PGlite, and many seconds on a busy machine.
const PATIENT = { timeout: 60_000 };

const REPORTS = "subscription { casualtyReportChanged(since: 0) { position slug } }";
const RENAMED = { "records.yaml": SMALL_CORPUS["records.yaml"].replace("AT_LEAST", "ABOUT") };

const subscribeTo = ({ url }: Service, query: string, headers: Record<string, string> = {}) =>
  subscribe(fetch, `${url}/graphql`, { query, headers });

describe.each(dialects)("A stream of events on %s", PATIENT, (dialect) => {
  it("ends with a masked error when the database fails, and a new one works afterwards", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    await test.load(folder.path);
    await using service = await serviceOver(test.store);
    const { schema } = test.store.db;
    await using events = await subscribeTo(service, REPORTS, { "x-request-id": "find-me" });
    expect(await events.take(2)).toHaveLength(2);

    await schema.alterTable("change").renameTo("away").execute();
    expect(await events.next()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining("Something went wrong"),
          extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "find-me" },
        },
      ],
    });
    expect(await events.next()).toBeNull();
    expect(service.failures.join("")).toMatch(/find-me.*change/);
    expect(service.changePoller.waiting).toBe(0);

    await schema.alterTable("away").renameTo("change").execute();
    await using again = await subscribeTo(service, REPORTS);
    expect(await again.take(2)).toHaveLength(2);
    await folder.write(RENAMED);
    await test.load(folder.path);
    expect((await again.next())?.data).toMatchObject({ casualtyReportChanged: { slug: "twenty-killed" } });
  });

  it("is released when its reader leaves, in any way", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await using service = await serviceOver(app.store);
    const waiting = (of: ChangePoller, count: number) => expect.poll(() => of.waiting, { timeout: 10_000 }).toBe(count);

    // A client that closes its connection while it waits.
    const one = await subscribeTo(service, REPORTS);
    await one.take(2);
    await waiting(service.changePoller, 1);
    one.leave();
    await waiting(service.changePoller, 0);

    // An aborted request, and a cancelled body.
    const two = await app.subscribe(REPORTS);
    const three = await app.fetch(`/graphql?query=${encodeURIComponent(REPORTS)}`, {
      headers: { accept: "text/event-stream" },
    });
    const chunks = three.body?.[Symbol.asyncIterator]();
    await chunks?.next();
    await two.take(2);
    await waiting(app.changePoller, 2);
    two.leave();
    await waiting(app.changePoller, 1);
    await three.body?.cancel();
    await waiting(app.changePoller, 0);
    expect(await two.next()).toBeNull();
  });

  it("ends with an error when the service stops, and no stream starts after that", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await using service = await serviceOver(app.store);
    const open = await Promise.all([1, 2, 3].map(() => subscribeTo(service, REPORTS)));
    for (const events of open) await events.take(2);
    await service.stop();
    for (const events of open) {
      expect(await events.next()).toMatchObject({
        errors: [
          { message: expect.stringContaining("last position as `since`"), extensions: { code: "SERVICE_STOPPING" } },
        ],
      });
      expect(await events.next()).toBeNull();
    }
    const late = await subscribeTo(service, REPORTS);
    expect(late.response.status).toBe(503);
    expect((await late.next())?.errors).toMatchObject([{ extensions: { code: "SERVICE_STOPPING" } }]);
    expect(service.changePoller.waiting).toBe(0);
  });
});

it.skipIf(!dialects.includes("PostgreSQL"))(
  "A stream reports that the database was lost when PostgreSQL ends its connection (needs TEST_DATABASE_URL)",
  async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore("PostgreSQL");
    await test.load(folder.path);
    await using service = await serviceOver(test.store);
    await using events = await subscribeTo(service, REPORTS);
    await events.take(2);
    const { db } = test.store;
    await db.transaction().execute(async (own) => {
      // Locked, so that the next poll of the change log waits and can be recognised.
      await sql`lock table "change" in access exclusive mode`.execute(own);
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(own);
      const ended = async () => {
        const looks = await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where ${rows[0]?.pid} = any(pg_blocking_pids(pid)) and query like '%max("position")%'`.execute(db);
        return looks.rows.length;
      };
      await expect.poll(ended, { timeout: 10_000 }).toBe(1);
    });
    expect((await events.next())?.errors).toMatchObject([{ extensions: { code: "SERVICE_UNAVAILABLE" } }]);
    expect(await events.next()).toBeNull();

    // The pool may use the terminated connection until the pool learns of its end, so all connections are tried.
    const asked = () => Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.02)`.execute(db)));
    await expect.poll(() => asked().then(() => "fine", String), { timeout: 10_000 }).toBe("fine");
    await using again = await subscribeTo(service, REPORTS);
    expect(await again.take(2)).toHaveLength(2);
    await folder.write(RENAMED);
    await test.load(folder.path);
    expect((await again.next())?.data).toMatchObject({ casualtyReportChanged: { slug: "twenty-killed" } });
  },
);

describe("A stream of events", () => {
  it("contains what another process loads", async () => {
    const path = await mkdtemp(join(tmpdir(), "conflict-graph-stream-"));
    const database = join(path, "small.db");
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using store = await openMigrated(database);
    await using service = await serviceOver(store);
    await using events = await subscribeTo(
      service,
      "subscription { casualtyReportChanged { kind slug record { ... on CasualtyReport { count { label } } } } }",
    );
    const load = async () => {
      const { code } = await outputOf(startCommand(["load", folder.path, "--database", database]));
      expect(code).toBe(0);
    };
    await load();
    await folder.write(RENAMED);
    await load();
    expect((await events.take(3)).map(({ data }) => data.casualtyReportChanged)).toEqual([
      { kind: "ADDED", slug: "twenty-killed", record: { count: { label: "at least 20" } } },
      { kind: "ADDED", slug: "five-civilians", record: { count: { label: "5" } } },
      { kind: "REVISED", slug: "twenty-killed", record: { count: { label: "about 20" } } },
    ]);
    await rm(path, { recursive: true });
  });

  it("reads the change log no further than its reader has read", async () => {
    const CLAIMS = 3000;
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path);
    const { records, ...corpus } = await readCorpus(folder.path);
    const claim = records.find((record) => record.slug === "twenty-killed");
    if (claim?.type !== "CasualtyReport") throw new Error("It is in the small corpus.");
    const claims = Array.from({ length: CLAIMS }, (_, at) => ({ ...claim, slug: `claim-${at}` }));
    await writeCorpus(app.store, { ...corpus, records: [...records, ...claims] });
    app.statements.length = 0;
    await using events = await app.subscribe(REPORTS);
    await events.take(10);
    for (let turns = 0; turns < 10_000; turns++) await setImmediate();
    const batches = app.statements.filter((statement) => /limit/.test(statement)).length;
    // Only as many of the 31 batches are read as fit into the buffers of the stream.
    expect(batches).toBeGreaterThanOrEqual(1);
    expect(batches).toBeLessThan(15);
    expect(await events.take(CLAIMS - 8)).toHaveLength(CLAIMS - 8);
  });

  it("ends with the first incomplete event, so that the reader's position does not move past it", async () => {
    await using app = await testApp("SQLite");
    const events = await app.subscribe(
      "subscription { casualtyReportChanged(since: 0) { position record { ... on CasualtyReport { article { events(first: -1) { totalCount } } } } } }",
    );
    expect((await events.next())?.errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", argument: "first" } },
    ]);
    expect(await events.next()).toBeNull();
  });

  it("masks an error in an event, and ends with it", async () => {
    await using app = await testApp("SQLite");
    await app.store.db.schema.alterTable("source").renameTo("away").execute();
    const events = await app.subscribe(
      "subscription { casualtyReportChanged(since: 0) { record { ... on CasualtyReport { article { source { title } } } } } }",
    );
    const event = await events.next();
    expect(event?.errors).toMatchObject([
      { extensions: { code: "INTERNAL_SERVER_ERROR", requestId: expect.any(String) } },
    ]);
    expect(JSON.stringify(event)).not.toContain("no such table");
    expect(await events.next()).toBeNull();
  });
});
