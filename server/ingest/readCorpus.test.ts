import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SEEDS } from "../config.ts";
import type { CasualtyReportRecord } from "../domain/records.ts";
import { corpusFolder, SMALL_CORPUS } from "../testing/testApp.ts";
import { CorpusError, formatFault } from "./faults.ts";
import { readCorpus } from "./readCorpus.ts";

const ARTICLE = "articles/flood-of-reports.md";
const RECORDS = "records.yaml";

/** The faults of the small corpus after some changes, each as it is printed. */
async function faultsAfter(
  ...changes: readonly (readonly [file: keyof typeof SMALL_CORPUS, from: string, to: string])[]
): Promise<string[]> {
  const files: Record<string, string> = { ...SMALL_CORPUS };
  for (const [file, from, to] of changes) {
    if (!files[file]?.includes(from)) throw new Error(`The small corpus holds no “${from}”.`);
    files[file] = files[file].replace(from, to);
  }
  return faultsOf(files);
}

async function faultsOf(files: Record<string, string>): Promise<string[]> {
  await using folder = await corpusFolder(files);
  const error = await readCorpus(folder.path).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return [];
  if (!(error instanceof CorpusError)) throw error;
  return error.faults.map(formatFault);
}

describe("A corpus in order", () => {
  it("is read with every quote resolved to its place", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    const { records } = await readCorpus(folder.path);
    const article = records.find((record) => record.type === "Article");
    const report = records.find((record): record is CasualtyReportRecord => record.slug === "twenty-killed");
    expect(report?.evidence.map(({ start, end }) => article?.text.slice(start, end))).toEqual([
      "at least 20 people were killed",
      "no fewer than 20 dead",
    ]);
    expect(article?.paragraphs.map(({ kind }) => kind)).toEqual(["TITLE", "BODY", "SUBHEAD", "BODY"]);
    expect(report?.count).toEqual({
      qualifier: "AT_LEAST",
      min: 20,
      max: null,
      text: "at least 20",
      conventionMin: null,
    });
  });

  it("is the seed corpus, with the figures of its five documents", async () => {
    const { records } = await readCorpus(SEEDS);
    const reports = records.filter((record): record is CasualtyReportRecord => record.type === "CasualtyReport");
    expect(records.filter(({ type }) => type === "Article")).toHaveLength(5);
    expect(reports.length).toBeGreaterThanOrEqual(24);
    const killed = new Set(reports.filter(({ harm }) => harm === "KILLED").map(({ count }) => count.min));
    expect([...killed]).toEqual(expect.arrayContaining([95, 11, 55, 105, 100, 26, 84, 9, 2, 12, 10, 53, 24, 1, null]));
    const wounded = new Set(reports.filter(({ harm }) => harm === "WOUNDED").map(({ count }) => count.min));
    expect([...wounded]).toEqual(expect.arrayContaining([200, 35]));
    const denied = reports.filter(({ denials }) => denials.length > 0);
    expect(denied.map(({ denials }) => denials.map((denial) => denial.of))).toEqual([
      ["RESPONSIBILITY", "RESPONSIBILITY"],
    ]);
  });

  it("is the template, as it is copied", async () => {
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-"));
    await cp(join(SEEDS, "_template"), folder, { recursive: true });
    const { records } = await readCorpus(folder);
    expect(new Set(records.map(({ type }) => type))).toEqual(
      new Set(["Article", "Event", "Actor", "Place", "CasualtyReport"]),
    );
    await rm(folder, { recursive: true });
  });

  it("may have Windows line ends, and then has the same offsets", async () => {
    const windows = Object.fromEntries(
      Object.entries(SMALL_CORPUS).map(([file, text]) => [file, text.replaceAll("\n", "\r\n")]),
    );
    await using folder = await corpusFolder(windows);
    await using plain = await corpusFolder(SMALL_CORPUS);
    expect(await readCorpus(folder.path)).toEqual(await readCorpus(plain.path));
  });
});

const REFUSED: readonly (readonly [
  what: string,
  file: keyof typeof SMALL_CORPUS,
  from: string,
  to: string,
  fault: RegExp,
])[] = [
  [
    "a quote that is not in the article",
    RECORDS,
    "including 5 civilians",
    "including 6 civilians",
    /^records\.yaml:44 casualtyReports\[1\]\.evidence\[0\]: “including 6 civilians” does not stand in “flood-of-reports”/,
  ],
  [
    "a quote with other capitals",
    RECORDS,
    "including 5 civilians",
    "Including 5 civilians",
    /other capitals, spaces or quotation marks/,
  ],
  ["a quote across two paragraphs", RECORDS, "including 5 civilians", "5 civilians. Ministry", /across two paragraphs/],
  [
    "a quote that stands there twice",
    RECORDS,
    "words: Riverton",
    "words: land",
    /“land” stands 2 times in “flood-of-reports” .*add a prefix or a suffix/,
  ],
  [
    "an unknown actor",
    RECORDS,
    "attributedTo: ministry",
    "attributedTo: minstry",
    /attributedTo\.actor: names the unknown actor “minstry”; did you mean “ministry”\?/,
  ],
  [
    "an unknown event",
    RECORDS,
    "event: fighting",
    "event: peace",
    /^records\.yaml:22 casualtyReports\[0\]\.event: names the unknown event “peace”/,
  ],
  [
    "an unknown article",
    RECORDS,
    "article: flood-of-reports\n    event: fighting\n    harm: KILLED\n    victims",
    "article: nowhere\n    event: fighting\n    harm: KILLED\n    victims",
    /article: names the unknown article “nowhere”/,
  ],
  [
    "a part larger than its whole",
    RECORDS,
    'value: 5, text: "5"',
    'value: 21, text: "5"',
    /count: is 21, larger than its whole “twenty-killed”, which is 20/,
  ],
  ["a part without its kind", RECORDS, "    partKind: SUBGROUP\n", "", /partKind: is missing/],
  [
    "a claim that is part of itself",
    RECORDS,
    "partOf: twenty-killed",
    "partOf: five-civilians",
    /leads from “five-civilians” back to itself/,
  ],
  [
    "a day that does not exist",
    ARTICLE,
    "2021-03-02",
    "2021-02-29",
    /^articles\/flood-of-reports\.md:5 published\.at: “2021-02-29” does not exist: that month has the days 01 to 28/,
  ],
  ["a month that does not exist", RECORDS, "time: 2021-03-01", "time: 2021-13", /no month 13/],
  [
    "a span that ends before it begins",
    RECORDS,
    "time: 2021-03-01",
    "time: 2021-03-02/2021-03-01",
    /ends before it begins/,
  ],
  [
    "a duplicate id",
    RECORDS,
    "id: five-civilians",
    "id: twenty-killed",
    /^records\.yaml:\d+ casualtyReports\[1\]\.id: “twenty-killed” is already the id of the casualty report at records\.yaml:20/,
  ],
  [
    "U+0000 in YAML",
    RECORDS,
    "name: Southland",
    'name: "South\\0land"',
    /actors\[1\]\.name: holds U\+0000 at offset 5/,
  ],
  [
    "U+0000 in an article",
    ARTICLE,
    "Southland denied",
    "South\u0000land denied",
    /^articles\/flood-of-reports\.md:11: holds the character U\+0000/,
  ],
  ["a lone surrogate", RECORDS, "name: Southland", 'name: "South\\uD800land"', /a lone surrogate at offset 5/],
  ["a figure below zero", RECORDS, 'value: 5, text: "5"', 'value: -5, text: "5"', /count\.value: is below zero/],
  [
    "half a figure",
    RECORDS,
    'value: 5, text: "5"',
    'value: 5.5, text: "5"',
    /count\.value: is not a whole number|takes a whole number/,
  ],
  [
    "figure words that are not in the evidence",
    RECORDS,
    'text: "5"',
    "text: five",
    /count\.text: “five” does not stand in the quoted evidence/,
  ],
  [
    "attribution words that are not in the article",
    RECORDS,
    "Northland's ministry said",
    "the ministry claimed",
    /attributedTo\.words: “the ministry claimed” does not stand in/,
  ],
  ["an unknown value", RECORDS, "harm: KILLED", "harm: DEAD", /harm: takes one of KILLED, WOUNDED/],
  [
    "an unknown field",
    RECORDS,
    "scope: CUMULATIVE",
    "scop: CUMULATIVE",
    /unknown field “scop”; known here: id, article/,
  ],
  ["a mode of another type", RECORDS, "mode: armed-clash", "mode: phone", /phone is a mode of CONSULT, not of ASSAULT/],
  ["half a position", RECORDS, "latitude: 10, ", "", /latitude: is missing; a position takes both/],
  ["a latitude off the Earth", RECORDS, "latitude: 10", "latitude: 100", /latitude/],
  [
    "an ISO code on what is no state",
    RECORDS,
    "kind: STATE, isoAlpha2: NL",
    "kind: ARMED_GROUP, isoAlpha2: NL",
    /isoAlpha2: is for states/,
  ],
  [
    "a partially recognised entity made part of a state",
    RECORDS,
    "kind: GOVERNMENT_BODY",
    "kind: PARTIALLY_RECOGNISED_ENTITY",
    /it is its own party/,
  ],
  [
    "a mention of nothing",
    RECORDS,
    "actor: southland, words: Southland",
    "words: Southland",
    /names both an actor and a place, or neither/,
  ],
  ["an id that is none", RECORDS, "id: riverton", "id: River Town", /is not an id; use lower-case ASCII/],
  ["no evidence", RECORDS, "    evidence: including 5 civilians\n", "", /evidence: is missing; quote the words/],
  [
    "a text that is not there",
    ARTICLE,
    SMALL_CORPUS[ARTICLE].split("---\n")[2] ?? "",
    "",
    /wording: is RESTATED, but no text follows/,
  ],
  ["no front matter", ARTICLE, "---\ntitle", "title", /^articles\/flood-of-reports\.md:1: has no front matter/],
  ["a language that is none", ARTICLE, "language: en", "language: english language", /not a BCP 47 language tag/],
  [
    "a version that YAML reads as a number",
    "corpus.yaml",
    "version: 1.0.0",
    "version: 1.0",
    /version: .*quotation marks/,
  ],
  ["YAML that is none", RECORDS, "actors:\n", "actors: [\n", /is not valid YAML/],
  [
    "the same key twice",
    RECORDS,
    "    harm: KILLED\n    count: { q",
    "    harm: KILLED\n    harm: WOUNDED\n    count: { q",
    /Map keys must be unique/,
  ],
  ["a list of an unknown kind", RECORDS, "places:", "plcaes:", /is no list of records; known here: actors, places/],
];

describe("A corpus is refused with file, line, field and what would be right:", () => {
  it.each(REFUSED)("%s", async (_what, file, from, to, fault) => {
    expect((await faultsAfter([file, from, to])).join("\n")).toMatch(new RegExp(fault.source, "m"));
  });

  it("a part that stands in another article than its whole", async () => {
    const faults = await faultsOf({
      ...SMALL_CORPUS,
      "articles/other.md": "---\ntitle: Other\nwording: RESTATED\nlanguage: en\n---\nOthers said 5 civilians died.\n",
      [RECORDS]: SMALL_CORPUS[RECORDS]
        .replace(/(- id: five-civilians\n {4}article: )flood-of-reports/, "$1other")
        .replace("including 5 civilians", "5 civilians"),
    });
    expect(faults.join("\n")).toMatch(/partOf: is a claim of another article, “flood-of-reports”/);
  });

  it("no folder, no manifest", async () => {
    await expect(readCorpus("/no/such/folder")).rejects.toThrow(/is not a folder/);
    const { "corpus.yaml": _manifest, ...rest } = SMALL_CORPUS;
    expect(await faultsOf(rest)).toEqual([
      "corpus.yaml: is missing; it gives the corpus its id, title, version and sources",
    ]);
  });

  it("all faults at once, each by itself, however they are spread", async () => {
    const faults = await faultsAfter(
      [ARTICLE, "2021-03-02", "2021-02-30"],
      ["corpus.yaml", "showsText: true", "showsText: maybe"],
      [RECORDS, "name: Southland", 'name: "South\\0land"'],
      [RECORDS, "attributedTo: ministry", "attributedTo: nobody-known"],
      [RECORDS, 'value: 5, text: "5"', 'value: 21, text: "5"'],
      [RECORDS, "at least 20 people were killed", "at least 20 people were injured"],
      [RECORDS, "scope: CUMULATIVE", "scope: CUMULATED"],
      [
        RECORDS,
        "  - { id: southland, name",
        "  - { id: northland, name: Again, kind: STATE }\n  - { id: southland, name",
      ],
    );
    expect(faults).toHaveLength(8);
    for (const part of [
      "showsText",
      "2021-02-30",
      "U+0000",
      "nobody-known",
      "larger than its whole",
      "were injured",
      "CUMULATIVE, NEW",
      "already the id of the actor",
    ]) {
      expect(faults.filter((fault) => fault.includes(part))).toHaveLength(1);
    }
  });
});
