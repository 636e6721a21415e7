import { once } from "node:events";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { openStore, type Store } from "../../store/db/database.ts";
import type { ServiceProcess } from "../commandLine.ts";
import { dialects } from "../dialects.ts";
import { subscribe } from "../events.ts";
import { corpusFolder, type Folder, SMALL_CORPUS } from "../testApp.ts";
import { ask, type GraphqlResponse } from "./ask.ts";
import { createDatabase, type TestDatabase } from "./databases.ts";
import { findInconsistencies } from "./inconsistencies.ts";
import { prepareStore } from "./killing.ts";
import { startService } from "./process.ts";
import { startTcpProxy, type TcpProxy } from "./tcpProxy.ts";
import { acknowledged, articleOf, send, type Write } from "./writes.ts";

const PATIENT = { timeout: 60_000, interval: 100 };
const READ = '{ casualtyReport(slug: "twenty-killed") { count { label } } }';

/** All tests use the same service, which is never restarted. */
describe.skipIf(!dialects.includes("PostgreSQL"))("PostgreSQL (needs TEST_DATABASE_URL)", PATIENT, () => {
  let folder: Folder;
  let database: TestDatabase;
  let proxy: TcpProxy;
  let service: ServiceProcess;
  let token: string;
  /** Bypasses the proxy. */
  let direct: Store;
  let articles = 0;

  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    database = await createDatabase("PostgreSQL");
    token = await prepareStore(database.url, folder.path);
    proxy = await startTcpProxy(database.url);
    direct = await openStore(database.url);
    service = await startService({ databaseUrl: proxy.url, env: { LIMIT_SECONDS: "2" } });
  });
  afterAll(async () => {
    expect(await service.stop()).toBe(0);
    expect(service.log()).not.toMatch(/unhandled|uncaught/i);
    await direct[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  afterEach(() => proxy.restore());

  const read = () => ask(service.url, READ);
  /** May be up to half a second old: all who ask meanwhile get the result of one check. */
  const readyStatus = async () => (await fetch(`${service.url}/ready`)).status;
  const newWrite = (): Write => {
    const article = ++articles;
    return { key: `k-${article}`, operation: "ingestArticle", variables: { input: articleOf(article) }, article };
  };
  const write = (what: Write) => send(service.url, token, what);
  const recovered = async () => {
    await expect.poll(readyStatus, PATIENT).toBe(200);
    await expect.poll(async () => (await read()).data?.casualtyReport?.count.label, PATIENT).toBe("at least 20");
    const next = newWrite();
    acknowledged(next, await write(next));
    expect(await findInconsistencies(direct)).toEqual([]);
  };
  const isUnavailable = ({ status, codes, headers }: GraphqlResponse) => {
    expect({ status, codes }).toEqual({ status: 503, codes: ["SERVICE_UNAVAILABLE"] });
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  };
  /** The service's connections, identified by their schema. */
  const endConnections = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like '%"casualtyReport"%'`.execute(
      direct.db,
    );

  it("that closes all connections fails only the requests in progress", async () => {
    const asked = Array.from({ length: 20 }, async (_, at) => {
      if (at === 10) await endConnections();
      return read();
    });
    for (const { status, codes, data } of await Promise.all(asked))
      if (status !== 200) expect(codes).toEqual(["SERVICE_UNAVAILABLE"]);
      else expect(data.casualtyReport.count.label).toBe("at least 20");
    await recovered();
  });

  it("that is stopped and restarted is used again", async () => {
    await using events = await subscribe(fetch, `${service.url}/graphql`, {
      query: "subscription { articleIngested(since: 0) { position } }",
    });
    const [first] = await events.take(1);
    proxy.stop();
    isUnavailable(await read());
    await expect.poll(readyStatus, PATIENT).toBe(503);
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    const page = await fetch(`${service.url}/claims/twenty-killed@1`);
    expect([page.status, page.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await fetch(`${service.url}/`)).status).toBe(503);
    const lost = newWrite();
    isUnavailable(await write(lost));

    // The stream ends with an error. A client that reconnects with its last position misses nothing.
    let last = first?.data.articleIngested.position;
    for (let event = await events.next(); event !== null; event = await events.next())
      if (event.errors) expect(event.errors[0]?.extensions.code).toBe("SERVICE_UNAVAILABLE");
      else last = event.data.articleIngested.position;
    proxy.restore();
    await recovered();
    acknowledged(lost, await write(lost));
    await using again = await subscribe(fetch, `${service.url}/graphql`, {
      query: `subscription { articleIngested(since: ${last}) { slug } }`,
    });
    expect((await again.take(2)).map(({ data }) => data.articleIngested.slug)).toEqual([
      `report-${articles}`,
      `report-${lost.article}`,
    ]);
  });

  it("that is stopped closes sockets so that clients try again, and fails operations, without a word about the database", async () => {
    const open = async (payload: object) => {
      const socket = new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      const messages: string[] = [];
      socket.on("message", (message) => messages.push(String(message)));
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "connection_init", payload }));
      return { socket, messages };
    };
    proxy.stop();
    await expect.poll(readyStatus, PATIENT).toBe(503);
    const withKey = await open({ authorization: `Bearer ${token}` });
    const [code, reason] = await once(withKey.socket, "close");
    expect([code, String(reason)]).toEqual([1013, "Keys and tokens cannot be checked at the moment."]);

    const { socket, messages } = await open({});
    await expect.poll(() => messages.length, PATIENT).toBe(1);
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: READ } }));
    await expect.poll(() => messages.length, PATIENT).toBeGreaterThan(1);
    socket.terminate();
    expect(messages[1]).toContain('"code":"SERVICE_UNAVAILABLE"');
    expect(messages.join()).not.toMatch(new RegExp(`127\\.0\\.0\\.1|ECONN|${new URL(proxy.url).port}`));
    proxy.restore();
    await recovered();
  });

  it("that goes silent is given up on after the time limit, and delays no other client", async () => {
    await read();
    proxy.stall();
    await expect.poll(readyStatus, PATIENT).toBe(503);
    const { status, codes } = await read();
    expect([status, codes]).toEqual([422, ["OUT_OF_TIME"]]);
    // More requests than connections: no request waits forever.
    const many = await Promise.all(Array.from({ length: 15 }, read));
    for (const answer of many) expect(["OUT_OF_TIME", "SERVICE_UNAVAILABLE"]).toContain(answer.codes[0]);
    proxy.restore();
    await recovered();
  });

  it("that is slow is used within the time limit", async () => {
    proxy.delay(50);
    expect((await read()).status).toBe(200);
    proxy.delay(3000);
    const { status, codes } = await read();
    expect([status, codes]).toEqual([422, ["OUT_OF_TIME"]]);
    proxy.restore();
    await recovered();
  });

  it("that is lost during a write leaves the write's outcome unknown; the same write sent again is applied once", async () => {
    for (const what of [newWrite(), newWrite()]) {
      proxy.closeAfter("commit");
      const { status, codes, errors } = await write(what);
      expect([status, codes]).toEqual([503, ["OUTCOME_UNKNOWN"]]);
      expect(errors[0]?.message).toContain("same `key`");
      const first = acknowledged(what, await write(what));
      expect(acknowledged(what, await write(what))).toEqual(first);
      const { rows } = await sql`select write from "request" where "clientKey" = ${what.key}`.execute(direct.db);
      expect(rows).toEqual([{ write: first.dataRevision }]);
    }
    await recovered();
  });

  it("locked by another writer refuses writes with a code, and can still be read", async () => {
    await direct.db.transaction().execute(async (other) => {
      await sql`select pg_advisory_xact_lock(7238601)`.execute(other);
      const writes = Array.from({ length: 15 }, () => write(newWrite()));
      for (let reads = 0; reads < 20; reads++) expect((await read()).status).toBe(200);
      for (const { status, codes } of await Promise.all(writes)) expect([status, codes]).toEqual([503, ["STORE_BUSY"]]);
    });
    await recovered();
  });

  it("with locked tables is not waited for longer than the time limit", async () => {
    await direct.db.transaction().execute(async (other) => {
      await sql`lock table "casualtyReport" in access exclusive mode`.execute(other);
      const many = await Promise.all(Array.from({ length: 15 }, read));
      for (const answer of many) expect(["OUT_OF_TIME", "SERVICE_UNAVAILABLE"]).toContain(answer.codes[0]);
    });
    await recovered();
  });
});
