import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, get } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { readCorpus } from "../ingest/readCorpus.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";
import { startCollector } from "../testing/collector.ts";
import { type ServiceProcess, startCommand, startedService } from "../testing/commandLine.ts";
import { enlarge } from "../testing/corpora/enlarge.ts";
import { subscribe } from "../testing/events.ts";
import { corpusFolder, SMALL_CORPUS } from "../testing/testApp.ts";

const isLinux = process.platform === "linux";

let folder: string;
let database: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-stopping-"));
  database = join(folder, "store.db");
  await using corpus = await corpusFolder(SMALL_CORPUS);
  await using store = await openMigrated(database);
  await writeCorpus(store, await readCorpus(corpus.path));
  // In a large store, heavy operations run on worker threads.
  await enlarge(store, "small");
});
afterAll(() => rm(folder, { recursive: true }));

const start = (env: Record<string, string>) =>
  startCommand(["serve", "--no-corpus", "--database", database, "--port", "0"], { cwd: folder, env });

const running = (env: Record<string, string> = {}) => startedService(start(env));

interface Half {
  /** Sends the rest of the request, and returns the whole answer once the server has closed the connection. */
  finish(): Promise<string>;
  readonly socket: Socket;
}

/** A request that the service has accepted, but whose body it has not received yet. */
async function halfSent({ url }: ServiceProcess, query: string): Promise<Half> {
  const body = JSON.stringify({ query });
  const socket = connect(Number(new URL(url).port), "localhost");
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk));
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  await expect.poll(() => answer).toContain("100 Continue");
  return {
    socket,
    async finish() {
      socket.write(body);
      await once(socket, "close");
      return answer;
    },
  };
}

describe.skipIf(!isLinux)("A service that gets a signal to stop", () => {
  it("finishes open requests, tells all streams, accepts no new requests, and ends with 0", async () => {
    await using collected = await startCollector();
    const service = await running({
      OTEL_EXPORTER_OTLP_ENDPOINT: collected.url,
      METRICS_PORT: "0",
      SHUTDOWN_GRACE: "60",
    });
    const light = await halfSent(service, "{ articles { totalCount } }");
    const heavy = await halfSent(service, '{ toll(harm: KILLED, event: "fighting") { label } }');
    const query = "subscription { articleIngested(since: 0) { position } }";
    const events = await subscribe(fetch, `${service.url}/graphql`, { query });
    await events.take(1);
    const socket = createClient({
      url: `${service.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const overSocket = socket.iterate({ query });
    await overSocket.next();
    const agent = new Agent({ keepAlive: true });
    const kept = get(`${service.url}/health`, { agent });
    const [response] = await once(kept, "response");
    response.resume();
    const [idle] = await once(agent, "free");

    const exited = once(service.child, "exit");
    service.child.kill("SIGTERM");

    expect(await events.next()).toMatchObject({ errors: [{ extensions: { code: "SERVICE_STOPPING" } }] });
    expect(await events.next()).toBeNull();
    expect(await overSocket.next()).toMatchObject({
      value: { errors: [{ extensions: { code: "SERVICE_STOPPING" } }] },
    });
    if (!(idle as Socket).destroyed) await once(idle, "close");
    await expect(fetch(`${service.url}/health`)).rejects.toThrow("fetch failed");
    expect(service.child.exitCode).toBeNull();
    expect(await light.finish()).toContain('{"data":{"articles":{"totalCount":1}}}');
    expect(await heavy.finish()).toContain('{"data":{"toll":{"label":"at least 20');
    expect(await exited).toEqual([0, null]);
    expect(service.log()).not.toContain("Cut off");
    expect(collected.spans.map(({ name }) => name)).toContain("POST graphql");
    agent.destroy();
  });

  it("is no longer ready, and goes on for SHUTDOWN_DELAY", async () => {
    const service = await running({ SHUTDOWN_DELAY: "2" });
    const exited = once(service.child, "exit");
    service.child.kill("SIGTERM");
    await expect.poll(async () => (await fetch(`${service.url}/ready`)).status, { interval: 20 }).toBe(503);
    expect(await (await fetch(`${service.url}/ready`)).json()).toMatchObject({ reason: "The service is stopping." });
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    const last = await fetch(`${service.url}/graphql?query={dataRevision}`);
    // A client that keeps connections open learns that this connection will close.
    expect([last.status, last.headers.get("connection")]).toEqual([200, "close"]);
    expect(await exited).toEqual([0, null]);
  });

  it("does not start if metrics cannot be served", async () => {
    await using taken = await startCollector();
    const ended = start({ METRICS_PORT: new URL(taken.url).port, METRICS_HOST: "127.0.0.1" });
    expect((await once(ended, "exit"))[0]).toBe(1);
  });

  it("cuts off requests that do not finish within SHUTDOWN_GRACE", async () => {
    const service = await running({ SHUTDOWN_GRACE: "1" });
    const { socket } = await halfSent(service, "{ __typename }");
    const [closed, exited] = [once(socket, "close"), once(service.child, "exit")];
    service.child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    await closed;
    expect(service.log()).toContain("Cut off");
  });

  it("ends at once on a second signal, but not if npm repeats the first signal", async () => {
    const service = await running({ SHUTDOWN_GRACE: "3600" });
    const { socket } = await halfSent(service, "{ __typename }");
    socket.on("error", () => {});
    const exited = once(service.child, "exit");
    service.child.kill("SIGINT");
    // The operating system merges two signals that arrive at the same time.
    await setTimeout(100);
    service.child.kill("SIGINT");
    await expect.poll(service.log).toContain("Stopping");
    await setTimeout(1500);
    expect(service.child.exitCode).toBeNull();
    service.child.kill("SIGTERM");
    expect(await exited).toEqual([143, null]);
  });
});
