import { describe, expect, it } from "vitest";
import { createDatabase, serverDialects } from "../faults/databases.ts";
import { fuzzService } from "./fuzzService.ts";

// “npm run fuzz” runs longer and reports more.
const REQUESTS = 300;

describe.each(serverDialects)("Random requests to a service on %s", { timeout: 120_000 }, (dialect) => {
  const fresh = Math.floor(Math.random() * 1_000_000);
  it.each([20_200_927, fresh])("are all answered as they should be: seed %i", async (seed) => {
    await using database = await createDatabase(dialect);
    const { faults, log, statuses } = await fuzzService({ databaseUrl: database.url, seed, requests: REQUESTS });
    expect(faults.map(({ number, shot, what }) => ({ number, what, shot: JSON.stringify(shot) }))).toEqual([]);
    expect(log).toEqual([]);
    const answers = [...statuses.values()].flatMap((counts) => [...counts.values()]);
    expect(answers.reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
    // Otherwise the test would prove nothing about answers to queries.
    expect(statuses.get("query")?.get(200)).toBeGreaterThan(REQUESTS / 8);
  });
});
