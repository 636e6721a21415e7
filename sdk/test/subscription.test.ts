import type { RequestListener } from "node:http";
import { describe, expect, test } from "vitest";
import type { TypedDocument } from "../src/index.ts";
import { failure, inTurn, json, serverThat } from "./server.ts";

type Change = { readonly position: number };
const CHANGED: TypedDocument<{ changed: Change }, { since?: number }> =
  "subscription Changed($since:Int){changed(since:$since){position}}";

const next = (position: number): string =>
  `event: next\ndata: ${JSON.stringify({ data: { changed: { position } } })}\n\n`;
const COMPLETE = "event: complete\ndata:\n\n";

/** A stream of these pieces. After them, the stream remains open or breaks. */
const stream =
  (pieces: readonly string[], then: "stay" | "break" | "end" = "stay"): RequestListener =>
  async (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of [":\n\n", ...pieces]) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (then === "break") response.destroy();
    if (then === "end") response.end();
  };

async function positions(changes: AsyncIterable<{ changed: Change }>, most = 100): Promise<number[]> {
  const seen: number[] = [];
  for await (const { changed } of changes) if (seen.push(changed.position) >= most) break;
  return seen;
}

describe("a subscription", () => {
  test("yields each event until the service completes it", async () => {
    await using server = await serverThat(stream([next(1), next(2), COMPLETE]));
    expect(await positions(server.client.subscribe(CHANGED, { since: 0 }))).toEqual([1, 2]);
  });

  test("sends nothing before the loop starts", async () => {
    const answers = inTurn(stream([]));
    await using server = await serverThat(answers);
    server.client.subscribe(CHANGED, { since: 0 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(answers.requests).toEqual([]);
  });

  test.each([
    ["in pieces that cut characters and lines", (text: string) => [...text]],
    ["with carriage returns", (text: string) => [text.replaceAll("\n", "\r\n")]],
    ["with data on several lines", (text: string) => [text.replace('{"changed"', '\ndata: {"changed"')]],
    ["with comments and ids in between", (text: string) => [`: still here\n\nid: 7\n${text}`]],
  ])("reads events %s", async (_name, cut) => {
    await using server = await serverThat(stream([...cut(next(1)), ...cut(next(2)), COMPLETE]));
    expect(await positions(server.client.subscribe(CHANGED, { since: 0 }))).toEqual([1, 2]);
  });

  test("reads characters that are split over two chunks", async () => {
    const bytes = Buffer.from(`event: next\ndata: {"data":{"said":"Ağdərə"}}\n\n${COMPLETE}`);
    await using server = await serverThat(async (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const byte of bytes) {
        response.write(Buffer.of(byte));
        await new Promise(setImmediate);
      }
      response.end();
    });
    const said = [];
    for await (const event of server.client.subscribe("subscription { said }")) said.push(event);
    expect(said).toEqual([{ said: "Ağdərə" }]);
  });

  test("fails with the service's error, whether it comes instead of a stream or within the stream", async () => {
    const error = { errors: [{ message: "No.", extensions: { code: "BAD_USER_INPUT", argument: "since" } }] };
    const refused = { code: "BAD_USER_INPUT", argument: "since", operation: "Changed" };
    await using plain = await serverThat(json(200, error));
    expect(await failure(plain.client.subscribe(CHANGED, { since: -1 }).next())).toMatchObject(refused);
    await using within = await serverThat(stream([next(1), `event: next\ndata: ${JSON.stringify(error)}\n\n`]));
    const changes = within.client.subscribe(CHANGED, { since: 0 });
    expect((await changes.next()).value).toEqual({ changed: { position: 1 } });
    expect(await failure(changes.next())).toMatchObject(refused);
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });
});

describe("the client reconnects after the last position", () => {
  test.each(["break", "end"] as const)("if the service %ss the connection", async (how) => {
    const answers = inTurn(stream([next(1), next(2)], how), stream([next(3), COMPLETE]));
    await using server = await serverThat(answers);
    expect(await positions(server.client.subscribe(CHANGED, { since: 0 }))).toEqual([1, 2, 3]);
    expect(answers.requests.map(({ variables }) => variables)).toEqual([{ since: 0 }, { since: 2 }]);
  });

  test("if the connection is silent for too long", async () => {
    const answers = inTurn(stream([next(1)]), stream([next(2), COMPLETE]));
    await using server = await serverThat(answers);
    expect(await positions(server.client.subscribe(CHANGED, { since: 0 }, { timeoutMs: 150 }))).toEqual([1, 2]);
  });

  test("if the service stops, even while it is down", async () => {
    const stopping = { errors: [{ message: "Stopping.", extensions: { code: "SERVICE_STOPPING" } }] };
    const gone: RequestListener = (_request, response) => response.destroy();
    const answers = inTurn(
      stream([next(1), `event: next\ndata: ${JSON.stringify(stopping)}\n\n`]),
      gone,
      json(503, {}),
      stream([next(2), COMPLETE]),
    );
    await using server = await serverThat(answers, { retries: 0 });
    expect(await positions(server.client.subscribe(CHANGED, { since: 0 }))).toEqual([1, 2]);
    expect(answers.requests.map(({ variables }) => variables.since)).toEqual([0, 1, 1, 1]);
  });

  test("without `since` from the position at the start of the loop", async () => {
    const answers = inTurn(
      json(200, { data: { changePosition: 7 } }),
      stream([], "break"),
      stream([next(8), COMPLETE]),
    );
    await using server = await serverThat(answers);
    expect(await positions(server.client.subscribe(CHANGED))).toEqual([8]);
    expect(answers.requests.map(({ variables }) => variables.since)).toEqual([undefined, 7, 7]);
  });

  test("but not if the document takes no position, or the first connection failed", async () => {
    await using broken = await serverThat(stream([next(1)], "break"));
    const changes = broken.client.subscribe("subscription { changed { position } }");
    await changes.next();
    expect(await failure(changes.next())).toMatchObject({ code: "NETWORK" });

    const answers = inTurn(json(503, {}));
    await using away = await serverThat(answers, { retries: 1 });
    expect(await failure(away.client.subscribe(CHANGED, { since: 0 }).next())).toMatchObject({ status: 503 });
    expect(answers.requests).toHaveLength(2);
  });
});

describe("leaving a subscription closes the connection", () => {
  /** A service with one event in its stream, and a promise that resolves when the connection is closed. */
  async function open() {
    const closed = Promise.withResolvers<void>();
    const server = await serverThat((request, response) => {
      response.on("close", closed.resolve);
      stream([next(1)])(request, response);
    });
    return { server, closed: closed.promise };
  }

  test("at the end of the loop", async () => {
    const { server, closed } = await open();
    await using _server = server;
    expect(await positions(server.client.subscribe(CHANGED, { since: 0 }), 1)).toEqual([1]);
    await closed;
  });

  test("by `return` while the next event is awaited, which ends the loop", async () => {
    const { server, closed } = await open();
    await using _server = server;
    const changes = server.client.subscribe(CHANGED, { since: 0 });
    await changes.next();
    const pending = changes.next();
    expect(await changes.return()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    await closed;
  });

  test("by an abort, which rejects with its reason at once", async () => {
    const { server, closed } = await open();
    await using _server = server;
    const [controller, reason] = [new AbortController(), new Error("The reader has left.")];
    const changes = server.client.subscribe(CHANGED, { since: 0 }, { signal: controller.signal });
    await changes.next();
    const pending = failure(changes.next());
    controller.abort(reason);
    expect(await pending).toBe(reason);
    await closed;
  });

  test("by an abort while it waits to reconnect", async () => {
    const [controller, reason] = [new AbortController(), new Error("The reader has left.")];
    const gone: RequestListener = (_request, response) => {
      response.destroy();
      setTimeout(() => controller.abort(reason), 30);
    };
    await using server = await serverThat(inTurn(stream([next(1)], "break"), gone));
    const changes = server.client.subscribe(CHANGED, { since: 0 }, { signal: controller.signal });
    await changes.next();
    expect(await failure(changes.next())).toBe(reason);
  });
});
