import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { testStore } from "../../testing/testApp.ts";
import { indexDocuments } from "../search/search.ts";
import { openMigrated } from "./migrate.ts";
import { vacuum, vacuumIfCheap } from "./vacuum.ts";

const WORD = "zanzibarro";

describe("Rewriting an SQLite file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-vacuum-"));
    file = join(folder, "store.db");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const holdsWord = async () =>
    (await Promise.all([file, `${file}-wal`].map((name) => readFile(name)))).some((bytes) => bytes.includes(WORD));

  /** A store that contained a word, in rows and in the search index. An earlier release has deleted it. */
  async function storeWithRemains() {
    const store = await openMigrated(file);
    const { db } = store;
    await sql`pragma secure_delete = off`.execute(db);
    const write = { recordedAt: 0, recordedBy: "", reason: `${WORD} `.repeat(500) };
    await db.insertInto("write").values([write, write]).execute();
    await indexDocuments(store, [{ record: 1, title: WORD, body: WORD }]);
    await indexDocuments(store, [{ record: 1, title: "other", body: "other" }]);
    await db.updateTable("write").set({ reason: "" }).execute();
    return store;
  }

  it("removes what was deleted and overwritten from the file and its log", async () => {
    await using store = await storeWithRemains();
    expect(await holdsWord()).toBe(true);
    expect(await vacuumIfCheap(store)).toBe(true);
    expect(await holdsWord()).toBe(false);
    expect(await store.db.selectFrom("write").select("number").execute()).toHaveLength(2);
  });

  it("says that it was not possible while another program reads an earlier state", async () => {
    await using store = await storeWithRemains();
    const reader = new DatabaseSync(file);
    reader.exec("begin");
    reader.prepare(`select count(*) from "write"`).get();
    expect(await vacuumIfCheap(store, 10)).toBe(false);
    await expect(vacuumIfCheap({ ...store, dialect: "postgres" })).resolves.toBe(false);
    reader.close();
    expect(await vacuumIfCheap(store, 10)).toBe(true);
    expect(await holdsWord()).toBe(false);
  });

  it("is not needed for a database in memory", async () => {
    await using test = await testStore("SQLite");
    expect(await vacuumIfCheap(test.store)).toBe(true);
    await vacuum(test.store);
  });
});

describe.runIf(dialects.some((dialect) => dialect !== "SQLite"))("Rewriting the tables of PostgreSQL", () => {
  it.each(dialects.filter((dialect) => dialect !== "SQLite"))("gives their space back (%s)", async (dialect) => {
    await using test = await testStore(dialect);
    const { db } = test.store;
    const write = { recordedAt: 0, recordedBy: "", reason: WORD };
    await db
      .insertInto("write")
      .values(Array.from({ length: 1000 }, () => write))
      .execute();
    await db.deleteFrom("write").execute();
    const size = async () =>
      (await sql<{ size: number }>`select pg_relation_size('"write"') as "size"`.execute(db)).rows[0]?.size;
    expect(await size()).not.toBe(0);
    // PostgreSQL keeps deleted rows while another test's transaction that began before is open.
    const isGivenBack = async () => {
      await vacuum(test.store);
      return (await size()) === 0;
    };
    await vi.waitUntil(isGivenBack, { timeout: 20_000, interval: 200 });
  });
});
