import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

const WITHDRAW = `mutation ($id: ID!, $what: WithdrawnMatter!, $reason: String!) {
  withdraw(id: $id, what: $what, reason: $reason) {
    __typename
    ... on Withdrawn { dataRevision tombstone { id what reason withdrawnBy recordType } }
    ... on WriteFaults { faults { path message } }
  }
}`;
const SPEAKER = encodeGlobalId("Actor", "speaker");
const ARTICLE = encodeGlobalId("Article", "second-report");

/** Everything that may contain words of an actor or an article, at a data revision or at the newest. */
const EVERYTHING = (at: string) => `{
  actors${at} { nodes { slug name aliases { name } revisions { reason changes { field before after } } } }
  articles${at} { nodes { slug title text paragraphs { text } mentions { nodes { words } } } }
  casualtyReports${at} { nodes {
    slug citation count { text } attributedTo { words actor { slug name } } evidence { quote prefix suffix paragraph { text } }
    revisions { changes { before after } }
  } }
  events${at} { nodes { slug title claimedBy { name } evidence { quote } toll(harm: KILLED) { label } naming { names { words } } } }
}`;

describe.each(dialects)("Withdrawing on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let token: string;
  beforeEach(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    token = await app.key("An administrator", "admin", "ingest");
    const { data } = await app.query(INGEST, { input: ANOTHER_ARTICLE }, token);
    expect(data.ingestArticle.dataRevision).toBe(2);
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const data = async (query: string) => {
    const answer = await app.query(query);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };
  const withdraw = async (id: string, what: string) => {
    const { data, errors } = await app.query(WITHDRAW, { id, what, reason: "At their own wish." }, token);
    expect(errors).toBeUndefined();
    return data.withdraw;
  };
  /** The text of a page, after redirects. */
  const page = async (path: string): Promise<string> => {
    const response = await app.fetch(path);
    const to = response.headers.get("location");
    return to === null ? response.text() : page(new URL(to, `http://localhost${path}`).href);
  };
  const read = async () => ({
    now: await data(EVERYTHING("")),
    before: await data(EVERYTHING("(recordedAsOf: 2)")),
    changes: await data(
      "{ changes { nodes { record { __typename ... on Actor { name } ... on Article { title text } } } } }",
    ),
    table: await page("/claims/twenty-six-killed@1.csv"),
    page: await page("/claims/twenty-six-killed@1"),
    toll: await page("/tolls/killed?event=fighting"),
  });
  const found = async (words: string) =>
    (await data(`{ search(query: "${words}") { nodes { snippet { text } } } }`)).search.nodes;

  it("removes a name everywhere at every revision, and keeps the records that refer to the actor", async () => {
    expect(JSON.stringify(await read())).toContain("Jane Roe");
    expect(await found("Jane")).not.toEqual([]);

    expect(await withdraw(SPEAKER, "NAME")).toEqual({
      __typename: "Withdrawn",
      dataRevision: 3,
      tombstone: {
        id: SPEAKER,
        what: "NAME",
        reason: "At their own wish.",
        withdrawnBy: "An administrator",
        recordType: "Actor",
      },
    });

    const left = await read();
    expect(JSON.stringify(left)).not.toMatch(/Jane|Roe/i);
    expect([await found("Jane"), await found("Roe")]).toEqual([[], []]);
    const claim = left.now.casualtyReports.nodes.find(({ slug }: { slug: string }) => slug === "twenty-six-killed");
    expect(claim.attributedTo).toEqual({ words: null, actor: { slug: "speaker", name: "name withdrawn" } });
    expect(claim.citation).toContain("name withdrawn");
    for (const form of [left.page, left.table, left.toll]) expect(form).toContain("name withdrawn");
    expect((await data(`{ node(id: "${SPEAKER}") { __typename ... on Tombstone { what reason } } }`)).node).toEqual({
      __typename: "Tombstone",
      what: "NAME",
      reason: "At their own wish.",
    });
  });

  it("removes a text everywhere at every revision, and keeps the article and its claims", async () => {
    expect(await found("hospital")).not.toEqual([]);
    expect(await withdraw(ARTICLE, "TEXT")).toMatchObject({ tombstone: { what: "TEXT", recordType: "Article" } });
    const left = await read();
    expect(JSON.stringify(left)).not.toMatch(/Six people|Wednesday|Hospital/);
    expect([await found("hospital"), await found("Wednesday")]).toEqual([[], []]);
    const claim = left.now.casualtyReports.nodes.find(({ slug }: { slug: string }) => slug === "twenty-six-killed");
    expect(claim.attributedTo).toEqual({ words: null, actor: { slug: "speaker", name: "Jane Roe" } });
    expect(left.now.events.nodes[0].toll.label).toContain("26");
  });

  it("keeps a name withdrawn if a folder with the name is loaded again", async () => {
    await withdraw(encodeGlobalId("Actor", "ministry"), "NAME");
    const renamed = SMALL_CORPUS["records.yaml"].replace(
      "name: Ministry of Defence of Northland",
      "name: Defence Ministry",
    );
    await folder.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    await app.load(folder.path);
    await folder.write({ "records.yaml": renamed });
    await expect(app.load(folder.path)).rejects.toThrow(/reviewed or withdrawn through the API.*Actor ministry/s);
    await app.load(folder.path, { overwriteReviews: true });
    const { actor } = await data('{ actor(slug: "ministry") { name revisions { changes { after } } } }');
    expect(actor.name).toBe("name withdrawn");
    expect(JSON.stringify(actor)).not.toContain("Ministry");
    expect(await found("ministry")).not.toContainEqual({ snippet: [{ text: "Defence Ministry", isMatch: true }] });
  });

  it("withdraws a whole record, but only if no remaining record refers to it", async () => {
    expect(await withdraw(encodeGlobalId("CasualtyReport", "twenty-killed"), "RECORD")).toEqual({
      __typename: "WriteFaults",
      faults: [{ path: "id", message: expect.stringContaining("CasualtyReport five-civilians; withdraw those first") }],
    });
    const id = encodeGlobalId("CasualtyReport", "five-civilians");
    const done = await withdraw(id, "RECORD");
    expect(done).toMatchObject({ tombstone: { what: "RECORD" } });
    expect(await withdraw(id, "RECORD")).toEqual(done);
    // The folder still contains the record, but loading the folder does not add it again.
    await folder.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    expect(await app.load(folder.path)).toMatchObject({ added: 1, revised: 0 });
    expect((await data('{ casualtyReport(slug: "five-civilians") { slug } }')).casualtyReport).toBeNull();
    // The id cannot be used again either.
    const [claim] = ANOTHER_ARTICLE.casualtyReports;
    const input = {
      source: ANOTHER_ARTICLE.source,
      article: { ...ANOTHER_ARTICLE.article, id: "third-report" },
      casualtyReports: [{ ...claim, id: "five-civilians" }],
    };
    expect((await app.query(INGEST, { input }, token)).data.ingestArticle).toEqual({
      __typename: "IngestFaults",
      faults: [{ path: "casualtyReports[0].id", message: expect.stringContaining("choose another") }],
    });
  });

  it("refuses a text or name that the record does not have, and callers without the scope", async () => {
    expect(await withdraw(SPEAKER, "TEXT")).toMatchObject({ faults: [{ path: "what" }] });
    expect(await withdraw(encodeGlobalId("Actor", "no-such"), "NAME")).toMatchObject({ faults: [{ path: "id" }] });
    const reviewer = await app.key("A. Reviewer", "review", "ingest");
    const { errors } = await app.query(WITHDRAW, { id: SPEAKER, what: "NAME", reason: "no" }, reviewer);
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });
});
