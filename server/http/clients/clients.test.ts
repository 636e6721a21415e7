import { describe, expect, it } from "vitest";
import { addressRanges, networkOf } from "../../config/addresses.ts";
import { type ClientSettings, NO_PROXIES } from "../../config/clients.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { subscribe } from "../../testing/events.ts";
import { serviceOver } from "../../testing/service.ts";
import { testApp, testStore } from "../../testing/testApp.ts";
import { clientOf } from "../request/client.ts";
import { createAllowance } from "./allowance.ts";

const QUERY = { query: "{ dataRevision }" };
const codeOf = async (response: Response) =>
  ((await response.json()) as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

describe("A client", () => {
  const near = (remoteAddress: string) => ({ req: { socket: { remoteAddress } } });
  const behind = (proxies: string[], proxyHeader: ClientSettings["proxyHeader"] = "x-forwarded-for") => ({
    trustedProxies: addressRanges(proxies),
    proxyHeader,
    gateways: [
      { who: addressRanges(["192.0.2.0/24"]), multiple: 20 },
      { who: "the-key", multiple: 5 },
    ],
  });
  const nameOf = (headers: HeadersInit, address: string, settings: ClientSettings) =>
    clientOf(new Headers(headers), near(address), null, settings)?.name;

  it("is the address of its connection, whatever its headers claim", () => {
    const claimed = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" };
    expect(nameOf(claimed, "198.51.100.1", NO_PROXIES)).toBe("address 198.51.100.1");
    expect(nameOf(claimed, "198.51.100.1", behind(["10.0.0.0/8"]))).toBe("address 198.51.100.1");
  });

  it("is the address that the last trusted proxy names", () => {
    const chain = { "x-forwarded-for": "1.1.1.1, 203.0.113.9, 10.2.0.1", forwarded: "for=9.9.9.9" };
    expect(nameOf(chain, "10.0.0.1", behind(["10.0.0.0/8"]))).toBe("address 203.0.113.9");
    expect(
      nameOf(
        { forwarded: 'for=1.1.1.1, for="[2001:db8::7]:4711";proto=https' },
        "::ffff:10.0.0.1",
        behind(["10.0.0.0/8"], "forwarded"),
      ),
    ).toBe("address 2001:db8:0:0::/64");
    expect(nameOf({}, "10.0.0.1", behind(["10.0.0.0/8"]))).toBe("address 10.0.0.1");
  });

  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:198.51.100.1", "198.51.100.1"],
  ])("with the address %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("is its verified identity rather than its address, and a gateway has higher limits", () => {
    const settings = behind([]);
    expect(clientOf(new Headers(), near("198.51.100.1"), "the-key", settings)).toEqual({
      name: "identity the-key",
      multiple: 5,
    });
    expect(clientOf(new Headers(), near("192.0.2.7"), null, settings)?.multiple).toBe(20);
    expect(clientOf(new Headers(), near("198.51.100.1"), "other", settings)?.multiple).toBe(1);
    expect(clientOf(new Headers(), {}, null, settings)).toBeNull();
  });
});

describe("The places of a client", () => {
  it("are separate from those of others, and free again after they are given back, once or several times", () => {
    const allowance = createAllowance({ ...DEFAULT_LIMITS, concurrent: 2 });
    const [one, other] = [
      { name: "one", multiple: 1 },
      { name: "other", multiple: 2 },
    ];
    const leave = allowance.hold(one, "concurrent");
    allowance.hold(one, "concurrent");
    expect(() => allowance.hold(one, "concurrent")).toThrow(/at most 2 are allowed \(limit: concurrent\)/);
    for (let at = 0; at < 4; at++) allowance.hold(other, "concurrent");
    expect(() => allowance.hold(other, "concurrent")).toThrow(/at most 4/);
    leave();
    leave();
    allowance.hold(one, "concurrent");
    expect(() => allowance.hold(one, "concurrent")).toThrow(/at most 2/);
    expect(() => allowance.hold(null, "concurrent")).not.toThrow();
  });
});

describe("Only the client concerned", () => {
  const settings = (limits: object, gateways: ClientSettings["gateways"] = []) => ({
    limits: { ...DEFAULT_LIMITS, ...limits },
    clients: { trustedProxies: addressRanges(["127.0.0.1"]), proxyHeader: "x-forwarded-for" as const, gateways },
  });
  const from = (address: string) => ({ "x-forwarded-for": address });

  it("is refused when it sends too many requests per minute, with the time to wait", async () => {
    await using test = await testStore("SQLite");
    const gateways = [{ who: addressRanges(["192.0.2.1"]), multiple: 2 }];
    await using service = await serviceOver(test.store, settings({ requestsPerMinute: 2 }, gateways));
    for (let at = 0; at < 2; at++) expect((await service.post(QUERY, from("198.51.100.1"))).status).toBe(200);
    const refused = await service.post(QUERY, from("198.51.100.1"));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    expect(await codeOf(refused)).toBe("RATE_LIMITED");
    expect((await service.post(QUERY, from("198.51.100.2"))).status).toBe(200);
    for (let at = 0; at < 4; at++) expect((await service.post(QUERY, from("192.0.2.1"))).status).toBe(200);
    expect((await service.post(QUERY, from("192.0.2.1"))).status).toBe(429);
    expect((await fetch(`${service.url}/health`, { headers: from("198.51.100.1") })).status).toBe(200);
  });

  it("is refused when it exceeds its cost per minute", async () => {
    await using test = await testStore("SQLite");
    await using service = await serviceOver(test.store, settings({ costPerMinute: 1 }));
    expect((await service.post(QUERY, from("198.51.100.1"))).status).toBe(200);
    const refused = await service.post(QUERY, from("198.51.100.1"));
    expect([refused.status, await codeOf(refused)]).toEqual([429, "COST_RATE_LIMITED"]);
    expect(refused.headers.has("retry-after")).toBe(true);
    expect((await service.post(QUERY, from("198.51.100.2"))).status).toBe(200);
  });

  it("gets a refund for pages that are not full", async () => {
    await using test = await testApp("SQLite");
    await using service = await serviceOver(test.store, settings({ costPerMinute: 400 }));
    // Each is another query: an answer that is kept would cost less.
    const queryOf = (at: number) => `query Number${at} { articles(first: 100) { nodes { slug } } }`;
    const statuses: number[] = [];
    for (let at = 0; at < 7; at++)
      statuses.push((await service.post({ query: queryOf(at) }, from("198.51.100.1"))).status);
    // Each costs 221, of which 31 are used, since there are five articles.
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });

  it("is refused when it opens too many streams, until one of them ends", async () => {
    await using test = await testStore("SQLite");
    await using service = await serviceOver(test.store, settings({ streams: 1, concurrent: 1 }));
    const open = () =>
      subscribe(fetch, `${service.url}/graphql`, {
        query: "subscription { articleIngested { position } }",
        headers: from("198.51.100.1"),
      });
    const first = await open();
    expect(first.response.status).toBe(200);
    const second = await service.post(
      { query: "subscription { articleIngested { position } }" },
      { ...from("198.51.100.1"), accept: "text/event-stream" },
    );
    expect([second.status, await second.text()]).toEqual([429, expect.stringContaining("TOO_MANY_STREAMS")]);
    first.leave();
    // The place becomes free when the service notices that the first client left.
    await expect
      .poll(async () => (await service.post(QUERY, from("198.51.100.1"))).status, { timeout: 10_000 })
      .toBe(200);
    await using third = await open();
    expect(third.response.status).toBe(200);
  });
});
