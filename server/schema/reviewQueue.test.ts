import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { corpusFolder, type Folder, type TestApp, testApp } from "../testing/testApp.ts";

const claim = (id: string, quote: string, more: string) => `
  - id: ${id}
    article: report
    event: fighting
    harm: KILLED
    scope: NEW
    evidence: ${quote}
    review: EXTRACTED
    rule: "passive: people were killed"
    ${more}`;
const SAID = `statedAt: { at: "2021-06-08", basis: STATED }`;

const CORPUS = {
  "corpus.yaml":
    "id: waiting\ntitle: Claims that wait\nversion: 1.0.0\nsources:\n  - { id: own, title: Own, licence: CC-BY-4.0, showsText: true }\n",
  "articles/report.md": `---
title: A report
wording: VERBATIM
language: en
published: { at: "2021-06-08", basis: STATED }
---

The ministry said 12 soldiers were killed. The rebels said 20 soldiers were killed. A doctor said 3 civilians were killed.

Dozens were killed. Five were killed, and 7 soldiers were killed the week before. Nine officers were killed.
`,
  "records/all.yaml": `
actors:
  - { id: ministry, name: The ministry, kind: GOVERNMENT_BODY }
  - { id: rebels, name: The rebels, kind: ARMED_GROUP }
events:
  - { id: fighting, title: Fighting, type: ASSAULT, assertion: REPORTED, evidence: { article: report, quote: Dozens were killed } }
casualtyReports:${claim("twelve", "12 soldiers were killed", `count: { qualifier: EXACTLY, value: 12 }\n    victims: MILITARY\n    attributedTo: { actor: ministry }\n    ${SAID}`)}${claim("twenty", "20 soldiers were killed", `count: { qualifier: EXACTLY, value: 20 }\n    victims: MILITARY\n    attributedTo: { actor: rebels }\n    ${SAID}`)}${claim("three", "3 civilians were killed", `count: { qualifier: EXACTLY, value: 3 }\n    victims: CIVILIAN\n    attributedTo: { words: A doctor }\n    ${SAID}`)}${claim("dozens", "Dozens were killed", `count: { qualifier: VAGUE, text: Dozens }\n    ${SAID}`)}${claim("five", "Five were killed", `count: { qualifier: EXACTLY, value: 5 }\n    ${SAID}`)}${claim("seven", "7 soldiers were killed the week before", `count: { qualifier: EXACTLY, value: 7 }\n    victims: MILITARY\n    attributedTo: { actor: ministry }\n    statedAt: { at: "2021-06-01", basis: STATED }`)}${claim("nine", "Nine officers were killed", `count: { qualifier: EXACTLY, value: 9 }\n    victims: MILITARY\n    tags: [officers]\n    attributedTo: { actor: ministry }\n    ${SAID}`).replace("review: EXTRACTED", "review: REVIEWED")}
`,
};

const QUEUE = `query ($first: Int, $after: String, $filter: CasualtyReportFilter) {
  reviewQueue(first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { slug doubts { kind reason claims { slug } } }
  }
}`;

describe.each(dialects)("The review queue on %s", { timeout: 90_000 }, (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(CORPUS);
    app = await testApp(dialect, folder.path);
  }, 90_000);
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const queue = async (variables: Record<string, unknown> = {}) => (await app.query(QUEUE, variables)).data.reviewQueue;

  it("has the claims that wait, those with the gravest doubts first, with the reasons", async () => {
    const { totalCount, nodes } = await queue();
    const kinds = nodes.map(({ slug, doubts }: { slug: string; doubts: { kind: string }[] }) => [
      slug,
      doubts.map(({ kind }) => kind),
    ]);
    expect(totalCount).toBe(6);
    expect(kinds).toEqual([
      ["twelve", ["CONTRADICTION"]],
      ["twenty", ["CONTRADICTION"]],
      ["dozens", ["NO_CLAIMANT", "UNCLEAR_PEOPLE", "NO_FIGURE"]],
      ["five", ["NO_CLAIMANT", "UNCLEAR_PEOPLE"]],
      ["three", ["UNLINKED_CLAIMANT"]],
      ["seven", []],
    ]);
  });

  it("names the claims that contradict, and says what the doubt is", async () => {
    const { nodes } = await queue({ first: 1 });
    expect(nodes[0].doubts).toEqual([
      {
        kind: "CONTRADICTION",
        reason: expect.stringContaining("has a different figure"),
        claims: [{ slug: "twenty" }],
      },
    ]);
  });

  it("is read in pages, and filtered", async () => {
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await queue({ first: 2, after });
      seen.push(...nodes.map(({ slug }: { slug: string }) => slug));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual(["twelve", "twenty", "dozens", "five", "three", "seven"]);
    const { nodes } = await queue({ filter: { victims: ["MILITARY"] } });
    expect(nodes.map(({ slug }: { slug: string }) => slug)).toEqual(["twelve", "twenty", "seven"]);
    const { errors } = await app.query(QUEUE, { filter: { review: ["REVIEWED"] } });
    expect(errors).toMatchObject([{ message: expect.stringContaining("wait for review") }]);
  });

  it("no longer has a claim that was decided on, and a rejected claim contradicts nothing", async () => {
    const key = await app.key("A. Reviewer", "review");
    const id = Buffer.from("CasualtyReport:twenty").toString("base64");
    const reject = `mutation { reviewCasualtyReport(id: "${id}", decision: REJECT, reason: "Misread.") { __typename } }`;
    expect((await app.query(reject, {}, key)).data.reviewCasualtyReport.__typename).toBe("ReviewedCasualtyReport");
    const { nodes } = await queue({ filter: { victims: ["MILITARY"] } });
    expect(nodes).toMatchObject([
      { slug: "seven", doubts: [] },
      { slug: "twelve", doubts: [] },
    ]);
    const { data } = await app.query('{ casualtyReport(slug: "twenty") { doubts { kind } } }');
    expect(data.casualtyReport.doubts).toEqual([]);
  });
});
