import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { manyClaims } from "../../testing/corpora/manyClaims.ts";
import { type ServiceWithStore, shippedService } from "../../testing/service.ts";
import { corpusFolder } from "../../testing/testApp.ts";

/** One claim has some 700 bytes, so that the file does not fit into the buffers of a connection. */
const CLAIMS = 15_000;

describe("A client that downloads a large file", { timeout: 60_000 }, () => {
  let service: ServiceWithStore;
  beforeAll(async () => {
    await using corpus = await corpusFolder(manyClaims(CLAIMS));
    service = await shippedService({ isLarge: () => true, limits: { ...DEFAULT_LIMITS, allExports: 3 } }, corpus.path);
  }, 120_000);
  afterAll(() => service[Symbol.asyncDispose]());

  /** Begins a download and does not read it. */
  const begin = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get(`${service.url}/export/claims.csv`, { agent: false }, resolve).on("error", reject);
    });

  it("is refused a third one at once, may try later, and keeps nobody waiting", async () => {
    const open = [await begin(), await begin()];
    expect(open.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const third = await fetch(`${service.url}/export/claims.csv`);
    expect([third.status, third.headers.get("retry-after"), await third.text()]).toEqual([
      429,
      "10",
      "3 concurrent exports of one client: at most 2 are allowed (limit: exports).\n",
    ]);
    const { status } = await service.post({ query: "{ casualtyReports(first: 20) { nodes { slug } } }" });
    expect(status).toBe(200);

    // When a client leaves, its threads end, and it may download again.
    for (const response of open) response.destroy();
    await expect
      .poll(async () => (await fetch(`${service.url}/export/actors.csv`)).status, { timeout: 20_000 })
      .toBe(200);
    expect(service.failures).toEqual([]);
  });

  it("gets every row, however slowly it reads", async () => {
    const response = await fetch(`${service.url}/export/claims.jsonl`);
    let lines = 0;
    for await (const chunk of response.body ?? []) lines += Buffer.from(chunk).filter((byte) => byte === 10).length;
    expect(lines).toBe(CLAIMS);
  });
});
