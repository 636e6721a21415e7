import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, testStore } from "../../testing/testApp.ts";
import { newestRevision } from "../read/asOfRevision.ts";
import { writeCorpus } from "../write/writeFolder.ts";
import { openStore, type Store } from "./database.ts";
import { openMigrated } from "./migrate.ts";
import { inSnapshot } from "./snapshot.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-snapshot-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The revisions that a snapshot reads before and after another connection writes, and the revision after the snapshot. */
async function revisionsAroundAWrite(reader: Store, writer: Store): Promise<[number, number, number]> {
  await using corpus = await corpusFolder(SMALL_CORPUS);
  const read = await readCorpus(corpus.path);
  const [before, after] = await inSnapshot(reader, async (state) => {
    const first = await newestRevision(state);
    await writeCorpus(writer, read);
    return [first, await newestRevision(state)] as const;
  });
  return [before, after, await newestRevision(reader)];
}

it("A snapshot of an SQLite file stays the same while another connection writes to it", async () => {
  const path = join(folder, "one-state.db");
  await using reader = await openMigrated(path);
  await using writer = await openStore(path);
  expect(await revisionsAroundAWrite(reader, writer)).toEqual([0, 0, 1]);
});

it.skipIf(!dialects.includes("PostgreSQL"))(
  "A snapshot of a PostgreSQL database stays the same during a write (needs TEST_DATABASE_URL)",
  async () => {
    await using test = await testStore("PostgreSQL");
    expect(await revisionsAroundAWrite(test.store, test.store)).toEqual([0, 0, 1]);
  },
);
