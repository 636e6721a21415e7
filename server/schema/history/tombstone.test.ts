import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const [KEPT = "", GONE = ""] = SMALL_CORPUS["records.yaml"].split(/(?= {2}- id: five-civilians)/);
const MENTIONS = GONE.slice(GONE.indexOf("mentions:"));
const WITHDRAWN = `withdrawn:
  - { casualtyReport: five-civilians, reason: The article was a hoax., by: A. Reader }
  - { event: never-held, reason: It was never here. }
`;
const id = (type: string, slug: string) => Buffer.from(`${type}:${slug}`).toString("base64");
const FIVE = id("CasualtyReport", "five-civilians");
const TOMBSTONE = `__typename id ... on CasualtyReport { count { label } } ... on Tombstone {
  recordType slug withdrawnAt withdrawnBy reason dataRevision
  revisions { number kind dataRevision recordedBy reason validFrom changes { field } }
}`;

describe.each(dialects)("A withdrawn record on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path, { now: () => Date.UTC(2021, 3, 1) });
    await folder.write({ "records.yaml": KEPT + MENTIONS + WITHDRAWN });
    await app.load(folder.path, { now: () => Date.UTC(2021, 4, 1) });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const data = async (query: string) => {
    const answer = await app.query(`{ ${query} }`);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };

  it("is found by its global id, with the author, time and reason of the withdrawal, and its history", async () => {
    expect((await data(`node(id: "${FIVE}") { ${TOMBSTONE} }`)).node).toEqual({
      __typename: "Tombstone",
      id: FIVE,
      recordType: "CasualtyReport",
      slug: "five-civilians",
      withdrawnAt: "2021-05-01T00:00:00.000Z",
      withdrawnBy: "A. Reader",
      reason: "The article was a hoax.",
      dataRevision: 2,
      revisions: [
        {
          number: 1,
          kind: "ADDED",
          dataRevision: 1,
          recordedBy: "corpus small 1.0.0",
          reason: "The corpus was loaded.",
          validFrom: "2021-03-02T00:00:00.000Z",
          changes: [],
        },
        {
          number: 1,
          kind: "WITHDRAWN",
          dataRevision: 2,
          recordedBy: "A. Reader",
          reason: "The article was a hoax.",
          validFrom: "2021-05-01T00:00:00.000Z",
          changes: [],
        },
      ],
    });
  });

  it("keeps its place among other ids, and is not in any list or lookup", async () => {
    const ids = [id("Event", "fighting"), FIVE, id("Event", "never-held"), FIVE].map((one) => `"${one}"`);
    const { nodes, casualtyReport, casualtyReports, event } = await data(`
      nodes(ids: [${ids}]) { __typename }
      casualtyReport(slug: "five-civilians") { slug }
      casualtyReports { nodes { slug } }
      event(slug: "fighting") { casualtyReports { totalCount } }`);
    expect(nodes.map((node: { __typename: string } | null) => node?.__typename)).toEqual([
      "Event",
      "Tombstone",
      undefined,
      "Tombstone",
    ]);
    expect([casualtyReport, casualtyReports.nodes, event.casualtyReports.totalCount]).toEqual([
      null,
      [{ slug: "twenty-killed" }],
      1,
    ]);
  });

  it("can be read in an earlier state of the store", async () => {
    const { before, after, never } = await data(`
      before: node(id: "${FIVE}", recordedAsOf: 1) { ${TOMBSTONE} }
      after: node(id: "${FIVE}", recordedAsOf: 2) { __typename }
      never: node(id: "${FIVE}", recordedAsOf: 0) { __typename }`);
    expect(before).toEqual({ __typename: "CasualtyReport", id: FIVE, count: { label: "5" } });
    expect([after, never]).toEqual([{ __typename: "Tombstone" }, null]);
  });

  it("has the reason of the load by default, and is a normal record again after it comes back", async () => {
    await using own = await corpusFolder(SMALL_CORPUS);
    await using other = await testApp(dialect, own.path);
    await own.write({ "records.yaml": KEPT + MENTIONS });
    await expect(other.load(own.path)).rejects.toThrow(/name them in a list `withdrawn`/);
    await other.load(own.path, { withdrawMissing: true, by: "An editor", reason: "Out of scope." });
    const query = `{ node(id: "${FIVE}") { __typename ... on Tombstone { withdrawnBy reason } ... on CasualtyReport { revisions { number kind } } } }`;
    expect((await other.query(query)).data.node).toEqual({
      __typename: "Tombstone",
      withdrawnBy: "An editor",
      reason: "Out of scope.",
    });
    await own.write(SMALL_CORPUS);
    await other.load(own.path);
    expect((await other.query(query)).data.node).toEqual({
      __typename: "CasualtyReport",
      revisions: [
        { number: 1, kind: "ADDED" },
        { number: 1, kind: "WITHDRAWN" },
        { number: 2, kind: "ADDED" },
      ],
    });
  });
});

describe.each(dialects)("A withdrawn article on %s", (dialect) => {
  it("no longer shows its words, not even in an earlier state of the store", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const asked = `
      article(slug: "flood-of-reports", recordedAsOf: 1) { title text paragraphs { text } }
      casualtyReport(slug: "twenty-killed", recordedAsOf: 1) {
        count { label text } attributedTo { words } evidence { quote prefix paragraph { text } } denials { words }
        revisions { changes { before after } }
      }`;
    expect((await app.query(`{ ${asked} }`)).data.article.text).toContain("Northland's ministry");

    await folder.remove("articles/flood-of-reports.md");
    await folder.write({ "records.yaml": KEPT.slice(0, KEPT.indexOf("events:")) });
    await app.load(folder.path, { withdrawMissing: true });

    const { data, errors } = await app.query(`{ ${asked} }`);
    expect(errors).toBeUndefined();
    expect(data.article).toMatchObject({ title: "Fighting near Riverton", text: null, paragraphs: [] });
    expect(data.casualtyReport.count.label).toBe("at least 20");
    expect(JSON.stringify(data.casualtyReport)).not.toMatch(/people|ministry|fired/);
  });
});
