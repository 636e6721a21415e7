import { sql } from "kysely";
import { expect, it } from "vitest";
import { openStore } from "../../store/db/database.ts";
import { serviceOver } from "../service.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { createDatabase } from "./databases.ts";
import { writeUntilFull } from "./disk.ts";
import { findInconsistencies } from "./inconsistencies.ts";
import { prepareStore } from "./killing.ts";

// “npm run faults” uses a disk that really is full.
it("A full disk refuses writes with a code, allows reads, and accepts writes again when there is room", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using database = await createDatabase("SQLite");
  const token = await prepareStore(database.url, folder.path);
  await using store = await openStore(database.url);
  await using service = await serviceOver(store);
  const pages = async () =>
    (await sql<{ page_count: number }>`pragma page_count`.execute(store.db)).rows[0]?.page_count ?? 0;
  const atMost = (count: number) => sql`pragma max_page_count = ${sql.lit(count)}`.execute(store.db);

  const { refused, readable, before } = await writeUntilFull(service.url, token, {
    fill: async () => {
      await atMost((await pages()) + 40);
    },
    freeSpace: async () => {
      await atMost(1_000_000);
    },
  });
  expect(refused).toEqual({ status: 503, codes: ["STORE_FULL"], message: expect.stringContaining("made room") });
  expect(before).toBeGreaterThan(1);
  expect(readable).toBe(before);
  expect(await findInconsistencies(store)).toEqual([]);
});
