import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { workerSetup } from "../../testing/service.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { createPool } from "../workers/pool.ts";
import { createStartCounts } from "../workers/startCounts.ts";

/** The lines of the page with a bar: the label, the query that it opens, and the number of claims. */
const linesOf = (page: string) =>
  [
    ...page.matchAll(
      /<li><a href="\/graphql\?query=([^"]*)">([^<]*)<\/a> <span class="bar"[^>]*><\/span> <span class="number">([\d,]+)</g,
    ),
  ].map(([, query = "", label = "", count = ""]) => ({
    label,
    query: decodeURIComponent(query),
    count: Number(count.replaceAll(",", "")),
  }));

describe.each(dialects)("The start page on %s", { timeout: 90_000 }, (dialect) => {
  let app: TestApp;
  let folder: Folder;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const page = async () => (await app.fetch("/")).text();

  it("shows the claims by harm, claimant and month, and each line opens a query that finds as many", async () => {
    const shown = await page();
    const lines = linesOf(shown);
    expect(lines.map(({ label, count }) => [label, count])).toEqual([
      ["Killed", 2],
      ["Ministry of Defence of Northland", 2],
      ["March 2021", 2],
    ]);
    for (const { query, count } of lines) {
      const { data, errors } = await app.query(query);
      expect(errors).toBeUndefined();
      expect(data.casualtyReports.totalCount).toBe(count);
    }
    expect(shown).toContain("not of people");
    // Linked data is not a script.
    expect(shown.replaceAll('<script type="application/ld+json">', "")).not.toContain("<script");
  });

  it("counts once until the next write", async () => {
    await page();
    app.statements.length = 0;
    await page();
    expect(app.statements.filter((statement) => statement.includes("row_number"))).toEqual([]);

    const [records, last] = SMALL_CORPUS["records.yaml"].split("  - id: five-civilians");
    await folder.write({ "records.yaml": `${records}${last?.slice(last.indexOf("mentions:"))}` });
    await app.load(folder.path, { withdrawMissing: true });
    expect(linesOf(await page())[0]).toMatchObject({ label: "Killed", count: 1 });
  });

  it("has no counts if there are no claims", async () => {
    const records = SMALL_CORPUS["records.yaml"].replace(/^casualtyReports:.*(?=^mentions:)/ms, "");
    await folder.write({ "records.yaml": records });
    await app.load(folder.path, { withdrawMissing: true });
    const shown = await page();
    expect(shown).toContain("What it contains");
    expect(shown).not.toContain("The claims, counted");
  });
});

it("The start page has no counts if the worker threads cannot count", async () => {
  await using app = await testApp("SQLite");
  await using pool = createPool(workerSetup("/no/such/folder/store.sqlite"));
  expect(await createStartCounts({ store: app.store, pool, isLarge: () => true })()).toBeNull();
});
