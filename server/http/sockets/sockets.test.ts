import { once } from "node:events";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { addressRanges } from "../../config/addresses.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { serviceOver } from "../../testing/service.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

const CHANGES = "subscription { casualtyReportChanged(since: 0) { position slug } }";

const clientOf = (url: string) =>
  createClient({ url: `${url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: Record<string, unknown> }[];
}

/** The results of an operation, at most `most`. */
async function answers(client: ReturnType<typeof clientOf>, query: string, most = 1): Promise<Answered[]> {
  const found: Answered[] = [];
  for await (const answer of client.iterate({ query })) {
    found.push(answer as never);
    if (found.length === most) break;
  }
  return found;
}

/** The `extensions` of the first error if an operation is refused. The protocol has a message for this. */
async function refusal(
  client: ReturnType<typeof clientOf>,
  query: string,
): Promise<Record<string, unknown> | undefined> {
  const errors = await answers(client, query).then(
    () => [],
    (thrown: Answered["errors"]) => thrown,
  );
  return errors?.[0]?.extensions;
}

describe("Over a WebSocket", () => {
  it("queries and subscriptions work as over HTTP, and end when their reader leaves", async () => {
    await using service = await serviceOver(app.store);
    const client = clientOf(service.url);
    expect(await answers(client, "{ dataRevision }")).toEqual([{ data: { dataRevision: 1 } }]);
    const events = await answers(client, CHANGES, 3);
    expect(
      events.map(({ data }) => Object.keys((data as { casualtyReportChanged: object }).casualtyReportChanged)),
    ).toEqual(Array(3).fill(["position", "slug"]));
    const stopped = client.iterate({ query: "subscription { articleIngested { position } }" });
    const waiting = stopped.next();
    await expect.poll(() => service.changePoller.waiting, { timeout: 10_000 }).toBe(1);
    await stopped.return?.();
    await waiting;
    await expect.poll(() => service.changePoller.waiting, { timeout: 10_000 }).toBe(0);
    await client.dispose();
  });

  it("a key that is not valid closes the socket", async () => {
    await using service = await serviceOver(app.store);
    for (const authorization of ["Bearer cg_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 5]) {
      const socket = new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
      await once(socket, "open");
      socket.send(JSON.stringify({ type: "connection_init", payload: { authorization } }));
      expect((await once(socket, "close"))[0]).toBe(4403);
    }
  });

  it("the same limits apply, and errors have the same codes", async () => {
    const limits = { ...DEFAULT_LIMITS, streams: 1 };
    await using service = await serviceOver(app.store, { limits });
    const client = clientOf(service.url);
    const deep = `{ casualtyReports { nodes { ${"partOf { ".repeat(30)} slug ${"} ".repeat(30)} } } }`;
    expect(await refusal(client, deep)).toEqual({
      code: "TOO_DEEP",
      limit: "depth",
      allowed: 20,
    });
    expect((await refusal(client, "{ nothing }"))?.code).toBe("GRAPHQL_VALIDATION_FAILED");
    const stream = client.iterate({ query: CHANGES });
    await stream.next();
    expect((await refusal(client, CHANGES))?.code).toBe("TOO_MANY_STREAMS");
    await stream.return?.();
    await client.dispose();
  });

  it("an answer in which a field failed has both its data and its errors", async () => {
    await using service = await serviceOver(app.store);
    const client = clientOf(service.url);
    const [answer] = await answers(client, '{ dataRevision article(id: "nonsense") { id } }');
    expect(answer).toMatchObject({ data: { dataRevision: 1 }, errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
    expect(answer?.errors?.[0]?.extensions).not.toHaveProperty("http");
    await client.dispose();
  });

  it("each operation counts as a request of its client", async () => {
    const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 1 };
    const clients = { trustedProxies: addressRanges([]), proxyHeader: "forwarded" as const, gateways: [] };
    await using service = await serviceOver(app.store, { limits, clients });
    const client = clientOf(service.url);
    expect((await answers(client, "{ dataRevision }"))[0]?.errors).toBeUndefined();
    expect((await refusal(client, "{ dataRevision }"))?.code).toBe("RATE_LIMITED");
    await client.dispose();
  });

  it("pages of other sites and messages that are too large are refused", async () => {
    await using service = await serviceOver(app.store);
    const open = (origin?: string) =>
      new WebSocket(`${service.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
        ...(origin && { origin }),
      });
    const [refused] = await once(open("https://evil.example"), "error");
    expect(String(refused)).toContain("403");
    const allowed = open("http://localhost:3000");
    await once(allowed, "open");
    allowed.send("x".repeat(300_000));
    const [code] = await once(allowed, "close");
    expect(code).toBe(1009);
  });

  it("streams end with the same error as over HTTP when the service stops", async () => {
    await using service = await serviceOver(app.store);
    const client = clientOf(service.url);
    const stream = client.iterate({ query: "subscription { articleIngested { position } }" });
    const next = stream.next();
    await expect.poll(() => service.changePoller.waiting, { timeout: 10_000 }).toBe(1);
    const [last] = await Promise.all([next, service.stop()]);
    expect(last.value).toMatchObject({ errors: [{ extensions: { code: "SERVICE_STOPPING" } }] });
    await client.dispose();
  });
});
