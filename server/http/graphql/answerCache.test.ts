import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, testApp, testStore } from "../../testing/testApp.ts";
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
