import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { readTable } from "../testing/readCsv.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";
import { encodeGlobalId } from "./builder/globalId.ts";

const WITH_BEST = {
  ...SMALL_CORPUS,
  "records.yaml": SMALL_CORPUS["records.yaml"].replace(
    "qualifier: AT_LEAST, value: 20,",
    "qualifier: BETWEEN, min: 20, max: 30, best: 25,",
  ),
};
const COUNT = `{ casualtyReport(slug: "twenty-killed") { count { label lower upper min max best } citation } }`;
const TOLL = `{ toll(event: "fighting", harm: KILLED) { low high label } }`;
const WITHDRAW_TEXT = `mutation ($id: ID!) {
  withdraw(id: $id, what: TEXT, reason: "The licence ended.") { ... on Withdrawn { dataRevision } }
}`;
const CORRECT = `mutation ($id: ID!, $count: CountInput!) {
  reviewCasualtyReport(id: $id, decision: CORRECT, correction: { count: $count }, reason: "Read again.") {
    ... on ReviewedCasualtyReport { casualtyReport { count { label best } revisions { changes { before after } } } }
    ... on WriteFaults { faults { path message } }
  }
}`;

describe.each(dialects)("A claimant's best estimate on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeEach(async () => {
    folder = await corpusFolder(WITH_BEST);
    app = await testApp(dialect, folder.path);
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it("is shown beside the bounds, in the API, on the page and in the CSV file", async () => {
    const { data } = await app.query(COUNT);
    expect(data.casualtyReport.count).toEqual({
      label: "between 20 and 30, best estimate 25",
      lower: 20,
      upper: 30,
      min: 20,
      max: 30,
      best: 25,
    });
    expect(data.casualtyReport.citation).toContain("Between 20 and 30 killed (best estimate 25), according to");
    const page = await (await app.fetch("/claims/twenty-killed@1")).text();
    expect(page).toContain("<dt>Best estimate</dt><dd>25 <small>The claimant&#39;s own.");
    expect(page).toContain("between 20 and 30 people were killed (best estimate 25).");
    const rows = readTable(await (await app.fetch("/claims/twenty-killed@1.csv")).text());
    expect(rows[0]).toMatchObject({ label: "between 20 and 30, best estimate 25", best: "25", lower: "20" });
  });

  it("is null, and not on the page, if the claim gives none", async () => {
    const { data } = await app.query(COUNT.replace("twenty-killed", "five-civilians"));
    expect(data.casualtyReport.count).toMatchObject({ label: "5", best: null });
    expect(await (await app.fetch("/claims/five-civilians@1")).text()).not.toContain("Best estimate");
  });

  it("is never a bound of a toll", async () => {
    const { toll } = (await app.query(TOLL)).data;
    expect(toll).toMatchObject({ low: 20, high: 30 });
    expect(toll.label).not.toContain("25");
  });

  it("can be corrected through the API, which shows the change and refuses an estimate outside the bounds", async () => {
    const token = await app.key("A. Reviewer", "review");
    const id = encodeGlobalId("CasualtyReport", "twenty-killed");
    const correct = async (count: object) =>
      (await app.query(CORRECT, { id, count: { qualifier: "BETWEEN", min: 20, max: 30, ...count } }, token)).data
        .reviewCasualtyReport;
    expect(await correct({ best: 31 })).toEqual({
      faults: [{ path: "correction.count.best", message: expect.stringContaining("is 31, but the figure is between") }],
    });
    const { casualtyReport } = await correct({ best: 22 });
    expect(casualtyReport.count).toEqual({ label: "between 20 and 30, best estimate 22", best: 22 });
    const [change] = casualtyReport.revisions.at(-1).changes;
    expect([JSON.parse(change.before).best, JSON.parse(change.after).best]).toEqual([25, 22]);
    expect((await correct({})).casualtyReport.count).toEqual({ label: "between 20 and 30", best: null });
  });

  it("is found by the search, also after the search has indexed the claim again", async () => {
    const found = async () =>
      (await app.query(`{ search(query: "best estimate 25") { nodes { record { ... on CasualtyReport { slug } } } } }`))
        .data.search.nodes;
    expect(await found()).toEqual([{ record: { slug: "twenty-killed" } }]);
    const token = await app.key("An administrator", "admin");
    const article = encodeGlobalId("Article", "flood-of-reports");
    const { data } = await app.query(WITHDRAW_TEXT, { id: article }, token);
    expect(data.withdraw).toEqual({ dataRevision: 2 });
    expect(await found()).toEqual([{ record: { slug: "twenty-killed" } }]);
  });
});
