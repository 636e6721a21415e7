import { parseAtomFeed } from "feedsmith";
import { beforeAll, describe, expect, it } from "vitest";
import { dialects, emptyStore } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const [FIRST, SECOND, THIRD] = [Date.UTC(2021, 3, 1), Date.UTC(2021, 4, 1), Date.UTC(2021, 5, 1)];
const ADDRESS = "https://example.org/conflict";

const WITHOUT_FIVE = SMALL_CORPUS["records.yaml"].replace(/ {2}- id: five-civilians[\s\S]*?(?=mentions:)/, "");

const feedOf = async (app: TestApp, path = "/claims.atom") => {
  const response = await app.fetch(path);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/atom+xml; charset=utf-8"]);
  return parseAtomFeed(await response.text());
};

/** What RFC 4287 requires of a feed and its entries (4.1.1 and 4.1.2). */
function checkFeed(feed: Awaited<ReturnType<typeof feedOf>>): void {
  const { id, title, updated, links = [], entries = [] } = feed;
  expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(title?.value).toMatch(/\S/);
  expect(Date.parse(updated ?? "")).toBeGreaterThan(0);
  expect(links.filter(({ rel }) => rel === "self")).toHaveLength(1);
  expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
  for (const entry of entries) {
    expect(entry.id).toMatch(/^urn:uuid:/);
    expect(entry.title?.value).toMatch(/\S/);
    expect(Number.isNaN(Date.parse(entry.updated ?? ""))).toBe(false);
    expect(entry.authors?.[0]?.name).toMatch(/\S/);
    expect(entry.summary?.value).toMatch(/\S/);
    expect(entry.links?.filter(({ rel }) => rel === "alternate")).toHaveLength(1);
  }
}

describe.each(dialects)("The feed of claims, on %s", (dialect) => {
  // Opening the first PGlite takes seconds.
  beforeAll(async () => {
    await using _opened = await emptyStore(dialect);
  });

  it("has an entry for each addition, revision and withdrawal, newest first, that leads to the claim's page", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, { publicUrl: ADDRESS, now: () => FIRST });
    const before = await feedOf(app);
    await folder.write({
      "records.yaml": SMALL_CORPUS["records.yaml"].replace("AT_LEAST, value: 20", "ABOUT, value: 20"),
    });
    await app.load(folder.path, { by: "A. Editor", reason: "The figure was misread.", now: () => SECOND });
    await folder.write({ "records.yaml": WITHOUT_FIVE });
    await app.load(folder.path, {
      withdrawMissing: true,
      by: "A. Editor",
      reason: "It was no claim.",
      now: () => THIRD,
    });
    const feed = await feedOf(app);
    checkFeed(feed);
    const { entries = [] } = feed;
    expect(entries.slice(0, 3).map(({ title }) => title?.value)).toEqual([
      "Withdrawn claim: five-civilians",
      "Revised claim: At least 20 killed, according to Ministry of Defence of Northland (twenty-killed)",
      "Revised claim: About 20 killed, according to Ministry of Defence of Northland (twenty-killed)",
    ]);
    expect(entries.map(({ links }) => links?.find(({ rel }) => rel === "alternate")?.href)).toEqual([
      `${ADDRESS}/claims/five-civilians`,
      `${ADDRESS}/claims/twenty-killed@3`,
      `${ADDRESS}/claims/twenty-killed@2`,
      expect.stringMatching(/@1$/),
      expect.stringMatching(/@1$/),
    ]);
    const [withdrawn, , revised] = entries;
    expect(withdrawn?.summary?.value).toContain("Reason: It was no claim.");
    expect(JSON.stringify(withdrawn)).not.toMatch(/civilian killed|\b5\b/);
    expect(revised?.summary?.value).toBe(
      "According to Ministry of Defence of Northland, about 20 people were killed. Figure: about 20. Claimant: Ministry of Defence of Northland. Publisher: not stated. Event: Armed clashes near Riverton, 1 March 2021. Somebody denies this claim: see its page. Revision 2. Changed: count. Reason: The figure was misread.",
    );
    expect(revised).toMatchObject({
      authors: [{ name: "A. Editor" }],
      updated: new Date(SECOND).toISOString(),
      rights: { value: "CC0-1.0" },
    });
    // Earlier entries stay as they were.
    expect(entries.slice(-2)).toEqual(before.entries);
    expect([feed.id, feed.updated]).toEqual([before.id, new Date(THIRD).toISOString()]);
  });

  it("can be narrowed to an event with its parts and to a harm, each with an id of its own", async () => {
    await using app = await testApp(dialect);
    const paths = ["", "?event=clashes-september-2020", "?harm=WOUNDED", "?event=clashes-september-2020&harm=WOUNDED"];
    const feeds = await Promise.all(paths.map((search) => feedOf(app, `/claims.atom${search}`)));
    for (const feed of feeds) checkFeed(feed);
    expect(new Set(feeds.map(({ id }) => id)).size).toBe(4);
    const { data } = await app.query(`{
      all: casualtyReports { totalCount }
      event: casualtyReports(filter: { event: "clashes-september-2020" }) { totalCount }
      harm: casualtyReports(filter: { harm: WOUNDED }) { totalCount }
      both: casualtyReports(filter: { event: "clashes-september-2020", harm: WOUNDED }) { totalCount }
    }`);
    const counts = [data.all, data.event, data.harm, data.both].map(({ totalCount }) => totalCount);
    expect(feeds.map(({ entries = [] }) => entries.length)).toEqual(counts);
    expect(counts.every((count) => count > 0)).toBe(true);
  });

  it("leads through all entries page by page", async () => {
    const [, claim = ""] = /casualtyReports:\n([\s\S]*?) {2}- id: five/.exec(SMALL_CORPUS["records.yaml"]) ?? [];
    const claims = Array.from({ length: 110 }, (_, at) => claim.replace("twenty-killed", `claim-${at}`));
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "casualtyReports:\n",
        `casualtyReports:\n${claims.join("")}`,
      ),
    });
    await using app = await testApp(dialect, folder.path);
    const seen: (string | undefined)[] = [];
    const pages: Awaited<ReturnType<typeof feedOf>>[] = [];
    for (let path: string | undefined = "/claims.atom"; path !== undefined; ) {
      const page = await feedOf(app, path);
      checkFeed(page);
      pages.push(page);
      seen.push(...(page.entries ?? []).map(({ id }) => id));
      const next = page.links?.find(({ rel }) => rel === "next")?.href;
      path = next && new URL(next, "http://localhost:4000/claims.atom").href.replace("http://localhost:4000", "");
    }
    expect([pages.length, seen.length, new Set(seen).size]).toEqual([3, 112, 112]);
    expect(new Set(pages.map(({ id }) => id)).size).toBe(1);
    expect(pages.map(({ links }) => links?.find(({ rel }) => rel === "first")?.href)).toEqual(
      pages.map(() => "claims.atom"),
    );
    app.statements.length = 0;
    await app.fetch("/claims.atom");
    // As many as for one claim: entries of one write are read together.
    expect(app.statements.length).toBeLessThan(40);
  });

  it("is not sent again until the next write", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, { now: () => FIRST });
    const first = await app.fetch("/claims.atom");
    const [etag, modified] = [first.headers.get("etag") ?? "", first.headers.get("last-modified") ?? ""];
    expect(modified).toBe("Thu, 01 Apr 2021 00:00:00 GMT");
    const ask = async (headers: Record<string, string>) => (await app.fetch("/claims.atom", { headers })).status;
    app.statements.length = 0;
    expect(await ask({ "if-none-match": etag })).toBe(304);
    expect(app.statements).toHaveLength(2);
    expect(await ask({ "if-modified-since": modified })).toBe(304);
    expect(await ask({ "if-modified-since": "Wed, 31 Mar 2021 23:59:59 GMT" })).toBe(200);
    expect((await app.fetch("/claims.atom?harm=KILLED", { headers: { "if-none-match": etag } })).status).toBe(200);
    await folder.write({ "records.yaml": WITHOUT_FIVE });
    await app.load(folder.path, { withdrawMissing: true, now: () => SECOND });
    expect([await ask({ "if-none-match": etag }), await ask({ "if-modified-since": modified })]).toEqual([200, 200]);
  });

  it("has no words that the licence forbids showing", async () => {
    const secret = /Northland's ministry said|at least 20 people were|no fewer/;
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false"),
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "qualifier: AT_LEAST, value: 20, text: at least 20",
        "qualifier: VAGUE, text: at least 20",
      ),
    });
    await using app = await testApp(dialect, folder.path);
    const text = await (await app.fetch("/claims.atom")).text();
    expect(text).not.toMatch(secret);
    expect(text).not.toContain("“at least 20”");
  });
});

describe("The feed of claims", () => {
  it.each([
    ["?evnt=x", 400, "“evnt” is not a parameter of the feed"],
    ["?event=nowhere", 404, "has never had an event “nowhere”"],
    ["?event=No Slug", 400, "which is not a slug"],
    ["?harm=DEAD", 400, "use one of KILLED"],
    ["?harm=KILLED&harm=WOUNDED", 400, "harm is given 2 times"],
    ["?before=x", 400, "take it from the link to the next page"],
  ])("answers %s with %i and says what is wrong", async (search, status, says) => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path);
    const response = await app.fetch(`/claims.atom${search}`);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(says)]);
  });

  it("is valid and empty for a page beyond the oldest change", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path);
    const feed = await feedOf(app, "/claims.atom?before=0");
    expect((await feedOf(app, "/claims.atom?before=999999999999999")).entries).toHaveLength(2);
    checkFeed(feed);
    expect(feed.entries).toBeUndefined();
  });

  it("needs a key if reading needs one", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp("SQLite", folder.path, { read: "closed" });
    expect((await app.fetch("/claims.atom")).status).toBe(401);
    const headers = { authorization: `Bearer ${await app.key("reader")}` };
    expect((await app.fetch("/claims.atom", { headers })).status).toBe(200);
  });

  it("can be found from every page, and keeps odd characters out of its structure", async () => {
    const odd = "<b>A</b> & ]]> “Երևան” \u0007";
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "name: Ministry of Defence of Northland",
        `name: ${JSON.stringify(odd)}`,
      ),
    });
    await using app = await testApp("SQLite", folder.path);
    for (const path of ["/", "/rules", "/claims/twenty-killed@1", "/tolls/killed?recordedAsOf=1", "/claims/none"]) {
      const [, href = ""] =
        /type="application\/atom\+xml"[^>]* href="([^"]*)"/.exec(await (await app.fetch(path)).text()) ?? [];
      expect(new URL(href, `http://localhost:4000${path}`).pathname).toBe("/claims.atom");
    }
    const feed = await feedOf(app);
    checkFeed(feed);
    const { entries = [] } = feed;
    expect(entries.map(({ summary }) => summary?.value).join()).toContain("Claimant: <b>A</b> & ]]> “Երևան” .");
  });
});
