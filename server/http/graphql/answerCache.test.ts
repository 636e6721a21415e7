import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp, testStore } from "../../testing/testApp.ts";
import { Answer, createAnswerCache } from "./answerCache.ts";
import { encodeBody } from "./useCompression.ts";

const CACHED = { answerCacheMegabytes: 16 };
const CLAIMS = "{ casualtyReports(first: 20) { nodes { slug count { label } event { title } article { title } } } }";

// Opening the first PGlite of a worker takes long.
describe.each(dialects)("Answers on %s", { timeout: 90_000 }, (dialect) => {
  /** How many statements a query needs, and its answer. */
  async function asked(app: Awaited<ReturnType<typeof testApp>>, query: string, token?: string) {
    app.statements.length = 0;
    const answer = await app.query(query, {}, token);
    return { answer, statements: app.statements.filter((sql) => !/from "(write|apiKey)"/.test(sql)).length };
  }

  it("are kept until the next write, even if another process writes", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using changed = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"].replace("Armed clashes near Riverton", "Armed clashes at Riverton"),
    });
    await using app = await testApp(dialect, folder.path, CACHED);
    const [first, second] = [await asked(app, CLAIMS), await asked(app, CLAIMS)];
    expect(first.statements).toBeGreaterThan(0);
    expect(second).toEqual({ answer: first.answer, statements: 0 });
    // Not through the app, which is told of nothing.
    await app.load(changed.path);
    const third = await asked(app, CLAIMS);
    expect(third.statements).toBeGreaterThan(0);
    expect(third.answer).not.toEqual(first.answer);
    expect((await asked(app, CLAIMS)).answer).toEqual(third.answer);
  });

  it("are kept for each operation, its variables and its caller's scopes", async () => {
    await using app = await testApp(dialect, SEEDS, CACHED);
    const query = "query ($first: Int) { casualtyReports(first: $first) { nodes { slug count { label } } } }";
    const answers = [];
    for (const first of [20, 19, 20])
      answers.push((await app.query(query, { first })).data.casualtyReports.nodes.length);
    expect(answers).toEqual([20, 19, 20]);
    const revisions = "{ casualtyReports(first: 20) { nodes { slug revisions { number request { operation } } } } }";
    const anonymous = await app.query(revisions);
    const reviewer = await app.query(revisions, {}, await app.key("A. Reviewer", "review"));
    expect(anonymous.errors?.length).toBeGreaterThan(0);
    expect(reviewer.errors).toBeUndefined();
    expect((await app.query(revisions)).errors).toEqual(anonymous.errors);
  });

  it("come with the cost of this request", async () => {
    await using app = await testApp(dialect, SEEDS, CACHED);
    const send = () =>
      app.fetch("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", "x-cost": "report" },
        body: JSON.stringify({ query: CLAIMS }),
      });
    const [first, second] = [await (await send()).json(), await (await send()).json()];
    expect(second.data).toEqual(first.data);
    expect(first.extensions.cost.used).toBeGreaterThan(0);
    expect(second.extensions.cost.total).toBe(first.extensions.cost.total);
    expect(second.extensions.cost.used).toBeLessThanOrEqual(first.extensions.cost.used);
  });
});

const EVENTS = `subscription ($since: Int, $number: Boolean = true) {
  casualtyReportChanged(since: $since) {
    position
    record { ... on CasualtyReport { count { label } article { title casualtyReports(first: 60) { nodes { slug } } } revision { number @include(if: $number) } } }
  }
}`;

describe.each(dialects)("Answers to events on %s", { timeout: 90_000 }, (dialect) => {
  /** The events of a new subscription, and how many statements they needed besides those that find the changes. */
  async function received(app: TestApp, count: number, variables: { since: number; number?: boolean }) {
    app.statements.length = 0;
    await using stream = await app.subscribe(EVENTS, variables);
    const events = await stream.take(count);
    return { events, statements: app.statements.filter((sql) => !/from "(write|apiKey|change)"/.test(sql)).length };
  }

  it("are kept for all who select the same, wherever they begin, until the next write", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, CACHED);
    const first = await received(app, 2, { since: 0 });
    expect(first.statements).toBeGreaterThan(0);
    expect(await received(app, 2, { since: 0 })).toEqual({ events: first.events, statements: 0 });
    const since = first.events[0]?.data.casualtyReportChanged.position;
    expect(await received(app, 1, { since })).toEqual({ events: first.events.slice(1), statements: 0 });

    const otherFields = await received(app, 2, { since: 0, number: false });
    expect(otherFields.statements).toBeGreaterThan(0);
    expect(otherFields.events[0]?.data.casualtyReportChanged.record.revision).toEqual({});

    await folder.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("AT_LEAST", "ABOUT") });
    await app.load(folder.path);
    expect((await received(app, 2, { since: 0 })).statements).toBeGreaterThan(0);
  });

  it("are not kept if they have errors", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, CACHED);
    const { schema } = app.store.db;
    await schema.alterTable("article").renameTo("away").execute();
    const { events } = await received(app, 1, { since: 0 });
    expect(events[0]?.errors).toMatchObject([{ extensions: { code: "INTERNAL_SERVER_ERROR" } }]);
    await schema.alterTable("away").renameTo("article").execute();
    const [event] = (await received(app, 2, { since: 0 })).events;
    expect(event?.errors).toBeUndefined();
    expect(event?.data.casualtyReportChanged.record.article.title).toBeTypeOf("string");
  });
});

describe("The cache of answers", () => {
  it("takes no more memory than it may", async () => {
    await using test = await testStore("SQLite");
    const cache = createAnswerCache(test.store, 1);
    const answer = (length: number) => new Answer(JSON.stringify("x".repeat(length)));
    for (let at = 0; at < 1000; at++) cache?.set(`key ${at}`, answer(10_000));
    expect(cache?.bytes).toBeLessThanOrEqual(1024 * 1024);
    expect(cache?.bytes).toBeGreaterThan(500_000);
    expect(cache?.get("key 999")?.json).toBe(answer(10_000).json);
    expect(cache?.get("key 0")).toBeUndefined();
    // A text with a character that is not Latin-1 takes two bytes for each.
    for (let at = 0; at < 1000; at++) cache?.set(`key ${at}`, new Answer(JSON.stringify(`–${"x".repeat(10_000)}`)));
    expect([...Array(1000).keys()].filter((at) => cache?.get(`key ${at}`)).length).toBeLessThan((1024 * 1024) / 20_000);
    cache?.set("large", answer(600_000));
    expect(cache?.get("large")).toBeUndefined();
  });

  it("keeps short answers, plain and compressed, without the memory of others", async () => {
    const answer = new Answer(JSON.stringify("twenty-killed ".repeat(150)));
    const bodies = [
      answer.body,
      ...(await Promise.all([encodeBody(answer.body, "gzip"), encodeBody(answer.body, "br")])),
    ];
    expect(bodies.map(({ buffer }) => buffer.byteLength)).toEqual(bodies.map(({ length }) => length));
    expect([gunzipSync, brotliDecompressSync].map((decode, at) => decode(bodies[at + 1] ?? "").toString())).toEqual(
      Array(2).fill(answer.body.toString()),
    );
  });

  it("is absent if it may take no memory", async () => {
    await using test = await testStore("SQLite");
    expect(createAnswerCache(test.store, 0)).toBeNull();
  });
});
