import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { dialects, emptyStore } from "../../testing/dialects.ts";
import { MIGRATION_NAMES } from "../../testing/migrations.ts";
import { corpusFolder, SMALL_CORPUS, testStore } from "../../testing/testApp.ts";
import { migrate } from "../db/migrate.ts";
import { TABLE_OF } from "../db/tables.ts";
import { newestRevision } from "../read/asOfRevision.ts";
import { searchRecords } from "../search/search.ts";
import { CorpusConflictError, writeCorpus } from "./writeFolder.ts";

const ARTICLE = "articles/flood-of-reports.md";

describe.each(dialects)("Loading a corpus into %s", (dialect) => {
  it("adds every record once, and changes nothing when it is loaded again", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);

    expect(await test.load(folder.path)).toMatchObject({ added: 8, revised: 0, withdrawn: 0, unchanged: 0 });
    const before = await everything(test.store.db);
    expect(await test.load(folder.path)).toMatchObject({ added: 0, revised: 0, withdrawn: 0, unchanged: 8 });

    expect(await everything(test.store.db)).toEqual(before);
  });

  it("never records a write at an earlier time than the write before it, even if the clock was set back", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    const renamed = async (name: string, now: number) => {
      await folder.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Riverton", `name: ${name}`) });
      return (await test.load(folder.path, { now: () => now })).write;
    };
    const writes = [await renamed("A", 2000), await renamed("B", 1000), await renamed("C", 3000)];
    const recorded = await test.store.db
      .selectFrom("place")
      .select(["recordedFrom", "recordedAt"])
      .orderBy("version")
      .execute();
    expect(recorded).toEqual(writes.map((write, at) => ({ recordedFrom: write, recordedAt: [2000, 2000, 3000][at] })));
    // Otherwise the state at a time would lack writes that came before others.
    for (const [until, write] of [
      [1999, 0],
      [2000, writes[1]],
      [2999, writes[1]],
      [3000, writes[2]],
    ] as const)
      expect(await newestRevision(test.store, until)).toBe(write);
  });

  it("adds new versions of a changed article and the records that quote it, in one write, and keeps the old versions", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    await test.load(folder.path, { now: () => 1000 });

    await folder.write({
      [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("Northland's ministry said", "On Tuesday Northland's ministry said"),
    });
    const result = await test.load(folder.path, {
      now: () => 2000,
      by: "An editor",
      reason: "The day was missing.",
      confirmEvidence: ["twenty-killed", "five-civilians"],
    });

    expect(result).toMatchObject({ added: 0, revised: 4, withdrawn: 0, unchanged: 4 });
    const changes = await test.store.db
      .selectFrom("change")
      .innerJoin("record", "record.key", "change.record")
      .where("write", "=", result.write)
      .select(["slug", "kind", "version"])
      .orderBy("slug")
      .execute();
    expect(changes).toEqual([
      { slug: "fighting", kind: "REVISED", version: 2 },
      { slug: "five-civilians", kind: "REVISED", version: 2 },
      { slug: "flood-of-reports", kind: "REVISED", version: 2 },
      { slug: "twenty-killed", kind: "REVISED", version: 2 },
    ]);
    const versions = await test.store.db
      .selectFrom("casualtyReport")
      .where("slug", "=", "twenty-killed")
      .select(["version", "recordedAt", "recordedBy", "reason", "recordedUntil"])
      .orderBy("version")
      .execute();
    expect(versions).toEqual([
      {
        version: 1,
        recordedAt: 1000,
        recordedBy: "corpus small 1.0.0",
        reason: "The corpus was loaded.",
        recordedUntil: result.write,
      },
      {
        version: 2,
        recordedAt: 2000,
        recordedBy: "An editor",
        reason: "The day was missing. The text around the quoted words has changed, and the record was confirmed.",
        recordedUntil: null,
      },
    ]);
    const starts = await test.store.db
      .selectFrom("evidence")
      .innerJoin("casualtyReport", "casualtyReport.key", "evidence.report")
      .where("slug", "=", "twenty-killed")
      .where("quote", "like", "at least%")
      .select(["version", "start"])
      .orderBy("version")
      .execute();
    expect(starts.map(({ start }) => start)).toEqual([50, 61]);
  });

  it("takes author, reason and valid time from the record's own `revised`, if it has one", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    await test.load(folder.path);

    const revised =
      "id: five-civilians\n    revised: { by: A. Reader, reason: misread, at: 2021-04-01 }\n    note: checked again";
    await folder.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("id: five-civilians", revised) });
    await test.load(folder.path);

    const newest = await test.store.db
      .selectFrom("casualtyReport")
      .where("slug", "=", "five-civilians")
      .where("version", "=", 2)
      .select(["recordedBy", "reason", "validFrom"])
      .executeTakeFirst();
    expect(newest).toEqual({ recordedBy: "A. Reader", reason: "misread", validFrom: Date.UTC(2021, 3, 1) });
  });

  it("does not give a later change the reason of an earlier change", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    const revised = SMALL_CORPUS["records.yaml"].replace(
      "id: five-civilians",
      "id: five-civilians\n    revised: { by: A. Reader, reason: misread }",
    );
    const as = (qualifier: string) => ({ "records.yaml": revised.replace("EXACTLY", qualifier) });
    await test.load(folder.path);
    await folder.write(as("AT_LEAST"));
    await test.load(folder.path);
    await folder.write(as("ABOUT"));
    await test.load(folder.path, { reason: "Read once more." });

    const reasons = await test.store.db
      .selectFrom("casualtyReport")
      .where("slug", "=", "five-civilians")
      .select("reason")
      .orderBy("version")
      .execute();
    expect(reasons.map(({ reason }) => reason)).toEqual(["The corpus was loaded.", "misread", "Read once more."]);
  });

  it("removes an article's words from the search of every record if a new licence hides the words", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    const found = async () => {
      const types = ["Article", "Event", "CasualtyReport"] as const;
      const { hits } = await searchRecords(test.store, [["civilian"]], { types, limit: 10 });
      return hits.map(({ slug }) => slug).sort();
    };
    await test.load(folder.path);
    expect(await found()).toEqual(["five-civilians", "flood-of-reports"]);

    await folder.write({ "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false") });
    expect(await test.load(folder.path)).toMatchObject({ revised: 4 });
    expect(await found()).toEqual([]);
  });

  it("refuses a folder with missing records, or withdraws them on request and keeps their history", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    await test.load(folder.path);
    const before = await everything(test.store.db);

    const [kept = ""] = SMALL_CORPUS["records.yaml"].split("  - id: five-civilians");
    await folder.write({ "records.yaml": kept });
    await expect(test.load(folder.path)).rejects.toThrow(
      /1 records .* CasualtyReport five-civilians.*--withdraw-missing/s,
    );
    expect(await everything(test.store.db)).toEqual(before);

    const result = await test.load(folder.path, { withdrawMissing: true });
    expect(result).toMatchObject({ withdrawn: 1 });
    const rows = await test.store.db
      .selectFrom("casualtyReport")
      .where("slug", "=", "five-civilians")
      .select(["version", "recordedUntil"])
      .execute();
    expect(rows).toEqual([{ version: 1, recordedUntil: result.write }]);

    await folder.write(SMALL_CORPUS);
    expect(await test.load(folder.path)).toMatchObject({ added: 1 });
    const back = await test.store.db
      .selectFrom("casualtyReport")
      .where("slug", "=", "five-civilians")
      .where("recordedUntil", "is", null)
      .select("version")
      .execute();
    expect(back).toEqual([{ version: 2 }]);
  });

  it("refuses an id that another corpus has", async () => {
    await using one = await corpusFolder(SMALL_CORPUS);
    await using other = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("id: small", "id: other"),
    });
    await using test = await testStore(dialect);
    await test.load(one.path);
    const before = await everything(test.store.db);

    await expect(test.load(other.path)).rejects.toThrow(CorpusConflictError);
    expect(await everything(test.store.db)).toEqual(before);
  });

  it("stores nothing if it fails in the middle", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using test = await testStore(dialect);
    const corpus = await readCorpus(folder.path);
    const broken = {
      ...corpus,
      records: corpus.records.map((record) =>
        record.type === "CasualtyReport" ? { ...record, event: "no-such-event" } : record,
      ),
    };

    await expect(writeCorpus(test.store, broken)).rejects.toThrow(/no-such-event/);

    expect(await everything(test.store.db)).toEqual(Object.fromEntries(TABLES.map((table) => [table, []])));
    expect(await test.load(folder.path)).toMatchObject({ added: 8 });
  });

  it("enforces foreign keys", async () => {
    await using test = await testStore(dialect);
    await expect(
      sql`insert into "articleText" ("article", "text", "paragraphsJson") values (12345, '', '[]')`.execute(
        test.store.db,
      ),
    ).rejects.toThrow(/foreign key/i);
  });
});

describe.each(dialects)("Migrating %s", (dialect) => {
  it("refuses a database of a newer release, and does not change it", async () => {
    await using test = await testStore(dialect);
    await sql`insert into "kysely_migration" ("name", "timestamp") values ('999-from-the-future', '2099-01-01')`.execute(
      test.store.db,
    );

    await expect(migrate(test.store)).rejects.toThrow(/newer release.*999-from-the-future/s);
  });

  it("applies every migration once", async () => {
    await using store = await emptyStore(dialect);
    expect(await migrate(store)).toEqual(MIGRATION_NAMES);
    expect(await migrate(store)).toEqual([]);
  });
});

const TABLES = [
  "corpus",
  "source",
  "write",
  "record",
  "change",
  ...Object.values(TABLE_OF),
  "articleText",
  "articleAgency",
  "affiliation",
  "mention",
  "participant",
  "denial",
  "evidence",
] as const;

/** Every row of every table. */
async function everything(db: Parameters<typeof writeCorpus>[0]["db"]): Promise<Record<string, unknown[]>> {
  const tables: [string, unknown[]][] = [];
  for (const table of TABLES)
    tables.push([table, (await sql`select * from ${sql.table(table)} order by 1`.execute(db)).rows]);
  return Object.fromEntries(tables);
}
