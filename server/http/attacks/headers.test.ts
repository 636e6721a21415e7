import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { addressRanges } from "../../config/addresses.ts";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { attackedService } from "../../testing/attackedService.ts";

/** Nearly as many bytes as Node.js accepts in all headers (16 KB). */
const BYTES = 14_000;
const TIMES = 5;
/** In milliseconds of processor time, for client and service together. A quadratic pattern would take hundreds. */
const MOST = 30;
/** How often a request that took longer is measured again: collecting garbage and other tests only ever add time. */
const TRIES = 4;

/** Values for one header, or for the query of an address: each piece is repeated. */
const PIECES = [
  " ",
  ",",
  ";",
  "=",
  "a",
  '"',
  "a,",
  " ,",
  ",\t",
  "; ",
  "/",
  ";q=0",
  '"a" , ',
  "W/",
  "*/*,",
  "%",
  "1.",
  "[",
  "-",
  "a=b; ",
];
const HEADERS = [
  "accept",
  "accept-encoding",
  "accept-language",
  "authorization",
  "content-type",
  "content-length",
  "cookie",
  "expect",
  "forwarded",
  "x-forwarded-for",
  "if-none-match",
  "origin",
  "access-control-request-headers",
  "sec-fetch-site",
  "traceparent",
  "tracestate",
  "baggage",
  "upgrade",
  "connection",
  "x-cost",
  "x-request-id",
  "host",
];

describe("A request with hostile headers takes hardly more time than another one", () => {
  const service = attackedService({
    limits: { ...DEFAULT_LIMITS, requestsPerMinute: 1_000_000, costPerMinute: 1_000_000_000 },
    // The forwarded addresses are read.
    clients: { trustedProxies: addressRanges(["127.0.0.0/8"]), proxyHeader: "x-forwarded-for", gateways: [] },
  });

  /** @returns the processor time that a request takes at least */
  async function timeOf(request: string): Promise<number> {
    let least = Infinity;
    for (let tries = 0; tries < TRIES && least > MOST; tries++) least = Math.min(least, await measure(request));
    return least;
  }
  /** Sends a request a number of times, each on its own connection. @returns the processor time of one */
  async function measure(request: string): Promise<number> {
    const port = Number(new URL(service().url).port);
    const start = process.cpuUsage();
    for (let at = 0; at < TIMES; at++) {
      const socket: Socket = connect(port, "127.0.0.1");
      socket.on("error", () => {}).resume();
      socket.write(request);
      await new Promise((resolve) => socket.once("close", resolve));
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / TIMES;
  }
  const requestWith = (method: string, path: string, lines: readonly string[]) =>
    [`${method} ${path} HTTP/1.1`, "host: localhost", "connection: close", ...lines, "", ""].join("\r\n");

  it.each(HEADERS)("%s", { timeout: 60_000 }, async (name) => {
    const times: [piece: string, time: number][] = [];
    for (const piece of PIECES) {
      const value = `x${piece.repeat(BYTES / piece.length)}x`;
      for (const path of ["/graphql?query={dataRevision}", "/rules"])
        times.push([piece, await timeOf(requestWith("GET", path, [`${name}: ${value}`]))]);
    }
    expect(times.filter(([, time]) => time > MOST)).toEqual([]);
    expect(service().failures).toEqual([]);
    await service().serves();
  });

  it.each(["/", "/graphql", "/tolls/killed", "/claims/a", "/why/", "/graphiql/a"])(
    "the address %s",
    { timeout: 60_000 },
    async (path) => {
      const times: [path: string, time: number][] = [];
      for (const piece of ["/", "%", "%20", "a", "a&", "a=", "query=a&", "-a", ".", "@1", "..", "[", "{a", "&", "+"])
        for (const target of [
          `${path}?${piece.repeat(BYTES / piece.length)}`,
          `${path}${piece.repeat(BYTES / piece.length)}`,
        ])
          for (const accept of ["*/*", "text/html"])
            times.push([target.slice(0, 40), await timeOf(requestWith("GET", target, [`accept: ${accept}`]))]);
      expect(times.filter(([, time]) => time > MOST)).toEqual([]);
      expect(service().failures).toEqual([]);
    },
  );
});
