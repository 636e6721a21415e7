import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";

const RETRACTED = {
  "articles/correction.md": `---
title: A figure taken back
wording: RESTATED
language: en
source: later
---
On 5 March the ministry withdrew its figure with regret.
`,
  "corpus.yaml": `${SMALL_CORPUS["corpus.yaml"]}  - { id: later, title: Later, licence: CC0-1.0, showsText: true }\n`,
  "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
    "language: en",
    "language: en\nsource: own",
  ),
  "records.yaml": SMALL_CORPUS["records.yaml"].replace(
    "    denials:",
    `    partsAreAll: true
    retraction:
      statedAt: { at: 2021-03-05, words: On 5 March }
      words: with regret
      evidence: { article: correction, quote: the ministry withdrew its figure }
      note: No new figure was given.
    denials:`,
  ),
};
const QUERY = `{ casualtyReports(orderBy: { field: COUNT, direction: DESC }) { nodes {
  partsAreAll status
  retraction { statedAt { at words } words note evidence { quote start article { slug } } }
  revisions { changes { field after } }
} } }`;

describe.each(dialects)("The retraction of a claim on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    await folder.write(RETRACTED);
    await app.load(folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it("is shown with its words and its time, next to the unchanged claim", async () => {
    const [retracted, other] = (await app.query(QUERY)).data.casualtyReports.nodes;
    expect(retracted).toMatchObject({
      partsAreAll: true,
      status: "CURRENT",
      retraction: {
        statedAt: { at: "2021-03-05", words: "On 5 March" },
        words: "with regret",
        note: "No new figure was given.",
        evidence: [{ quote: "the ministry withdrew its figure", start: 32, article: { slug: "correction" } }],
      },
    });
    expect(other).toMatchObject({ partsAreAll: false, retraction: null });
    const spans = await app.store.db
      .selectFrom("casualtyReport")
      .select(["retractedFrom", "retractedUntil"])
      .where("slug", "=", "twenty-killed")
      .orderBy("version")
      .execute();
    const day = Date.UTC(2021, 2, 5);
    expect(spans).toEqual([
      { retractedFrom: null, retractedUntil: null },
      { retractedFrom: day, retractedUntil: day + 86_399_999 },
    ]);
  });

  it("is a revision of the claim", async () => {
    const [{ revisions }] = (await app.query(QUERY)).data.casualtyReports.nodes;
    expect(revisions[1].changes.map(({ field }: { field: string }) => field)).toEqual(["partsAreAll", "retraction"]);
    expect(JSON.parse(revisions[1].changes[1].after)).toMatchObject({
      statedAt: { at: "2021-03-05", basis: "STATED", words: "On 5 March" },
      words: "with regret",
      evidence: [{ article: "correction", quote: "the ministry withdrew its figure" }],
    });
  });

  it("does not show words that the licence forbids showing", async () => {
    await folder.write({ "corpus.yaml": RETRACTED["corpus.yaml"].replace(/(Later.*)true/, "$1false") });
    await app.load(folder.path);
    const { data } = await app.query(QUERY);
    expect(data.casualtyReports.nodes[0].retraction).toMatchObject({
      statedAt: { at: "2021-03-05", words: null },
      words: null,
      evidence: [{ quote: null, start: 32 }],
    });
    for (const words of ["regret", "On 5 March", "withdrew"]) expect(JSON.stringify(data)).not.toContain(words);
  });
});
