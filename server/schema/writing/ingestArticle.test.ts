import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { ANOTHER_ARTICLE, INGEST } from "../../testing/corpora/articles.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

describe.each(dialects)("Ingesting an article on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    token = await app.key("A. Writer", "ingest");
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const ingest = async (input: object, key?: string) => {
    const { data, errors } = await app.query(INGEST, { input, key }, token);
    expect(errors).toBeUndefined();
    return data.ingestArticle;
  };
  const newest = async () => (await app.query("{ dataRevision }")).data.dataRevision;

  it("reports all faults at once, and stores nothing if there are any", async () => {
    const before = await newest();
    const [first, second] = ANOTHER_ARTICLE.casualtyReports;
    const { __typename, faults } = await ingest({
      ...ANOTHER_ARTICLE,
      source: { id: "wire" },
      article: { ...ANOTHER_ARTICLE.article, publisher: "wire-agenci", language: "two words" },
      actors: [...ANOTHER_ARTICLE.actors, { id: "northland", name: "Northland again", kind: "STATE" }],
      casualtyReports: [
        { ...first, evidence: [{ quote: "at least 27 people" }], count: { qualifier: "AT_LEAST", value: -1 } },
        { ...second, side: "nobody", count: { qualifier: "EXACTLY", value: 60 } },
      ],
    });
    expect(__typename).toBe("IngestFaults");
    expect(faults.map(({ path }: { path: string }) => path).sort()).toEqual([
      "actors[2].id",
      "article.language",
      "article.publisher",
      "casualtyReports[0].count.value",
      "casualtyReports[0].evidence[0]",
      "casualtyReports[1].side",
      "source.licence",
      "source.showsText",
      "source.title",
    ]);
    expect(faults.find(({ path }: { path: string }) => path === "article.publisher").message).toContain(
      "did you mean “wire-agency”?",
    );
    expect(await newest()).toBe(before);
  });

  it("refuses times in an impossible order, also against records of the store", async () => {
    const [death] = ANOTHER_ARTICLE.events;
    const [first, second] = ANOTHER_ARTICLE.casualtyReports;
    const { faults } = await ingest({
      ...ANOTHER_ARTICLE,
      article: { ...ANOTHER_ARTICLE.article, published: { at: "2021-03-01" }, copyOf: "flood-of-reports" },
      events: [{ ...death, time: { at: "2020" } }],
      casualtyReports: [
        { ...first, statedAt: { at: "2021-03-02" } },
        { ...second, event: "fighting", statedAt: { at: "2021-02-28" } },
      ],
    });
    expect(faults).toEqual([
      {
        path: "article.published",
        message:
          "is 2021-03-01, before its original “flood-of-reports” was published (2021-03-02); correct the time that is wrong, or correct `copyOf`",
      },
      {
        path: "events[0].time",
        message: expect.stringContaining("ends 2020, before the event “fighting” began (2021-03-01)"),
      },
      {
        path: "casualtyReports[1].statedAt",
        message: expect.stringContaining("is 2021-02-28, before the event “fighting” began (2021-03-01)"),
      },
    ]);
  });

  it("stores the whole article with its author, and shows it immediately", async () => {
    const followed = await app.subscribe("subscription { articleIngested { slug revision { recordedBy } } }");
    const taken = await ingest(ANOTHER_ARTICLE, "first-try");
    expect(taken).toMatchObject({
      __typename: "IngestedArticle",
      dataRevision: await newest(),
      article: { slug: "second-report", casualtyReports: { totalCount: 2 } },
    });
    expect(taken.changes).toHaveLength(7);
    expect(await followed.next()).toMatchObject({
      data: { articleIngested: { slug: "second-report", revision: { recordedBy: "A. Writer" } } },
    });
    followed.leave();
    const { data } = await app.query(`{
      search(query: "clinic") { nodes { record { ... on Article { slug } ... on Place { slug } } } }
      casualtyReport(slug: "six-on-the-way") { party { slug } partOf { slug } article { source { corpus { slug title } } } }
      toll(event: "fighting", harm: KILLED) { label }
    }`);
    expect(data.casualtyReport).toEqual({
      party: { slug: "northland" },
      partOf: { slug: "twenty-six-killed" },
      article: { source: { corpus: { slug: "api", title: "Taken in through the API" } } },
    });
    expect(JSON.stringify(data.search)).toContain("second-report");
    expect(data.toll.label).toContain("26");
  });

  it("returns the first result for the same content or the same key, and changes nothing", async () => {
    const before = await newest();
    const [again, byKey] = [await ingest(ANOTHER_ARTICLE), await ingest(ANOTHER_ARTICLE, "first-try")];
    expect(again).toEqual(byKey);
    expect(again.dataRevision).toBe(before);
    const otherText = { ...ANOTHER_ARTICLE.article, title: "Another title" };
    expect(await ingest({ ...ANOTHER_ARTICLE, article: otherText }, "first-try")).toEqual({
      __typename: "IngestFaults",
      faults: [{ path: "key", message: expect.stringContaining("already used for another request") }],
    });
    expect(await ingest({ ...ANOTHER_ARTICLE, article: otherText })).toMatchObject({ __typename: "IngestFaults" });
    expect(await newest()).toBe(before);
  });

  it("accepts a reference whose id contains a data revision, if the store has reached that revision", async () => {
    const [claim] = ANOTHER_ARTICLE.casualtyReports;
    const input = (revision: number) => ({
      source: ANOTHER_ARTICLE.source,
      article: { ...ANOTHER_ARTICLE.article, id: "third-report" },
      casualtyReports: [{ ...claim, id: "third-claim", event: encodeGlobalId("Event", "fighting", revision) }],
    });
    const { errors } = await app.query(INGEST, { input: input(99) }, token);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(
        /^input\.casualtyReports\[0\]\.event contains the data revision 99, but the newest/,
      ),
      extensions: { code: "BAD_USER_INPUT" },
    });
    expect(await ingest(input(1))).toMatchObject({ __typename: "IngestedArticle", article: { slug: "third-report" } });
  });

  it("survives another load of another corpus's folder, changed or not", async () => {
    expect(await app.load(folder.path, { withdrawMissing: true })).toMatchObject({ withdrawn: 0, revised: 0 });
    await folder.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    expect(await app.load(folder.path, { withdrawMissing: true })).toMatchObject({
      added: 1,
      withdrawn: 0,
      revised: 0,
    });
    const { data } = await app.query('{ article(slug: "second-report") { title } }');
    expect(data.article.title).toBe("More dead at Riverton");
  });

  it("prevents the withdrawal of records that the article refers to", async () => {
    const records = SMALL_CORPUS["records.yaml"];
    await folder.write({
      "records.yaml": `${records.slice(0, records.indexOf("casualtyReports:"))}`.replace(
        /\n {2}- \{ id: ministry.*/,
        "",
      ),
    });
    await expect(app.load(folder.path, { withdrawMissing: true })).rejects.toThrow(
      /Actor ministry, but other records refer to them: .*Actor speaker/,
    );
    await folder.write({ "records.yaml": records });
  });

  it("requires a key with the scope", async () => {
    const reader = await app.key("A. Reader");
    const without = await app.query(INGEST, { input: ANOTHER_ARTICLE });
    const lacking = await app.query(INGEST, { input: ANOTHER_ARTICLE }, reader);
    expect([without, lacking].map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([
      "UNAUTHENTICATED",
      "FORBIDDEN",
    ]);
  });
});

it("The answer to a write is complete, however long, since the write is done", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp("SQLite", folder.path, { limits: { ...DEFAULT_LIMITS, answerBytes: 20 } });
  const query = "{ articles { nodes { slug } } }";
  expect((await app.query(query)).errors?.[0]?.extensions).toMatchObject({ code: "ANSWER_TOO_LARGE" });
  const { data, errors } = await app.query(INGEST, { input: ANOTHER_ARTICLE }, await app.key("A. Writer", "ingest"));
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data).length).toBeGreaterThan(20);
});

it("Followers of the change log get an ingested article immediately, even if the log is rarely polled", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using app = await testApp("SQLite", folder.path, { interval: 3_600_000 });
  const followed = await app.subscribe("subscription { articleIngested { slug } }");
  const next = followed.next();
  await vi.waitUntil(() => app.changePoller.waiting > 0);
  await app.query(INGEST, { input: ANOTHER_ARTICLE }, await app.key("A. Writer", "ingest"));
  expect(await next).toMatchObject({ data: { articleIngested: { slug: "second-report" } } });
  followed.leave();
});

it.each(dialects)(
  "A claim is compared with the event that its undated event of the store is part of, on %s",
  async (dialect) => {
    const events = `events:
  - { id: skirmish, title: Skirmish, type: ASSAULT, assertion: REPORTED, partOf: fighting, evidence: { article: flood-of-reports, quote: Fighting } }
`;
    await using other = await corpusFolder({ ...SMALL_CORPUS, "more.yaml": events });
    await using app = await testApp(dialect, other.path);
    const [first] = ANOTHER_ARTICLE.casualtyReports;
    const early = { ...first, event: "skirmish", statedAt: { at: "2021-02-28" } };
    const { data } = await app.query(
      INGEST,
      { input: { ...ANOTHER_ARTICLE, casualtyReports: [early] } },
      await app.key("A. Writer", "ingest"),
    );
    expect(data.ingestArticle.faults).toMatchObject([{ path: "casualtyReports[0].statedAt" }]);
  },
);
