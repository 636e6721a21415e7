import { parse, validate } from "graphql";
import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { schema } from "../../schema/schema.ts";
import { attackedService, times } from "../../testing/attackedService.ts";
import { ATTACK_OPERATIONS } from "../../testing/attacks/attacks.ts";
import { openSocket, subscribeFrame } from "../../testing/attacks/rawClient.ts";
import { subscribe } from "../../testing/events.ts";

const limits = { ...DEFAULT_LIMITS, answerBytes: 100_000, cost: 500 };
const texts = (copies: number) =>
  `subscription { articleIngested(since: 0) { record { ... on Article { ${times(copies, (at) => `a${at}: text`)} } } } }`;
const ARTICLES = 5;
const TOO_LARGE = { code: "ANSWER_TOO_LARGE", limit: "answerBytes", allowed: 100_000 };

const overSocket = (url: string) =>
  createClient({ url: `${url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });

describe("The events of a subscription", () => {
  const service = attackedService({ limits });
  const overHttp = (query: string) => subscribe(fetch, `${service().url}/graphql`, { query });

  it("are not larger than other answers", async () => {
    await using events = await overHttp(texts(50));
    const all = await events.take(ARTICLES);
    expect(all.at(-1)).toMatchObject({ errors: [{ extensions: TOO_LARGE }] });

    const client = overSocket(service().url);
    const received: unknown[] = [];
    for await (const event of client.iterate({ query: texts(50) })) received.push(event);
    expect(received).toHaveLength(all.length);
    expect(received.at(-1)).toMatchObject({ errors: [{ extensions: TOO_LARGE }] });
    await client.dispose();
  });

  it("may cost as much as an operation each, however many there are", async () => {
    // Each event is long enough to cost more than estimated, and all together cost more than one operation may.
    const query = `subscription { casualtyReportChanged(since: 0) { position record { ... on CasualtyReport {
      article { ${times(6, (at) => `a${at}: text`)} } } } } }`;
    await using events = await overHttp(query);
    const all = await events.take(30);
    expect(all.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(all).toHaveLength(30);
  });

  it("are the same over a socket as over HTTP", async () => {
    const query = "subscription { casualtyReportChanged(since: 0) { position kind record { id __typename } } }";
    await using events = await overHttp(query);
    const client = overSocket(service().url);
    const received: unknown[] = [];
    for await (const event of client.iterate({ query })) {
      received.push(event);
      if (received.length === 5) break;
    }
    expect(received).toEqual(await events.take(5));
    await client.dispose();
  });
});

describe("A socket that does not read", () => {
  const service = attackedService();

  it("gets no more events, and other clients are served", async () => {
    const port = Number(new URL(service().url).port);
    using socket = await openSocket(port, "127.0.0.1", "never");
    for (let id = 0; id < 20; id++) {
      await socket.send(subscribeFrame(String(id), texts(50)));
    }
    // Each of the 20 subscriptions would send 5 articles, 50 times each: 30 MB, of which the system takes some.
    const unread = () => service().activity().unreadBytes;
    await expect.poll(unread, { timeout: 20_000 }).toBeGreaterThan(0);
    for (let count = 0; count < 10; count++) await service().serves();
    expect(unread()).toBeLessThan(2_000_000);
  });
});

it("The attacks on memory ask for what the service would answer", () => {
  for (const query of Object.values(ATTACK_OPERATIONS)) expect(validate(schema, parse(query))).toEqual([]);
});
