import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../benchmarks/random.ts";
import { openMigrated } from "../../store/db/migrate.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { createDatabase, serverDialects } from "./databases.ts";
import { findInconsistencies } from "./inconsistencies.ts";
import { killWhileWriting } from "./killing.ts";
import { runCommand } from "./process.ts";

// “npm run faults” runs longer.
const PATIENT = { timeout: 120_000 };

describe.each(serverDialects)("A kill -9 on %s", PATIENT, (dialect) => {
  it("loses no acknowledged write and leaves no write partly stored", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase(dialect);
    const figures = await killWhileWriting({
      databaseUrl: database.url,
      corpus: folder.path,
      rounds: 3,
      random: seededRandom(20_200_927),
    });
    expect(figures.acknowledged).toBeGreaterThan(0);
  });

  it("while a corpus is loaded or a database is created leaves all or none of it, and the next start continues", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    const random = seededRandom(20_220_913);
    for (const command of ["migrate", "load"]) {
      await using database = await createDatabase(dialect);
      const args = command === "load" ? ["load", folder.path] : ["migrate", "--database", database.url];
      const isWhole = async () => {
        await using store = await openMigrated(database.url);
        expect(await findInconsistencies(store)).toEqual([]);
        const { count } = await store.db
          .selectFrom("record")
          .select(({ fn }) => fn.countAll().as("count"))
          .executeTakeFirstOrThrow();
        expect([0, 8]).toContain(Number(count));
      };
      for (let kills = 0; kills < 3; kills++) {
        const child = runCommand(args, { databaseUrl: database.url });
        const ended = once(child, "close");
        await sleep(200 + random.next() * 500);
        child.kill("SIGKILL");
        await ended;
        if (command === "load") await isWhole();
      }
      const [code] = (await once(runCommand(args, { databaseUrl: database.url }), "close")) as [number];
      expect(code).toBe(0);
      await isWhole();
    }
  });
});
