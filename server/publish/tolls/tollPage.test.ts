import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects, emptyStore } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { ENDINGS } from "../forms.ts";

const EVENT = "event=clashes-september-2020";
const FORMS = ["", ...ENDINGS.map((ending) => `.${ending}`)];

const text = async (app: TestApp, path: string) => (await app.fetch(path)).text();
const unescaped = (html: string) =>
  html.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_all, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'",
  );
const read = (page: string) => unescaped(page.replace(/<[^>]*>/g, ""));
const lasting = (page: string) => page.replace(/<p class="notice".*?<\/p>\n/gs, "");

describe("The page of a toll", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp("SQLite");
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("is redirected to the newest data revision, in every form", async () => {
    for (const form of FORMS) {
      const response = await app.fetch(`/tolls/killed${form}?${EVENT}`);
      expect([response.status, response.headers.get("location")]).toEqual([
        302,
        `killed${form}?${EVENT}&recordedAsOf=1`,
      ]);
      expect((await app.fetch(`/tolls/killed${form}?${EVENT}&recordedAsOf=1`)).status).toBe(200);
    }
    const then = await app.fetch(`/tolls/killed?${EVENT}&recordedAsOf=2999-01`);
    expect(then.headers.get("location")).toBe(`killed?${EVENT}&recordedAsOf=1`);
  });

  it("agrees with the schema: label, rule, positions, parts, and every left-out claim with its reason", async () => {
    const page = await text(app, `/tolls/killed?${EVENT}&recordedAsOf=1`);
    const { data } = await app.query(`{ toll(harm: KILLED, event: "clashes-september-2020", recordedAsOf: 1) {
      label ruleDescription citation leftOutCount positions { party { name } reports { slug } }
      leftOut { explanation report { slug } } breakdown { label cells { kind subject { label } } } narrower { label }
    } }`);
    const { toll } = data;
    const seen = read(page);
    for (const said of [
      toll.ruleDescription,
      toll.citation,
      toll.breakdown.label,
      `${toll.leftOutCount} claims left out`,
    ])
      expect(seen.includes(said)).toBe(true);
    expect(seen).toContain(toll.label.slice(1));
    for (const { label } of toll.narrower) expect(seen.includes(label)).toBe(true);
    const reports = [
      ...toll.positions.flatMap((position: { reports: object[] }) => position.reports),
      ...toll.leftOut.map(({ report }: { report: object }) => report),
    ];
    expect(reports.length).toBeGreaterThan(20);
    for (const { slug } of reports) expect(page).toContain(`<a href="../claims/${slug}@1">`);
    const empty = toll.breakdown.cells.filter(({ kind }: { kind: string }) => kind === "NO_CLAIM");
    expect(empty.length).toBeGreaterThan(0);
    expect(page.match(/<strong>no claim( known to be of that time)?<\/strong>/g)?.length).toBe(empty.length);
  });

  it("links to pages: of its claims, of its narrower tolls, and of its other forms", async () => {
    const page = unescaped(await text(app, `/tolls/killed?${EVENT}&recordedAsOf=1`));
    const links = [...new Set([...page.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href))];
    const own = links.filter((href) => !/^(data:|http:|\.\.\/graphql)/.test(href));
    expect(own.length).toBeGreaterThan(30);
    for (const href of own) {
      const { pathname, search } = new URL(href, "http://localhost:4000/tolls/killed");
      expect([href, (await app.fetch(pathname + search)).status]).toEqual([href, 200]);
    }
    const query = decodeURIComponent(links.find((href) => href.startsWith("../graphql?query="))?.slice(17) ?? "");
    expect((await app.query(query)).errors).toBeUndefined();
  });

  it("quotes nobody, and shows no bare number as the toll", async () => {
    for (const harm of ["killed", "wounded", "casualties"]) {
      const page = await text(app, `/tolls/${harm}?${EVENT}&recordedAsOf=1`);
      expect(page).not.toMatch(/<(blockquote|q)\b/);
      expect(read(page)).not.toMatch(/“(dozens|significant|More and more)”/);
      expect(read(/<p class="toll">(.*?)<\/p>/.exec(page)?.[1] ?? "")).toMatch(/[a-z]{3}/);
    }
  });

  it("has the same title and address in every form", async () => {
    await using there = await testApp("SQLite", undefined, { publicUrl: "https://example.org/conflict" });
    const path = `/tolls/killed?${EVENT}&victims=CIVILIAN&side=azerbaijan&asOf=2020-09-29&recordedAsOf=1`;
    const [bib, csl] = [
      await text(there, path.replace("?", ".bib?")),
      await text(there, path.replace("?", ".csl.json?")),
    ];
    const [item] = JSON.parse(csl);
    expect(item.URL).toBe(`https://example.org/conflict${path}`);
    expect(new Cite(bib).data[0]).toMatchObject({ title: item.title, URL: item.URL, note: item.note });
    const json = JSON.parse(await text(there, path.replace("?", ".json?")));
    expect([json.permalink, json.asOf]).toEqual([item.URL, "2020-09-29T23:59:59.999Z"]);
    expect(item.title).toContain(json.label);
    expect(await text(there, path)).toContain(`<a href="${item.URL.replaceAll("&", "&amp;")}">`);
    expect(await text(there, path.replace("?", ".csv?"))).toMatch(/^[a-z_]+,.*\r\n/);
  });

  it("names neither this machine nor a local address if there is no public one", async () => {
    for (const form of FORMS)
      expect(await text(app, `/tolls/killed${form}?${EVENT}&recordedAsOf=1`)).not.toMatch(/localhost|127\.0\.0\.1/);
  });

  it.each([
    ["killed?event=nowhere", 400, "event names no Event"],
    ["killed?victims=BLUE", 400, "BLUE"],
    ["killed?rule=MEAN&recordedAsOf=1", 400, "MEAN"],
    ["killed?asOf=yesterday", 400, "“yesterday” is not a time"],
    ["killed?recordedAsOf=99", 400, "the newest data revision is 1"],
    ["killed?recordedAsOf=soon", 400, "must be a data revision or a time"],
    ["killed?evnt=x", 400, "“evnt” is not a parameter of a toll"],
    ["killed?event=a&event=b", 400, "event is given 2 times"],
    ["killed?side=", 400, "side is empty"],
    ["killed?includeUnreviewed=yes", 400, "takes true or false"],
    ["killed?tags=<script>", 400, "which is not a tag; use at most 100 lower-case letters and hyphens"],
    ["dead", 404, "is one of killed, wounded"],
    ["KILLED", 404, "is one of killed, wounded"],
    ["killed.xml", 404, "may be followed by .json, .csv, .bib, .ris, .csl.json, .jsonld"],
  ])("answers /tolls/%s with %i and says what is wrong", async (path, status, says) => {
    const response = await app.fetch(`/tolls/${path}`);
    const page = await response.text();
    expect([response.status, unescaped(page).includes(says)]).toEqual([status, true]);
    expect(page).not.toMatch(/<script(?! type="application\/ld\+json">)/);
    if (path.includes(".") || status === 404) return;
    const json = await app.fetch(`/tolls/${path.replace("?", ".json?")}`);
    expect([json.status, (await json.json()).error.message]).toEqual([status, expect.stringContaining(says)]);
  });

  it("takes tags and parties several times", async () => {
    const response = await app.fetch("/tolls/killed?tags=bodies&party=azerbaijan&party=armenia&recordedAsOf=1");
    expect(response.status).toBe(200);
    const { data } = await app.query(
      '{ toll(harm: KILLED, tags: ["bodies"], party: ["armenia", "azerbaijan"]) { label citation } }',
    );
    expect(read(await response.text())).toContain(data.toll.citation);
    expect(data.toll.citation).toContain("killed?tags=bodies&party=armenia&party=azerbaijan&recordedAsOf=1");
  });
});

describe.each(dialects)("A toll at a data revision, on %s", (dialect) => {
  // Opening the first PGlite takes seconds.
  beforeAll(async () => {
    await using _opened = await emptyStore(dialect);
  });

  it("stays the same after later changes; only a notice is added", async () => {
    const paths = FORMS.map((form) => `/tolls/killed${form}?event=fighting&recordedAsOf=1`);
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const before = await Promise.all(paths.map((path) => text(app, path)));
    await folder.write({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("1.0.0", "2.0.0").replace("A small corpus", "A larger corpus"),
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("name: Ministry of Defence of Northland", "name: Northland's ministry")
        .replace("title: Armed clashes near", "title: Clashes near")
        .replace("AT_LEAST, value: 20", "ABOUT, value: 20"),
    });
    await app.load(folder.path);
    const after = await Promise.all(paths.map((path) => text(app, path)));
    expect(lasting(after[0] ?? "")).toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
    expect(after[0]).toContain('<a href="killed?event=fighting">the same toll in the newest state</a>');
    const now = await text(app, "/tolls/killed?event=fighting&recordedAsOf=2");
    expect(now).toContain("About 20 killed, according to");
    expect(now).toContain("A larger corpus, version 2.0.0");
    expect(now).not.toContain('class="notice"');
  });

  it("contains no words that the licence forbids showing", async () => {
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false"),
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "AT_LEAST, value: 20, text: at least 20",
        "VAGUE, text: people",
      ),
    });
    await using app = await testApp(dialect, folder.path);
    for (const form of FORMS)
      expect(await text(app, `/tolls/killed${form}?event=fighting&recordedAsOf=1`)).not.toMatch(
        /“people”|\(people\)|no fewer than|were killed/,
      );
  });

  it("explains what happened to a withdrawn event, and keeps its earlier tolls", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const records = SMALL_CORPUS["records.yaml"];
    await folder.write({ "records.yaml": records.slice(0, records.indexOf("events:")) });
    await app.load(folder.path, { withdrawMissing: true, by: "A. Editor", reason: "It was no event." });

    for (const form of ["", ".json"]) {
      const gone = await app.fetch(`/tolls/killed${form}?event=fighting`);
      expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining("A. Editor: It was no event.")]);
    }
    expect((await app.fetch("/tolls/killed?event=fighting&recordedAsOf=1")).status).toBe(200);
    expect((await app.fetch("/tolls/killed?event=never-held")).status).toBe(400);
  });
});
