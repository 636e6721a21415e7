import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const CACHED = { answerCacheMegabytes: 1 };
const COUNT = /count\(\*\)/;

// Opening the first PGlite of a worker takes long.
describe.each(dialects)("The total of a list on %s", { timeout: 90_000 }, (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path, CACHED);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  /** A list of claims. The queries differ in their text, so that no answer is kept as a whole. */
  async function ask(args: string, fields: string) {
    app.statements.length = 0;
    const { data } = await app.query(`{ casualtyReports(${args}) { ${fields} } }`);
    const counts = app.statements.filter((statement) => COUNT.test(statement)).length;
    return { ...data.casualtyReports, counts };
  }

  it("is counted once for all pages", async () => {
    expect(await ask("first: 1", "totalCount nodes { slug }")).toMatchObject({ totalCount: 2, counts: 1 });
    const page = await ask("last: 1", "totalCount edges { cursor node { slug } }");
    expect(page).toMatchObject({ totalCount: 2, edges: [{}], counts: 0 });
    const [{ cursor }] = page.edges;
    expect(await ask(`first: 5, after: "${cursor}"`, "totalCount nodes { slug }")).toEqual({
      totalCount: 2,
      nodes: [],
      counts: 0,
    });
    expect(await ask("first: 2", "totalCount")).toEqual({ totalCount: 2, counts: 0 });
  });

  it("is counted for each filter and order", async () => {
    const filtered = (values: string) => `filter: { victims: [${values}] }`;
    expect(await ask(filtered("CIVILIAN"), "totalCount")).toEqual({ totalCount: 1, counts: 1 });
    expect(await ask(filtered("MILITARY"), "totalCount")).toEqual({ totalCount: 0, counts: 1 });
    expect(await ask(`first: 1, ${filtered("CIVILIAN")}`, "totalCount")).toEqual({ totalCount: 1, counts: 0 });
  });

  it("is counted again after a write", async () => {
    expect(await ask("first: 3", "totalCount")).toEqual({ totalCount: 2, counts: 0 });
    const [records, last] = SMALL_CORPUS["records.yaml"].split("  - id: five-civilians");
    await folder.write({ "records.yaml": `${records}${last?.slice(last.indexOf("mentions:"))}` });
    await app.load(folder.path, { withdrawMissing: true });
    expect(await ask("first: 3", "totalCount")).toEqual({ totalCount: 1, counts: 1 });
    expect(await ask("first: 1, recordedAsOf: 1", "totalCount")).toMatchObject({ totalCount: 2 });
  });
});
