import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseTime } from "../../domain/time.ts";
import { readCorpus } from "../../ingest/readCorpus.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

const REVIEW = `mutation ($id: ID!, $decision: ReviewDecision!, $correction: CasualtyReportCorrection, $reason: String!, $key: String, $expectedRevision: Int) {
  reviewCasualtyReport(id: $id, decision: $decision, correction: $correction, reason: $reason, key: $key, expectedRevision: $expectedRevision) {
    __typename
    ... on ReviewedCasualtyReport { dataRevision casualtyReport { review count { label } attributedTo { actor { slug } words } evidence { quote start } revision { number recordedBy reason } } }
    ... on WriteFaults { faults { path message } }
  }
}`;
const FIVE = encodeGlobalId("CasualtyReport", "five-civilians");
const TWENTY = encodeGlobalId("CasualtyReport", "twenty-killed");
const RECORDS = SMALL_CORPUS["records.yaml"];

describe.each(dialects)("Reviewing a claim on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let token: string;
  beforeEach(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    token = await app.key("A. Reviewer", "review");
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const review = async (variables: object) => {
    const { data, errors } = await app.query(REVIEW, { reason: "Read again.", ...variables }, token);
    expect(errors).toBeUndefined();
    return data.reviewCasualtyReport;
  };
  const correction = { count: { qualifier: "AT_LEAST", value: 5, text: "5" } };

  it("makes each decision a revision with author and reason, and shows it immediately", async () => {
    expect(await review({ id: FIVE, decision: "ACCEPT" })).toMatchObject({
      dataRevision: 2,
      casualtyReport: {
        review: "REVIEWED",
        count: { label: "5" },
        attributedTo: { actor: { slug: "ministry" } },
        evidence: [{ quote: "including 5 civilians", start: expect.any(Number) }],
        revision: { number: 2, recordedBy: "A. Reviewer", reason: "Read again." },
      },
    });
    expect(await review({ id: FIVE, decision: "CORRECT", correction })).toMatchObject({
      casualtyReport: { count: { label: "at least 5" }, revision: { number: 3 } },
    });
    expect(await review({ id: FIVE, decision: "REJECT" })).toMatchObject({
      casualtyReport: { review: "REJECTED", count: { label: "at least 5" }, revision: { number: 4 } },
    });
    const { data } = await app.query(`{
      casualtyReport(slug: "five-civilians") { revisions { number changes { field before after } } }
      toll(event: "fighting", harm: KILLED, victims: CIVILIAN) { label }
    }`);
    expect(data.casualtyReport.revisions[2].changes).toEqual([
      expect.objectContaining({ field: "count", after: expect.stringContaining("AT_LEAST") }),
    ]);
    expect(data.toll.label).not.toContain("5");
  });

  it("shows only reviewers which key or token sent the decision", async () => {
    await review({ id: FIVE, decision: "ACCEPT", key: "one" });
    const asked =
      '{ casualtyReport(slug: "five-civilians") { revisions { number request { operation caller key } } } }';
    const { data } = await app.query(asked, {}, token);
    expect(data.casualtyReport.revisions).toEqual([
      { number: 1, request: null },
      { number: 2, request: { operation: "reviewCasualtyReport", caller: token.split("_")[1], key: "one" } },
    ]);
    const codes = async (as?: string) => {
      const { data, errors = [] } = await app.query(asked, {}, as);
      expect(data.casualtyReport.revisions).toEqual([
        { number: 1, request: null },
        { number: 2, request: null },
      ]);
      return errors.map(({ extensions }) => extensions.code);
    };
    expect(await codes()).toEqual(["UNAUTHENTICATED", "UNAUTHENTICATED"]);
    expect(await codes(await app.key("A. Sender", "ingest"))).toEqual(["FORBIDDEN", "FORBIDDEN"]);
  });

  it("changes nothing else: the claim has the same hash as an equal claim in a folder", async () => {
    const hash = async () =>
      (await app.query('{ casualtyReport(slug: "twenty-killed") { revision { contentHash } } }')).data.casualtyReport;
    const before = await hash();
    await review({ id: TWENTY, decision: "ACCEPT" });
    expect(await hash()).toEqual(before);
  });

  it("leaves a quote at the place that it means, if the article has the same paragraph twice", async () => {
    const [, head = "", body = ""] = SMALL_CORPUS["articles/flood-of-reports.md"].split("---\n");
    await folder.write({
      "articles/flood-of-reports.md": `---\n${head}---\n${body}\nThree died.\n\nThree died.\n`,
      "more.yaml": `casualtyReports:
  - { id: three, article: flood-of-reports, event: fighting, harm: KILLED, count: { qualifier: EXACTLY, value: 3, text: Three }, scope: NEW, evidence: { quote: Three died, occurrence: 2 } }
`,
    });
    await app.load(folder.path);
    const before = (await app.query('{ casualtyReport(slug: "three") { evidence { start } } }')).data.casualtyReport;
    expect(await review({ id: encodeGlobalId("CasualtyReport", "three"), decision: "ACCEPT" })).toMatchObject({
      casualtyReport: { evidence: [{ quote: "Three died", start: before.evidence[0].start }] },
    });
    const chosen = { evidence: [{ quote: "Three died", occurrence: 1 }] };
    const corrected = await review({
      id: encodeGlobalId("CasualtyReport", "three"),
      decision: "CORRECT",
      correction: chosen,
    });
    expect(corrected.casualtyReport.evidence[0].start).toBeLessThan(before.evidence[0].start);
  });

  it("refuses a faulty review, and names the faults", async () => {
    const faults = async (variables: object) =>
      (await review(variables)).faults.map(({ path }: { path: string }) => path);
    const tooMany = { count: { qualifier: "EXACTLY", value: 25 } };
    expect(await faults({ id: FIVE, decision: "CORRECT", correction: tooMany })).toEqual(["correction.count"]);
    const unquoted = { evidence: [{ quote: "6 civilians" }], side: "nobody" };
    expect(await faults({ id: FIVE, decision: "CORRECT", correction: unquoted })).toEqual([
      "correction.side",
      "correction.evidence[0]",
    ]);
    expect(await faults({ id: FIVE, decision: "CORRECT" })).toEqual(["correction"]);
    expect(await faults({ id: FIVE, decision: "ACCEPT", correction, reason: " " })).toEqual(["reason", "correction"]);
    expect(await review({ id: FIVE, decision: "ACCEPT", expectedRevision: 7 })).toEqual({
      __typename: "WriteFaults",
      faults: [
        { path: "expectedRevision", message: expect.stringContaining("newest revision is 1, by corpus small 1.0.0") },
      ],
    });
    expect((await app.query("{ dataRevision }")).data.dataRevision).toBe(1);
  });

  it("refuses an id that contains a data revision, even the newest, but accepts such an id as a reference in a correction", async () => {
    for (const revision of [0, 1, 9]) {
      const id = encodeGlobalId("CasualtyReport", "five-civilians", revision);
      const { errors } = await app.query(REVIEW, { id, decision: "ACCEPT", reason: "Read again." }, token);
      expect(errors).toMatchObject([
        {
          message: `id contains the data revision ${revision}, but only the newest state of a record can be changed; give the id from a read without \`recordedAsOf\`, or the \`recordId\` of a change`,
          extensions: { code: "BAD_USER_INPUT", argument: "id" },
        },
      ]);
    }
    expect((await app.query("{ dataRevision }")).data.dataRevision).toBe(1);

    const side = encodeGlobalId("Actor", "southland", 1);
    expect(await review({ id: FIVE, decision: "CORRECT", correction: { side } })).toMatchObject({ dataRevision: 2 });
    const { data } = await app.query('{ casualtyReport(slug: "five-civilians") { side { slug } } }');
    expect(data.casualtyReport.side.slug).toBe("southland");
    const unknown = { side: encodeGlobalId("Actor", "southland", 9) };
    const { errors } = await app.query(
      REVIEW,
      { id: FIVE, decision: "CORRECT", correction: unknown, reason: "Read again." },
      token,
    );
    expect(errors).toMatchObject([
      {
        message: "correction.side contains the data revision 9, but the newest data revision is 2; give 2 or less",
        extensions: { code: "BAD_USER_INPUT", argument: "correction.side" },
      },
    ]);
  });

  it("of a claim that today's checks would refuse can only reject it or correct what is wrong, one claim at a time", async () => {
    // Stored by a release that did not compare times.
    const corpus = await readCorpus(folder.path);
    const late = parseTime("2031-03-02");
    const records = corpus.records.map((record) =>
      record.type === "CasualtyReport" && record.statedAt
        ? { ...record, statedAt: { ...record.statedAt, ...late, at: "2031-03-02" } }
        : record,
    );
    await writeCorpus(app.store, { ...corpus, records });
    const refused = {
      faults: [{ path: "correction.statedAt", message: expect.stringContaining("after the article") }],
    };
    expect(await review({ id: FIVE, decision: "ACCEPT" })).toMatchObject(refused);
    expect(await review({ id: FIVE, decision: "CORRECT", correction: { note: "Late." } })).toMatchObject(refused);
    const corrected = { statedAt: { at: "2021-03-02" } };
    expect(await review({ id: FIVE, decision: "CORRECT", correction: corrected })).toMatchObject({
      casualtyReport: { review: "REVIEWED" },
    });
    expect(await review({ id: TWENTY, decision: "REJECT" })).toMatchObject({ casualtyReport: { review: "REJECTED" } });
    const tooMany = { count: { qualifier: "EXACTLY", value: 4 } };
    expect(await review({ id: TWENTY, decision: "CORRECT", correction: { ...corrected, ...tooMany } })).toMatchObject({
      faults: [{ path: "casualtyReports[0].count" }],
    });
  });

  it("is applied once, no matter how often it is sent", async () => {
    const asked = { id: FIVE, decision: "REJECT", key: "one" };
    const first = await review(asked);
    expect(await review(asked)).toEqual(first);
    expect(await review({ ...asked, key: undefined, expectedRevision: 1 })).toEqual(first);
    expect(await review({ ...asked, reason: "Another." })).toMatchObject({ faults: [{ path: "key" }] });
    // If there was another decision in between, the same decision is a new decision.
    await review({ id: FIVE, decision: "ACCEPT" });
    expect(await review({ id: FIVE, decision: "REJECT" })).toMatchObject({
      casualtyReport: { revision: { number: 4 } },
    });
  });

  it("survives another load of the folder, changed elsewhere or not at all", async () => {
    await review({ id: FIVE, decision: "CORRECT", correction });
    expect(await app.load(folder.path)).toMatchObject({ revised: 0 });
    await folder.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    expect(await app.load(folder.path)).toMatchObject({ added: 1, revised: 0 });
    const { data } = await app.query('{ casualtyReport(slug: "five-civilians") { count { label } } corpora { hash } }');
    expect(data.casualtyReport.count.label).toBe("at least 5");
    // A store that only loaded the folder has a different hash.
    await using other = await testApp("SQLite", folder.path);
    expect((await other.query("{ corpora { hash } }")).data.corpora).not.toEqual(data.corpora);
  });

  it("is a conflict if the folder's claim changed later, until both agree or the folder overwrites the review", async () => {
    await review({ id: FIVE, decision: "CORRECT", correction });
    const changed = (qualifier: string) => ({
      "records.yaml": RECORDS.replace("EXACTLY, value: 5", `${qualifier}, value: 5`),
    });
    await folder.write(changed("ABOUT"));
    await expect(app.load(folder.path)).rejects.toThrow(
      /reviewed or withdrawn through the API.*CasualtyReport five-civilians/s,
    );
    await folder.write(changed("AT_LEAST"));
    expect(await app.load(folder.path)).toMatchObject({ revised: 0 });
    // Now the folder and the store agree, so later changes in the folder are not a conflict.
    await folder.write(changed("ABOUT"));
    expect(await app.load(folder.path)).toMatchObject({ revised: 1 });
    await review({ id: FIVE, decision: "REJECT" });
    await folder.write(changed("UP_TO"));
    await expect(app.load(folder.path)).rejects.toThrow(/--overwrite-reviews/);
    expect(await app.load(folder.path, { overwriteReviews: true })).toMatchObject({ revised: 1 });
  });

  it("does not pass for the author's when the folder overwrites it, and the text around the claim's words has changed", async () => {
    await review({ id: TWENTY, decision: "CORRECT", correction: { attributedTo: { actor: "southland" } } });
    await folder.write({
      "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
        "Northland's ministry said at least 20",
        "Northland's ministry said nothing, a blogger said at least 20",
      ),
    });
    await expect(app.load(folder.path)).rejects.toThrow(/--overwrite-reviews/);
    await expect(app.load(folder.path, { overwriteReviews: true })).rejects.toThrow(
      /CasualtyReport twenty-killed quotes/,
    );
  });
});
