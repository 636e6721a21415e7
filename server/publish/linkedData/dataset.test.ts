import { beforeAll, describe, expect, it } from "vitest";
import { MOST_PLACES } from "../../store/read/coverage.ts";
import { dialects, emptyStore } from "../../testing/dialects.ts";
import { linkedDataIn } from "../../testing/linkedData.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";
import { datasetOf } from "./dataset.ts";

type Data = Record<string, unknown>;

const listOf = (value: unknown): Data[] => (Array.isArray(value) ? value : [value]) as Data[];

/**
 * What Google requires of a Dataset, and recommends:
 * https://developers.google.com/search/docs/appearance/structured-data/dataset.
 */
function checkDataset(data: Data): void {
  expect(data["@type"]).toBe("Dataset");
  expect(data.name).toMatch(/\S/);
  expect(String(data.description).length).toBeGreaterThanOrEqual(50);
  expect(String(data.description).length).toBeLessThanOrEqual(5000);
  for (const creator of listOf(data.creator)) {
    expect(creator["@type"]).toMatch(/^(Organization|Person)$/);
    expect(creator.name).toMatch(/\S/);
  }
  for (const licence of listOf(data.license)) {
    expect(licence["@type"]).toBe("CreativeWork");
    expect(licence.name).toMatch(/\S/);
    expect(licence.url ?? "https://").toMatch(/^https?:/);
  }
  for (const part of data.hasPart === undefined ? [] : listOf(data.hasPart)) checkDataset(part);
  // Only for other publications.
  expect(data.citation).toBeUndefined();
}

describe.each(dialects)("The start page's description of the data, on %s", (dialect) => {
  // Opening the first PGlite takes seconds.
  beforeAll(async () => {
    await using _opened = await emptyStore(dialect);
  });

  it("has what Google requires of a dataset, with time and area of the events that claims are about", async () => {
    await using app = await testApp(dialect, undefined, { publicUrl: "https://example.org/conflict" });
    const data = linkedDataIn(await (await app.fetch("/")).text());
    checkDataset(data);
    expect(data).toMatchObject({
      "@context": "https://schema.org",
      "@id": "https://example.org/conflict/",
      name: "Armenia-Azerbaijan clashes, September 2020 and September 2022",
      version: "1.1.0, data revision 1",
      isAccessibleForFree: true,
      license: [{ name: "CC-BY-4.0", url: "https://creativecommons.org/licenses/by/4.0/" }],
      temporalCoverage: expect.stringMatching(/^20\d\d-\d\d-\d\d\/2022-09-\d\d$/),
    });
    expect(data.hasPart).toBeUndefined();
    for (const file of listOf(data.distribution))
      expect(file.contentUrl).toMatch(/^https:\/\/example\.org\/conflict\/export\/\w+\.\w+$/);
    expect(Number.isNaN(Date.parse(String(data.dateModified)))).toBe(false);
  });

  it("follows the data: a write changes time, area, version and date", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path, { now: () => Date.UTC(2021, 3, 1) });
    const read = async () => linkedDataIn(await (await app.fetch("/")).text());
    expect(await read()).toMatchObject({
      dateModified: "2021-04-01T00:00:00.000Z",
      temporalCoverage: "2021-03-01/2021-03-01",
      spatialCoverage: [
        { "@type": "Place", name: "Riverton", geo: { "@type": "GeoCoordinates", latitude: 10, longitude: 20 } },
      ],
      // Without a public address, addresses are relative to the page.
      "@id": "./",
      distribution: expect.arrayContaining([expect.objectContaining({ contentUrl: "export/claims.csv" })]),
    });
    await folder.write({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("1.0.0", "2.0.0"),
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("time: 2021-03-01", "time: 2021-02")
        .replace("scope: CUMULATIVE", "place: hillside\n    scope: CUMULATIVE")
        // An event without claims, at another place and time.
        .replace("events:\n", `events:\n${OTHER_EVENT}`)
        .replace("places:\n", `places:\n${OTHER_PLACES}`),
    });
    await app.load(folder.path, { now: () => Date.UTC(2021, 4, 1) });
    expect(await read()).toMatchObject({
      version: "2.0.0, data revision 2",
      dateModified: "2021-05-01T00:00:00.000Z",
      temporalCoverage: "2021-02-01/2021-02-28",
      // Of a claim, in addition to the event's.
      spatialCoverage: [{ name: "Hillside" }, { name: "Riverton" }],
    });
  });

  it("gives a box if there are too many places to list", async () => {
    const names = Array.from({ length: MOST_PLACES }, (_, at) => `place-${at}`);
    const places = names.map((id, at) => `  - { id: ${id}, name: Place ${at}, latitude: ${-at}, longitude: ${at} }\n`);
    const [, claim = ""] = /casualtyReports:\n([\s\S]*?) {2}- id: five/.exec(SMALL_CORPUS["records.yaml"]) ?? [];
    const claims = names.map((id) =>
      claim.replace("twenty-killed", `at-${id}`).replace("scope:", `place: ${id}\n    scope:`),
    );
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("places:\n", `places:\n${places.join("")}`)
        .replace("casualtyReports:\n", `casualtyReports:\n${claims.join("")}`),
    });
    await using app = await testApp(dialect, folder.path);
    expect(linkedDataIn(await (await app.fetch("/")).text()).spatialCoverage).toEqual({
      "@type": "Place",
      geo: { "@type": "GeoShape", box: "-19 0 10 20" },
    });
  });

  it("names each of several corpora with its own licences", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await folder.write({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"]
        .replace("id: small", "id: other")
        .replace("title: A small corpus", "title: </script><b>Another")
        .replace("CC0-1.0", "Own terms"),
      "articles/flood-of-reports.md": "",
      "records.yaml": "actors:\n  - { id: westland, name: Westland, kind: STATE }\n",
    });
    await folder.remove("articles/flood-of-reports.md");
    await app.load(folder.path);
    const page = await (await app.fetch("/")).text();
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    const data = linkedDataIn(page);
    checkDataset(data);
    expect(data.name).toBe("</script><b>Another; A small corpus");
    expect(data.license).toEqual([
      { "@type": "CreativeWork", name: "Own terms" },
      { "@type": "CreativeWork", name: "CC0-1.0" },
    ]);
    expect(listOf(data.hasPart).map(({ license }) => listOf(license).map(({ name }) => name))).toEqual([
      ["Own terms"],
      ["CC0-1.0"],
    ]);
  });
});

const OTHER_PLACES = `  - { id: far, name: Far, latitude: -60, longitude: -70 }
  - { id: hillside, name: Hillside }
`;

const OTHER_EVENT = `  - id: landing
    title: Landing at Far, 1 January 2031
    type: COERCE
    assertion: REPORTED
    time: 2021-03-02
    place: far
    evidence: { article: flood-of-reports, quote: Fighting near Riverton }
`;

describe("A store without data", () => {
  it("describes no dataset, since there is nothing to find", () => {
    const coverage = { from: null, until: null, places: [], placeCount: 0, box: null };
    const facts = { corpora: [], sources: [], coverage, dataRevision: 0, recordedAt: 0 };
    expect(datasetOf(facts, { publicUrl: null, isOpen: true })).toBeNull();
  });
});
