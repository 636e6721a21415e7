import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../../testing/testApp.ts";

const RECORDS = SMALL_CORPUS["records.yaml"];
const ACTORS = RECORDS.slice(0, RECORDS.indexOf("casualtyReports:"));
/** An article with one figure per line of its text. */
const article = (front: string, lines: readonly string[]) =>
  `---\ntitle: Fighting near Riverton\nlanguage: en\npublished: 2021-03-02\n${front}\n---\n${lines.join("\n\n")}\n`;
const figure = (id: string, fields: string) =>
  `  - { id: ${id}, harm: KILLED, scope: CUMULATIVE, statedAt: 2021-03-02, ${fields} }\n`;
const FLOOD = SMALL_CORPUS["articles/flood-of-reports.md"];

// Opening the first PGlite of a worker takes long.
const SLOW = { timeout: 90_000 };

describe.each(dialects)("Tolls of corpora on %s", SLOW, (dialect) => {
  it("Copies of one article are one source, and one publisher if no claimant is named", async () => {
    const lines = ["Wire: 30 dead, officials said.", "Some 31 dead in all."];
    const claims = (name: string) =>
      figure(
        `${name}-30`,
        `article: ${name}, event: fighting, attributedTo: ${name === "wire" ? "northland" : "southland"}, count: { qualifier: EXACTLY, value: 30, text: "30" }, evidence: "30 dead"`,
      ) +
      figure(
        `${name}-31`,
        `article: ${name}, event: fighting, side: northland, count: { qualifier: EXACTLY, value: 31, text: "31" }, evidence: "Some 31 dead"`,
      );
    await using folder = await corpusFolder({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
      "articles/flood-of-reports.md": FLOOD,
      "articles/wire.md": article("wording: RESTATED\npublisher: agency", lines),
      "articles/copy.md": article("wording: RESTATED\npublisher: outlet\ncopyOf: wire", lines),
      "articles/copy-of-copy.md": article("wording: RESTATED\ncopyOf: copy", lines),
      "records.yaml": `${ACTORS.replace("places:", "  - { id: agency, name: Agency, kind: NEWS_AGENCY }\n  - { id: outlet, name: Outlet, kind: MEDIA_OUTLET }\nplaces:")}casualtyReports:\n${["wire", "copy", "copy-of-copy"].map(claims).join("")}`,
    });
    await using app = await testApp(dialect, folder.path);
    const { data, errors } = await app.query(`{
      named: toll(harm: KILLED) { claimantCount sourceCount usedCount label }
      unnamed: toll(harm: KILLED, side: "northland") { claimantCount sourceCount unattributedCount positions { publisher { slug } reports { slug } } }
      event(slug: "fighting") { carriedFigures(harm: KILLED) { low carriedBy { slug } missingFrom { article { slug } } } }
    }`);
    expect(errors).toBeUndefined();
    // Southland's 30 is in copies of the article that has Northland's: one source, two claimants.
    expect(data.named).toMatchObject({ claimantCount: 2, sourceCount: 1, usedCount: 3 });
    expect(data.unnamed).toMatchObject({
      claimantCount: 0,
      unattributedCount: 1,
      positions: [{ publisher: { slug: "agency" }, reports: [{}, {}, {}] }],
    });
    expect(data.event.carriedFigures[0]).toEqual({
      low: 31,
      carriedBy: [{ slug: "copy" }, { slug: "copy-of-copy" }, { slug: "wire" }],
      missingFrom: [{ article: { slug: "flood-of-reports" } }],
    });
  });

  it("A licence that hides texts keeps their words out of labels, reasons and namings", async () => {
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false"),
      "articles/flood-of-reports.md": FLOOD.replace("including 5 civilians", "including scores of unlucky villagers"),
      "records.yaml": RECORDS.replace(
        'count: { qualifier: EXACTLY, value: 5, text: "5" }',
        "count: { qualifier: VAGUE, text: scores of unlucky villagers }",
      ).replace("evidence: including 5 civilians", "evidence: including scores of unlucky villagers"),
    });
    await using app = await testApp(dialect, folder.path);
    const figures = "label lowReports { count { label } } latest { explanation }";
    const answer = await app.query(`{
      toll(harm: KILLED, event: "fighting") { ${figures} narrower { ${figures} } positions { label } leftOut { explanation } breakdown { label cells { label } } }
      civilians: toll(harm: KILLED, event: "fighting", victims: CIVILIAN) { ${figures} used { count { label } } }
      compareReports(reports: ["twenty-killed", "five-civilians"]) { reason }
      tollTimeline(harm: KILLED, victims: CIVILIAN, event: "fighting") { steps { label } series { points { label } } }
      event(slug: "fighting") { naming { names { words count } } carriedFigures(harm: KILLED) { label } }
    }`);
    expect(answer.errors).toBeUndefined();
    const text = JSON.stringify(answer.data);
    expect(text).not.toMatch(/unlucky|villagers|scores/);
    expect(answer.data.event.naming.flatMap(({ names }: { names: { words: null }[] }) => names)).not.toHaveLength(0);
    expect(text).toContain('"words":null');
  });

  it("Sums above the largest Int are given in words, and break no answer", async () => {
    const most = "2,147,483,646";
    const parts = ["CIVILIAN", "MILITARY"].map((victims) =>
      figure(
        victims.toLowerCase(),
        `article: large, event: fighting, victims: ${victims}, partOf: all, partKind: SUBGROUP, count: { qualifier: EXACTLY, value: 2147483646, text: "${most}" }, evidence: "${most} ${victims.toLowerCase()}s"`,
      ),
    );
    await using folder = await corpusFolder({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
      "articles/flood-of-reports.md": FLOOD,
      "articles/large.md": article("wording: RESTATED", [
        `In all ${most} dead: ${most} civilians and ${most} militarys.`,
      ]),
      "records.yaml": `${ACTORS}casualtyReports:\n${figure("all", `article: large, event: fighting, count: { qualifier: EXACTLY, value: 2147483646, text: "${most}" }, evidence: "${most} dead"`)}${parts.join("")}`,
    });
    await using app = await testApp(dialect, folder.path);
    const { data, errors } = await app.query(
      `{ toll(harm: KILLED, event: "fighting") { high breakdown { sumLow sumHigh unaccountedLow unaccountedHigh label contradictions { kind } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.toll).toMatchObject({
      high: 2_147_483_646,
      breakdown: {
        sumLow: null,
        sumHigh: null,
        unaccountedLow: 0,
        unaccountedHigh: 0,
        contradictions: [{ kind: "PARTS_EXCEED_WHOLE" }],
      },
    });
    expect(data.toll.breakdown.label).toContain("sum to 4,294,967,292, more than the claimed total of 2,147,483,646");
  });

  it("Another party's figures fill a breakdown's fields, in any party's toll", async () => {
    await using folder = await corpusFolder({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
      "articles/flood-of-reports.md": FLOOD,
      "articles/more.md": article("wording: RESTATED", ["At least 40 dead, and 9 soldiers of Southland."]),
      "records.yaml": `${ACTORS}casualtyReports:\n${figure("forty", `article: more, event: fighting, attributedTo: northland, count: { qualifier: AT_LEAST, value: 40, text: At least 40 }, evidence: At least 40 dead`)}${figure("nine", `article: more, event: fighting, attributedTo: southland, victims: MILITARY, side: southland, count: { qualifier: EXACTLY, value: 9, text: "9" }, evidence: 9 soldiers of Southland`)}`,
    });
    await using app = await testApp(dialect, folder.path);
    const { data } = await app.query(
      `{ toll(harm: KILLED, event: "fighting", party: ["northland"]) { usedCount breakdown { cells { kind reports { slug } subject { victims side { slug } } } } } }`,
    );
    expect(data.toll.usedCount).toBe(1);
    const ofTheirs = data.toll.breakdown.cells.filter(
      ({ subject }: { subject: { victims: string; side: { slug: string } } }) =>
        subject.victims === "MILITARY" && subject.side.slug === "southland",
    );
    expect(ofTheirs).toMatchObject([{ kind: "CROSS_CLAIMANT", reports: [{ slug: "nine" }] }]);
  });
});

/** A corpus of many claims that is the same each time: numbers from a multiplicative generator. */
function manyClaims(events: number, claims: number) {
  let state = 7;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const pick = <Item>(items: readonly Item[]): Item => items[next(items.length)] as Item;
  const texts: string[] = [];
  let reports = "";
  for (let index = 0; index < claims; index++) {
    const value = next(60);
    texts.push(`Report number ${index} puts the dead at ${value} there.`);
    const people = `victims: ${pick(["UNSPECIFIED", "CIVILIAN"])},`;
    const kind = `scope: ${pick(["CUMULATIVE", "CUMULATIVE", "NEW", "UNSTATED"])}, tags: ${pick(["[]", "[]", "[]", "[children, medics]", "[medics, children]"])}`;
    const time = pick(["statedAt: 2021-03-01, ", "statedAt: 2021-03-02, ", ""]);
    const by = pick(["attributedTo: northland, ", "attributedTo: southland, ", "attributedTo: ministry, ", ""]);
    const review = pick(["", "", "", "review: REJECTED, "]);
    reports += `  - { id: claim-${index}, article: many, harm: KILLED, event: event-${next(events)}, ${people} ${kind}, ${time}${by}${review}count: { qualifier: ${pick(["EXACTLY", "AT_LEAST", "UP_TO"])}, value: ${value}, text: "${value}" }, evidence: { quote: "${value}", prefix: "number ${index} puts the dead at " } }\n`;
  }
  const extra = Array.from(
    { length: events },
    (_, index) =>
      `  - { id: event-${index}, title: "Clash ${index}", type: ASSAULT, mode: armed-clash, assertion: REPORTED, time: 2021-03-01, partOf: ${index === 0 ? "fighting" : index % 3 === 0 ? `event-${index - 1}` : "fighting"}, evidence: { article: flood-of-reports, quote: Fighting near Riverton } }\n`,
  ).join("");
  return {
    "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
    "articles/flood-of-reports.md": FLOOD,
    "articles/many.md": article("wording: RESTATED", texts),
    "records.yaml": `${ACTORS}${extra}casualtyReports:\n${reports}`,
  };
}

describe.each(dialects)("The widest disagreements on %s", SLOW, (dialect) => {
  it("are those found by computing every toll and sorting them", async () => {
    await using folder = await corpusFolder(manyClaims(99, 900));
    // All tolls at once exceed the limits.
    const limits = { ...DEFAULT_LIMITS, cost: 10_000_000, costPerMinute: 100_000_000 };
    await using app = await testApp(dialect, folder.path, { limits });
    const people = ["UNSPECIFIED", "CIVILIAN"].flatMap((victims) =>
      ["", ', tags: ["children", "medics"]'].map((tags) => `victims: ${victims}${tags}`),
    );
    const asked = people.map(
      (of, index) =>
        `p${index}: toll(harm: KILLED, ${of}) { about { slug } subject { event { slug } label } lowest highest used(first: 1000) { count { lower upper } } }`,
    );
    const { data, errors } = await app.query(`{ events(first: 100) { nodes { slug ${asked.join(" ")} } } }`);
    expect(errors).toBeUndefined();
    interface Found {
      readonly about: { slug: string } | null;
      readonly subject: { event: { slug: string }; label: string };
      readonly lowest: number | null;
      readonly highest: number | null;
      readonly used: readonly { count: { lower: number | null; upper: number | null } }[];
    }
    /** Whether no number satisfies all its claims. */
    const isDisputed = ({ used }: Found) => {
      const lowers = used.flatMap(({ count }) => count.lower ?? []);
      const uppers = used.flatMap(({ count }) => count.upper ?? []);
      return Math.max(...lowers) > Math.min(...uppers);
    };
    const all: Found[] = data.events.nodes.flatMap(({ slug, ...tolls }: { slug: string }) =>
      Object.values(tolls as Record<string, Found>).filter(({ about }) => about?.slug === slug),
    );
    for (const by of ["DIFFERENCE", "RATIO"] as const) {
      const width = ({ lowest, highest }: Found) => {
        const [from, to] = [lowest ?? 0, highest ?? 0];
        return by === "DIFFERENCE" ? to - from : from === 0 ? 0 : to / from;
      };
      const sorted = all.filter(isDisputed).sort((a, b) => width(b) - width(a));
      expect(sorted.length).toBeGreaterThan(10);
      for (const first of [1, 7, 100]) {
        const answer = await app.query(
          `{ widestDisagreements(harm: KILLED, by: ${by}, first: ${first}) { about { slug } subject { event { slug } label } lowest highest } }`,
        );
        const found: Found[] = answer.data.widestDisagreements;
        expect(found.map(width)).toEqual(sorted.slice(0, first).map(width));
        const keys = found.map(({ subject }) => `${subject.event.slug} ${subject.label}`);
        expect(new Set(keys).size).toBe(keys.length);
        // Tolls of equal width may come in any order, and the last of them may be others of that width.
        const wider = (some: Found[]) =>
          some
            .filter((toll) => width(toll) > width(found.at(-1) as Found))
            .map((toll) => `${toll.subject.event.slug} ${toll.subject.label}`)
            .sort();
        expect(wider(found)).toEqual(wider(sorted));
      }
    }
  });
});
