import { describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";
import { createCaches } from "../caches.ts";
import { createClaimCache } from "./claimCache.ts";

const CACHED = { answerCacheMegabytes: 16 };
const EVENT = "clashes-september-2020";
const toll = (fields: string, event = EVENT) => `{ toll(harm: KILLED, event: "${event}") { ${fields} } }`;

// Opening the first PGlite of a worker takes long.
describe.each(dialects)("The claims of a toll on %s", { timeout: 90_000 }, (dialect) => {
  it("are read once, for all tolls on the event until the next write", async () => {
    await using app = await testApp(dialect, SEEDS, CACHED);
    await using uncached = await testApp("SQLite");
    await app.query(toll("label"));
    for (const fields of ["low high usedCount", "positions { label }", "narrower { label }", "breakdown { label }"]) {
      app.statements.length = 0;
      expect(await app.query(toll(fields))).toEqual(await uncached.query(toll(fields)));
      expect(app.statements.filter((sql) => /json_(group_array|agg)/.test(sql))).toEqual([]);
    }
    app.statements.length = 0;
    await app.query(toll("label").replace("KILLED", "WOUNDED"));
    expect(app.statements.some((sql) => /json_(group_array|agg)/.test(sql))).toBe(true);
  });

  it("are read again after a write", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, CACHED);
    const events = await app.query("{ events { nodes { slug } } }");
    const [{ slug }] = events.data.events.nodes;
    const before = await app.query(toll("low label", slug));
    const rejected = (text: string) =>
      text.replace("statedAt: 2021-03-02", "statedAt: 2021-03-02\n    review: REJECTED");
    await folder.write({ "records.yaml": rejected(SMALL_CORPUS["records.yaml"]) });
    await app.load(folder.path);
    const after = await app.query(toll("low label", slug));
    expect([before.data.toll.low, after.data.toll.low]).toEqual([20, null]);
  });
});

it("The kept claims take no more memory than they may", () => {
  const cache = createClaimCache(1);
  const claims = (length: number) => ({ claims: Array.from({ length }) }) as never;
  for (let at = 0; at < 100; at++) cache.set(`event ${at}`, claims(100));
  expect(cache.calculatedSize).toBeLessThanOrEqual(1024 * 1024);
  expect(cache.size).toBeGreaterThan(5);
  cache.set("large", claims(1000));
  expect(cache.has("large")).toBe(false);
  // Events without claims take memory too.
  for (let at = 0; at < 1000; at++) cache.set(`empty ${at}`, claims(0));
  expect(cache.size).toBeLessThan(200);
  expect(createCaches(0)).toBeNull();
});
