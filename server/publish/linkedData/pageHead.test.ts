import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkedDataIn } from "../../testing/linkedData.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { ENDINGS, FORMS } from "../forms.ts";

const CLAIM = "/claims/afp-95-killed@1";
const TOLL = "/tolls/killed?event=clashes-september-2020&recordedAsOf=1";
const ADDRESS = "https://example.org/conflict";

let app: TestApp;
let local: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite", undefined, { publicUrl: ADDRESS });
  local = await testApp("SQLite");
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await local[Symbol.asyncDispose]();
});

const headOf = async (from: TestApp, path: string) => {
  const page = await (await from.fetch(path)).text();
  const { document } = parseHTML(page);
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  return {
    page,
    meta: (name: string) =>
      all(`head meta[name="${name}"], head meta[property="${name}"]`).map((tag) => tag.getAttribute("content")),
    links: (rel: string) => all("head link").filter((link) => link.getAttribute("rel")?.split(" ").includes(rel)),
  };
};

describe.each([
  ["a claim", CLAIM],
  ["a toll", TOLL],
])("The head of the page of %s", (_what, path) => {
  it("names title, author and date as the citation does", async () => {
    const { meta } = await headOf(app, path);
    const [item] = await (await app.fetch(path.replace(/(?=\?|$)/, ".csl.json"))).json();
    expect(meta("citation_title")).toEqual([item.title]);
    expect(meta("og:title")).toEqual([item.title]);
    expect(meta("citation_author")).toEqual(item.author.map(({ literal }: { literal: string }) => literal));
    expect(meta("citation_public_url")).toEqual([item.URL]);
    const [[year, month, day]] = item.issued["date-parts"];
    const [date = ""] = meta("citation_publication_date");
    expect(date).toMatch(/^\d{4}\/\d\d\/\d\d$/);
    expect(date?.split("/").map(Number)).toEqual([year, month, day]);
  });

  it("links to every other form with its type, and to the address to cite", async () => {
    const { links } = await headOf(app, path);
    const alternates = links("alternate").filter((link) => !link.getAttribute("href")?.includes("atom"));
    expect(alternates.map((link) => link.getAttribute("type"))).toEqual(
      ENDINGS.map((form) => FORMS[form].replace(/;.*/, "")),
    );
    for (const link of alternates) {
      const { pathname, search } = new URL(link.getAttribute("href") ?? "", `http://localhost:4000${path}`);
      const response = await app.fetch(pathname + search);
      expect([response.status, response.headers.get("content-type")?.replace(/;.*/, "")]).toEqual([
        200,
        link.getAttribute("type"),
      ]);
    }
    expect(links("canonical").map((link) => link.getAttribute("href"))).toEqual([`${ADDRESS}${path}`]);
    expect(links("cite-as")).toEqual(links("canonical"));
  });

  it("has no absolute address of the service if it has no public one", async () => {
    const { meta, links, page } = await headOf(local, path);
    expect([links("canonical"), meta("citation_public_url"), meta("og:url")]).toEqual([[], [], []]);
    expect(linkedDataIn(page)["@id"]).toBe(path.replace(/^\/\w+\//, ""));
  });

  it("describes the content in the same way as the file", async () => {
    const { page } = await headOf(app, path);
    const file = await (await app.fetch(path.replace(/(?=\?|$)/, ".jsonld"))).json();
    expect(linkedDataIn(page)).toEqual(file);
    expect(file["@id"]).toBe(`${ADDRESS}${path}`);
    expect(JSON.stringify(file)).not.toMatch(/ClaimReview|Rating|Observation/);
  });
});

describe("The linked data of a claim", () => {
  it("names claimant, article, licence and denials, and gives bounds only as stated", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using small = await testApp("SQLite", folder.path);
    const data = await (await small.fetch("/claims/twenty-killed@1.jsonld")).json();
    expect(data).toMatchObject({
      "@type": "Claim",
      author: { "@type": "Organization", name: "Ministry of Defence of Northland" },
      description: expect.stringMatching(/at least 20 people were killed\. Denied by Southland \(responsibility\)\.$/),
      mainEntity: { minValue: 20, unitText: "people killed" },
      appearance: {
        description: "Titled in the corpus author's words: Fighting near Riverton",
        license: { name: "CC0-1.0" },
      },
      creativeWorkStatus: "Current",
      dateCreated: "2021-03-02",
    });
    expect(data.mainEntity.maxValue).toBeUndefined();
    expect(data.appearance.headline).toBeUndefined();
    // A span of days is not a date.
    expect((await (await app.fetch(`${CLAIM}.jsonld`)).json()).dateCreated).toBeUndefined();
  });
});

describe("Without an ending in the address", () => {
  it.each([
    ["application/x-bibtex", "application/x-bibtex"],
    ["application/x-research-info-systems", "application/x-research-info-systems"],
    ["application/vnd.citationstyles.csl+json, application/json;q=0.5", "application/vnd.citationstyles.csl+json"],
    ["text/html;q=0.2, application/ld+json", "application/ld+json"],
    ["text/csv", "text/csv"],
    ["application/json", "application/json"],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"],
    ["*/*", "text/html"],
    ["text/html;q=0, */*", "application/json"],
    ["image/png", "text/html"],
    ["", "text/html"],
  ])("Accept: %s is answered with %s", async (accept, type) => {
    for (const path of [CLAIM, TOLL]) {
      const response = await app.fetch(path, { headers: { accept } });
      expect([response.status, response.headers.get("content-type")?.replace(/;.*/, "")]).toEqual([200, type]);
      expect(response.headers.get("vary")).toContain("accept");
    }
  });

  it("an address without a version leads to the accepted form of the newest one", async () => {
    const headers = { accept: "application/x-bibtex" };
    expect((await app.fetch("/claims/afp-95-killed", { headers })).headers.get("location")).toBe("afp-95-killed@1.bib");
    const toll = await app.fetch("/tolls/killed?event=clashes-september-2020", { headers });
    expect(toll.headers.get("location")).toBe("killed.bib?event=clashes-september-2020&recordedAsOf=1");
  });

  it("failures have the accepted form too", async () => {
    const missing = await app.fetch("/claims/nothing@1", { headers: { accept: "application/json" } });
    expect([missing.status, (await missing.json()).error.title]).toEqual([404, "No such claim"]);
  });

  it("an ending counts more than Accept", async () => {
    const response = await app.fetch(`${CLAIM}.bib`, { headers: { accept: "application/json" } });
    expect(response.headers.get("content-type")).toContain("application/x-bibtex");
    expect(response.headers.get("vary") ?? "").not.toMatch(/accept(?!-)/);
  });
});
