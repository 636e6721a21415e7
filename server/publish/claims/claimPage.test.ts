import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects, emptyStore } from "../../testing/dialects.ts";
import { linkedDataIn } from "../../testing/linkedData.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { ENDINGS } from "../forms.ts";

const ARTICLE = "articles/flood-of-reports.md";
const THEN = Date.UTC(2021, 3, 1, 12);

const text = async (app: TestApp, path: string) => (await app.fetch(path)).text();
const title = (bibliography: string): string => new Cite(bibliography).data[0]?.title ?? "";
const marksOf = (page: string) =>
  [...page.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, words = ""]) => unescaped(words));
const unescaped = (html: string) =>
  html.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_all, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'",
  );
/** What does not change on a page: everything without the notice and the history. */
const lasting = (page: string) =>
  page.replace(/<p class="notice".*?<\/p>\n/gs, "").replace(/<section data-now>.*?<\/section>/s, "");

describe("The pages of the seeds' claims", () => {
  let app: TestApp;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  let claims: any[];
  beforeAll(async () => {
    app = await testApp("SQLite");
    const { data } = await app.query(`{ casualtyReports(first: 100) { nodes {
      slug count { label } citation evidence { quote paragraph { text } } denials { evidence { quote } }
    } } }`);
    claims = data.casualtyReports.nodes;
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("show the label, the citation, and the words marked in their paragraphs", async () => {
    expect(claims.length).toBe(34);
    for (const { slug, count, citation, evidence, denials } of claims) {
      const response = await app.fetch(`/claims/${slug}@1`);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      const page = await response.text();
      const read = unescaped(page.replace(/<[^>]*>/g, ""));
      expect(read).toContain(count.label.replace(/[“”]/g, ""));
      expect(read.includes(citation)).toBe(true);
      const marks = marksOf(page);
      for (const { quote, paragraph } of evidence) {
        expect(marks.some((mark) => mark.includes(quote))).toBe(true);
        expect(read.includes(paragraph.text)).toBe(true);
      }
      const all = [...evidence, ...denials.flatMap((denial: typeof evidence) => denial.evidence)];
      expect(marks.every((mark) => all.some(({ quote }) => mark.includes(quote)))).toBe(true);
    }
  });

  it("never set restated words in quotation marks", async () => {
    const restated = "Restated in the corpus author&#39;s words: not the publisher&#39;s wording.";
    for (const { slug, count } of claims) {
      const page = await text(app, `/claims/${slug}@1`);
      expect(page).toContain(restated);
      expect(page).not.toMatch(/<(blockquote|q)\b/);
      expect(page).not.toMatch(/["“”„«»‘](<[^>]*>)*<mark>|<\/mark>(<[^>]*>)*(&quot;|["“”„«»’])/);
      const words = /“(.*)”/.exec(count.label)?.[1];
      if (words) expect(unescaped(page)).not.toMatch(new RegExp(`["“„«]${words}["”»]`));
    }
  });

  it("name neither this machine nor a local address if there is no public one", async () => {
    for (const { slug } of claims) {
      for (const form of ["", ...ENDINGS.map((form) => `.${form}`)])
        expect(await text(app, `/claims/${slug}@1${form}`)).not.toMatch(/localhost|127\.0\.0\.1/);
    }
    expect(await text(app, "/claims/afp-95-killed@1")).toContain("has no public address");
  });

  it("have the same title in every form", async () => {
    for (const { slug } of claims) {
      const [bib, csl] = [await text(app, `/claims/${slug}@1.bib`), await text(app, `/claims/${slug}@1.csl.json`)];
      const [item] = JSON.parse(csl);
      expect(title(bib)).toBe(item.title);
      expect(title(await text(app, `/claims/${slug}@1.ris`))).toBe(item.title);
      expect(JSON.parse(await text(app, `/claims/${slug}@1.jsonld`))).toMatchObject({
        "@type": "Claim",
        name: item.title,
      });
      expect(title(csl)).toBe(item.title);
      expect(new Cite(bib).data[0]?.id).toBe(`${slug}-r1`);
      expect(JSON.parse(await text(app, `/claims/${slug}@1.json`))).toMatchObject({ slug, revision: { number: 1 } });
      expect(await text(app, `/claims/${slug}@1.csv`)).toMatch(/^claim_id,.*\r\n/);
    }
  });

  it("are redirected to from the address without a version, in each form, by a relative address", async () => {
    for (const form of ["", ...ENDINGS.map((form) => `.${form}`)]) {
      const response = await app.fetch(`/claims/afp-95-killed${form}`);
      expect([response.status, response.headers.get("location")]).toEqual([302, `afp-95-killed@1${form}`]);
    }
  });

  it("link to a query that GraphiQL can run, as of the same state", async () => {
    const page = unescaped(await text(app, "/claims/afp-95-killed@1"));
    const query = decodeURIComponent(/href="\.\.\/graphql\?query=([^"]*)"/.exec(page)?.[1] ?? "");
    expect(query).toContain("recordedAsOf: 1");
    const { data, errors } = await app.query(query);
    expect([errors, data.casualtyReport.slug]).toEqual([undefined, "afp-95-killed"]);
  });

  it("are not sent again if the client has them, and load nothing else", async () => {
    for (const form of ["", ".json", ".bib"]) {
      const response = await app.fetch(`/claims/afp-95-killed@1${form}`);
      const etag = response.headers.get("etag") ?? "";
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
      const again = await app.fetch(`/claims/afp-95-killed@1${form}`, {
        headers: { "if-none-match": `"x", W/${etag}` },
      });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
  });

  it.each([
    ["/claims/no-such-claim", 404, "has never had a claim"],
    ["/claims/no-such-claim@1", 404, "has never had a claim"],
    ["/claims/afp-95-killed.constructor", 404, "An address is /claims/"],
    ["/claims/afp-95-killed@2", 404, "It has only version 1"],
    ["/claims/afp-95-killed@0", 404, "An address is /claims/"],
    ["/claims/afp-95-killed@1.xml", 404, "An address is /claims/"],
    ["/claims/afp-95-killed%401", 200, "At least 95"],
    ["/claims/%E0%A4%A", 404, "An address is /claims/"],
    ["/claims/<script>alert(1)</script>", 404, "An address is /claims/"],
    ["/claims/", 404, "An address is /claims/"],
  ])("answer %s with %i", async (path, status, says) => {
    const response = await app.fetch(path);
    const page = await response.text();
    expect(response.status).toBe(status);
    expect(page).toContain(says);
    expect(page).not.toMatch(/<script(?! type="application\/ld\+json">)/);
  });

  it("say what is wrong, in the requested form", async () => {
    const [json, bib] = [await app.fetch("/claims/nothing@1.json"), await app.fetch("/claims/nothing@1.bib")];
    expect([json.status, (await json.json()).error.title]).toEqual([404, "No such claim"]);
    expect([bib.status, bib.headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
    expect((await app.fetch("/claims/afp-95-killed@1", { method: "POST" })).status).toBe(405);
  });
});

describe("A claim's address", () => {
  it("begins with the public address and its path everywhere", async () => {
    await using app = await testApp("SQLite", undefined, { publicUrl: "https://example.org/conflict" });
    const address = "https://example.org/conflict/claims/afp-95-killed@1";
    expect(await text(app, "/claims/afp-95-killed@1")).toContain(`<a href="${address}">`);
    for (const form of ["bib", "csl.json"])
      expect(new Cite(await text(app, `/claims/afp-95-killed@1.${form}`)).data[0]?.URL).toBe(address);
    const { data } = await app.query('{ casualtyReport(slug: "afp-95-killed") { permalink citation } }');
    expect(data.casualtyReport.permalink).toBe(address);
    expect(data.casualtyReport.citation).toContain(address);
    expect(JSON.parse(await text(app, "/claims/afp-95-killed@1.json")).permalink).toBe(address);
  });
});

const ODD = "<script>alert(1)</script> & 50% of {all} #1 $5 _x_ ~ ^ \\ Երևան “Ağdam”";

describe("Odd characters", () => {
  it("are escaped in HTML, and unchanged in BibTeX and CSL-JSON", async () => {
    const yaml = (value: string) => JSON.stringify(value);
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace(
        "title: Own words,",
        `title: Own words, attribution: ${yaml(ODD)},`,
      ),
      [ARTICLE]: SMALL_CORPUS[ARTICLE]
        .replace("at least 20", "at least <b>20</b> & more")
        .replace("title: Fighting near Riverton", `title: ${yaml(`${ODD} Riverton`)}`),
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("name: Ministry of Defence of Northland", `name: ${yaml(ODD)}`)
        .replace("text: at least 20", 'text: "<b>20</b>"')
        .replace("at least 20 people", "at least <b>20</b> & more people")
        .replace("quote: Fighting near Riverton", `quote: ${yaml(ODD)}`),
    });
    await using app = await testApp("SQLite", folder.path);
    const page = await text(app, "/claims/twenty-killed@1");
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="application/ld+json">']);
    expect(linkedDataIn(page).name).toContain(`according to ${ODD}`);
    expect(page).not.toContain("<b>");
    expect(marksOf(page)).toContain("at least <b>20</b> & more people were killed");
    const [bib, csl] = [
      await text(app, "/claims/twenty-killed@1.bib"),
      await text(app, "/claims/twenty-killed@1.csl.json"),
    ];
    const [item] = JSON.parse(csl);
    expect(item.title).toContain(`according to ${ODD}`);
    const [parsed] = new Cite(bib).data;
    expect(parsed).toMatchObject({ title: item.title, note: item.note, author: [{ family: ODD }] });
    // Nothing that TeX would read as a command, or as the end of the field.
    const [ris] = new Cite(await text(app, "/claims/twenty-killed@1.ris")).data;
    expect(ris).toMatchObject({ title: item.title, note: item.note, author: [{ literal: ODD }] });
    expect(bib.replace(/\\(text\w+\{\}|[&%$#_{}])/g, "").match(/[&%$#_~^]/g)).toBeNull();
  });
});

describe.each(dialects)("The versions of a claim, on %s", (dialect) => {
  // Opening the first PGlite takes seconds.
  beforeAll(async () => {
    await using _opened = await emptyStore(dialect);
  });

  const paths = ["", ...ENDINGS.map((form) => `.${form}`)].map((form) => `/claims/twenty-killed@1${form}`);

  it("stay the same after later changes; only a notice and the history are added", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, { now: () => THEN });
    const before = await Promise.all(paths.map((path) => text(app, path)));
    await folder.write({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("1.0.0", "2.0.0").replace("A small corpus", "A larger corpus"),
      [ARTICLE]: SMALL_CORPUS[ARTICLE]
        .replace("title: Fighting near", "title: War near")
        .replace("were killed on", "had died on"),
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("name: Ministry of Defence of Northland", "name: Northland's ministry")
        .replace("quote: Fighting near", "quote: War near")
        .replace("at least 20 people were killed", "at least 20 people had died")
        .replace("AT_LEAST, value: 20", "ABOUT, value: 20"),
    });
    await app.load(folder.path, {
      by: "A. Editor",
      reason: "The figure was misread.",
      confirmEvidence: ["five-civilians"],
      now: () => Date.UTC(2021, 4, 1),
    });
    const after = await Promise.all(paths.map((path) => text(app, path)));
    expect(lasting(after[0] ?? "")).toBe(lasting(before[0] ?? ""));
    expect(after.slice(1)).toEqual(before.slice(1));

    expect(after[0]).toContain('older version.</strong> The current one is <a href="twenty-killed@2">');
    expect(after[0]).toContain("The figure was misread.");
    const now = await text(app, "/claims/twenty-killed@2");
    expect(now).toContain("About 20 killed, according to Northland&#39;s ministry");
    expect(now).toContain("A larger corpus, version 2.0.0");
    expect(now).not.toContain('class="notice"');
    expect((await app.fetch("/claims/twenty-killed")).headers.get("location")).toBe("twenty-killed@2");
  });

  it("can be read after the claim is withdrawn, and say so with the reason", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, { now: () => THEN });
    await folder.write({
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(/ {2}- id: five-civilians[\s\S]*?(?=mentions:)/, ""),
    });
    await app.load(folder.path, {
      withdrawMissing: true,
      by: "A. Editor",
      reason: "It was no claim.",
      now: () => Date.UTC(2021, 4, 1),
    });
    const gone = await app.fetch("/claims/five-civilians");
    expect([gone.status, await gone.text()]).toEqual([
      410,
      expect.stringContaining("on 1 May 2021 by A. Editor: It was no claim."),
    ]);
    const json = await app.fetch("/claims/five-civilians.json");
    expect([json.status, (await json.json()).error.title]).toEqual([410, "This claim was withdrawn"]);
    const page = await text(app, "/claims/five-civilians@1");
    expect(page).toContain("This claim was withdrawn</strong> on 1 May 2021 by A. Editor: It was no claim.");
    expect(marksOf(page)).toEqual(["including 5 civilians"]);
  });

  it("contain no words that the licence forbids showing, in any form, even if they are withdrawn later", async () => {
    const secret = /no fewer than|Northland's ministry said|on Monday|had fired/;
    const closed = {
      ...SMALL_CORPUS,
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false"),
    };
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    expect(await text(app, "/claims/twenty-killed@1")).toMatch(secret);
    await folder.write(closed);
    await app.load(folder.path);
    for (const version of [1, 2]) {
      for (const form of ["", ...ENDINGS.map((form) => `.${form}`)])
        expect(unescaped(await text(app, `/claims/twenty-killed@${version}${form}`))).not.toMatch(secret);
      expect(await text(app, `/claims/twenty-killed@${version}`)).toContain("The text of the article may not be shown");
    }
  });
});

describe("A claim that its claimant retracted", () => {
  it("says so in its title, its notice and its citation, with the words", async () => {
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      [ARTICLE]: `${SMALL_CORPUS[ARTICLE]}\nThe ministry later withdrew its figure.\n`,
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "    denials:",
        "    retraction: { evidence: The ministry later withdrew its figure }\n    denials:",
      ),
    });
    await using app = await testApp("SQLite", folder.path);
    const page = await text(app, "/claims/twenty-killed@1");
    expect(page).toContain(
      "<h1>At least 20 killed, according to Ministry of Defence of Northland (retracted by the claimant)</h1>",
    );
    expect(page).toContain('<p class="notice" role="note"><strong>The claimant has retracted this claim.</strong>');
    expect(marksOf(page)).toContain("The ministry later withdrew its figure");
    expect(title(await text(app, "/claims/twenty-killed@1.bib"))).toContain("(retracted by the claimant) (claim");
  });
});

describe("A publisher's own words", () => {
  it("are shown as a quotation", async () => {
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("RESTATED", "VERBATIM"),
    });
    await using app = await testApp("SQLite", folder.path);
    const page = await text(app, "/claims/twenty-killed@1");
    expect(page).toMatch(/<blockquote><p lang="en">[^<]*<mark>at least 20 people were killed<\/mark>/);
    expect(page).not.toContain("Restated");
    // The source's credit is the publisher's. Our record is not theirs.
    expect(JSON.parse(await text(app, "/claims/twenty-killed@1.csl.json"))[0].author).toEqual([
      { literal: "Contributors to A small corpus" },
    ]);
  });
});
