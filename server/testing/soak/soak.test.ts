import { describe, expect, it } from "vitest";
import { createDatabase, serverDialects } from "../faults/databases.ts";
import { isUnexpected } from "../fuzz/fuzzService.ts";
import { prepareDatabase, startMeasured } from "./service.ts";
import { soak } from "./soak.ts";
import { findFaults } from "./verdict.ts";

// “npm run soak” runs for minutes and reports more.
describe.skipIf(process.platform !== "linux").each(serverDialects)("A service on %s", (dialect) => {
  it("holds no more after many requests than after some", { timeout: 400_000 }, async () => {
    await using database = await createDatabase(dialect);
    const token = await prepareDatabase(database.url);
    await using service = await startMeasured(database.url, { ANSWER_CACHE: "0" });
    const { signal } = new AbortController();
    const rounds = await soak({
      service,
      token,
      rounds: [{ visits: 20 }, { visits: 20 }],
      newTexts: 0,
      seed: 1,
      signal,
      onRound: () => {},
    });
    // A pool opens connections to a server when it needs them, and each holds hundreds of objects.
    const objectsPerRequest = dialect === "SQLite" ? 1 : 10;
    expect(findFaults(rounds, 1, { memory: 10_000_000, descriptors: 0, objectsPerRequest })).toEqual([]);
    expect(service.log().split("\n").filter(isUnexpected)).toEqual([]);
  });
});
