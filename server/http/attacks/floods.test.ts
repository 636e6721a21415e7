import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { addressRanges } from "../../config/addresses.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { attackedService } from "../../testing/attackedService.ts";

const SUBSCRIBE = "subscription { articleIngested { position } }";

describe("A client that sends too many requests", () => {
  const service = attackedService();

  it("learns how long to wait, whatever address it claims, while another client is served", async () => {
    const answers = [];
    for (let at = 0; at < DEFAULT_LIMITS.requestsPerMinute / 100 + 1; at++)
      answers.push(
        ...(await Promise.all(
          // Not more requests at once than are allowed.
          Array.from({ length: 20 }, async () => {
            const spoofed = `203.0.113.${at % 250}`;
            const codes = [];
            for (let turn = 0; turn < 5; turn++) {
              const headers = { "x-forwarded-for": spoofed, forwarded: `for=${spoofed}`, "x-real-ip": spoofed };
              const response = await service().post({ query: "{ dataRevision }" }, headers);
              codes.push({
                status: response.status,
                wait: response.headers.get("retry-after"),
                text: await response.text(),
              });
            }
            return codes;
          }),
        )),
      );
    const all = answers.flat();
    expect(all.filter(({ status }) => status === 200)).toHaveLength(DEFAULT_LIMITS.requestsPerMinute);
    const refused = all.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(100);
    for (const { status, wait, text } of refused) {
      expect([status, Number(wait) > 0 && Number(wait) <= 60]).toEqual([429, true]);
      expect(JSON.parse(text).errors[0].extensions).toEqual({
        code: "RATE_LIMITED",
        limit: "requestsPerMinute",
        allowed: 1200,
      });
    }
    await service().serves();
  });
});

describe("A client that sends many requests at once", () => {
  const service = attackedService();

  it("is refused the requests above its limit, while another client is served", async () => {
    const agent = new Agent({ maxSockets: 60 });
    // Requests with incomplete bodies, so that all are in progress at once.
    const pending = Array.from({ length: 25 }, () => {
      const asked = request(`${service().url}/graphql`, {
        method: "POST",
        agent,
        headers: { "content-type": "application/json", "content-length": "100" },
      });
      asked.on("error", () => {});
      asked.write("{");
      return asked;
    });
    const refused = await Promise.all(pending.slice(20).map(async (asked) => (await once(asked, "response"))[0]));
    for (const { statusCode, headers } of refused) expect([statusCode, headers["retry-after"]]).toEqual([429, "1"]);
    await service().serves();
    for (const asked of pending) asked.destroy();
    agent.destroy();
  });
});

describe("A client that opens many streams", () => {
  const service = attackedService();

  it("is refused the streams above its limit", async () => {
    const open = await Promise.all(
      Array.from({ length: DEFAULT_LIMITS.streams }, () => {
        const gone = new AbortController();
        return service()
          .post({ query: SUBSCRIBE }, { accept: "text/event-stream" }, gone.signal)
          .then(({ status }) => ({ status, gone }));
      }),
    );
    expect(open.map(({ status }) => status)).toEqual(open.map(() => 200));
    const { status, text } = await service().sends({ query: SUBSCRIBE }, { accept: "text/event-stream" });
    expect([status, text]).toEqual([429, expect.stringContaining("TOO_MANY_STREAMS")]);
    for (const { gone } of open) gone.abort();
    await expect.poll(() => service().changePoller.waiting, { timeout: 20_000 }).toBe(0);
  });
});

describe("A client that opens many connections", () => {
  const service = attackedService({
    limits: { ...DEFAULT_LIMITS, connections: 30 },
    clients: { trustedProxies: addressRanges([]), proxyHeader: "x-forwarded-for", gateways: [] },
  });

  it("is refused the next connection before it sends a request", async () => {
    const port = Number(new URL(service().url).port);
    const opened: Socket[] = [];
    let refusal = "";
    while (refusal === "" && opened.length < 60) {
      const socket = connect(port, "127.0.0.1");
      opened.push(socket);
      socket.on("error", () => {});
      await once(socket, "connect");
      const said = await Promise.race([
        once(socket, "data").then(String),
        new Promise<string>((resolve) => setTimeout(resolve, 20, "")),
      ]);
      if (said !== "") refusal = said;
    }
    expect(refusal).toMatch(/^HTTP\/1\.1 429 .*retry-after: 1.*"code":"TOO_MANY_CONNECTIONS"/s);
    for (const socket of opened) socket.destroy();
    // Closed connections free their places.
    await expect.poll(() => fetch(`${service().url}/ready`).then((r) => r.status), { timeout: 20_000 }).toBe(200);
  });
});

describe("A client that opens many sockets behind a trusted proxy", () => {
  const service = attackedService({
    limits: { ...DEFAULT_LIMITS, connections: 3 },
    clients: { trustedProxies: addressRanges(["127.0.0.1"]), proxyHeader: "x-forwarded-for", gateways: [] },
  });
  const open = (address: string) => {
    const headers = { "x-forwarded-for": address };
    const url = `${service().url.replace("http", "ws")}/graphql`;
    return new WebSocket(url, "graphql-transport-ws", { headers });
  };

  it("is refused the next one, while other clients of the proxy are served", async () => {
    const sockets = Array.from({ length: 3 }, () => open("203.0.113.1"));
    await Promise.all(sockets.map((socket) => once(socket, "open")));
    const [, response] = await once(open("203.0.113.1"), "unexpected-response");
    expect(response.statusCode).toBe(429);
    expect(String(await once(response, "data"))).toContain('"code":"TOO_MANY_CONNECTIONS"');
    const other = open("203.0.113.2");
    await once(other, "open");
    await service().serves();
    // A closed socket frees its place.
    sockets[0]?.terminate();
    const isOpen = () =>
      new Promise<boolean>((resolve) => {
        const socket = open("203.0.113.1")
          .once("open", () => resolve(true))
          .once("error", () => resolve(false));
        sockets.push(socket);
      });
    await expect.poll(isOpen, { timeout: 20_000 }).toBe(true);
    for (const socket of [...sockets, other]) socket.terminate();
  });
});

describe("Over a socket, while another client is served", () => {
  const service = attackedService({ limits: { ...DEFAULT_LIMITS, requestsPerMinute: 100 } });
  const open = async () => {
    const socket = new WebSocket(`${service().url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    socket.on("error", () => {});
    await once(socket, "open");
    return socket;
  };
  const closing = async (socket: WebSocket) => {
    const [[code]] = await Promise.all([once(socket, "close"), service().serves()]);
    return code as number;
  };

  it.each([
    ["sends nothing", "", 4408],
    ["sends invalid JSON", "{", 4400],
    ["sends brackets", "[".repeat(200_000), 4400],
    ["sends null", "null", 4400],
    [
      "sends an operation before the first message",
      JSON.stringify({ id: "1", type: "subscribe", payload: { query: "{ __typename }" } }),
      4401,
    ],
    ["sends a message that is too large", "x".repeat(300_000), 1009],
  ])("a client is disconnected if it %s", async (_what, sent, expected) => {
    const socket = await open();
    if (sent !== "") socket.send(sent);
    expect(await closing(socket)).toBe(expected);
  });

  it("a client is disconnected if it repeats the first message", async () => {
    const socket = await open();
    for (let at = 0; at < 2; at++) socket.send(JSON.stringify({ type: "connection_init" }));
    expect(await closing(socket)).toBe(4429);
  });

  it("the subscriptions of a flood are refused", async () => {
    const socket = await open();
    socket.send(JSON.stringify({ type: "connection_init" }));
    await once(socket, "message");
    const refused: string[] = [];
    socket.on("message", (message) => {
      const { type, payload } = JSON.parse(String(message));
      if (type === "next" && payload.errors) refused.push(payload.errors[0].extensions.code);
      if (type === "error") refused.push(payload[0].extensions.code);
    });
    for (let at = 0; at < 40; at++)
      socket.send(JSON.stringify({ id: `${at}`, type: "subscribe", payload: { query: SUBSCRIBE } }));
    await expect.poll(() => refused.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(20);
    for (const code of refused) expect(["TOO_MANY_STREAMS", "TOO_MANY_AT_ONCE"]).toContain(code);
    await service().serves();
    socket.close();
    await expect.poll(() => service().changePoller.waiting, { timeout: 20_000 }).toBe(0);
  });

  // These tests are last: a client that has sent too many messages in a minute may send none until it is over, on any socket.
  it.each([
    ["messages", (socket: WebSocket) => socket.send(JSON.stringify({ type: "ping" }))],
    ["pings", (socket: WebSocket) => socket.ping()],
  ])("a flood of %s ends the connection", async (_what, send) => {
    const socket = await open();
    socket.send(JSON.stringify({ type: "connection_init" }));
    for (let at = 0; at < 2000; at++) send(socket);
    expect([4429, 1006]).toContain(await closing(socket));
  });

  it("a flood over many sockets ends all of them", async () => {
    const sockets = await Promise.all(Array.from({ length: 5 }, open));
    const codes = Promise.all(sockets.map(closing));
    for (const socket of sockets) for (let at = 0; at < 100; at++) socket.ping();
    for (const code of await codes) expect([4429, 1006]).toContain(code);
  });
});
