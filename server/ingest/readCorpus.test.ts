import { execFileSync } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SEEDS } from "../config/config.ts";
import type { CasualtyReportRecord } from "../domain/records.ts";
import { faultsOf } from "../testing/corpusFaults.ts";
import { corpusFolder, SMALL_CORPUS } from "../testing/testApp.ts";
import { CorpusError, formatFault } from "./faults.ts";
import { readCorpus } from "./readCorpus.ts";

const ARTICLE = "articles/flood-of-reports.md";
const RECORDS = "records.yaml";
/** A constant, because knip mistakes a command in a call for a dependency. */
const MAKE_PIPE = "mkfifo";

/** The faults of the small corpus after some changes, as they are printed. */
async function faultsAfter(
  ...changes: readonly (readonly [file: keyof typeof SMALL_CORPUS, from: string, to: string])[]
): Promise<string[]> {
  const files: Record<string, string> = { ...SMALL_CORPUS };
  for (const [file, from, to] of changes) {
    if (!files[file]?.includes(from)) throw new Error(`The small corpus does not contain “${from}”.`);
    files[file] = files[file].replace(from, to);
  }
  return faultsOf(files);
}

describe("A valid corpus", () => {
  it("is read with every quote found at its position", async () => {
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

  it("is the template, as users copy it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-"));
    await cp(join(SEEDS, "_template"), folder, { recursive: true });
    const { records } = await readCorpus(folder);
    expect(new Set(records.map(({ type }) => type))).toEqual(
      new Set(["Article", "Event", "Actor", "Place", "CasualtyReport"]),
    );
    await rm(folder, { recursive: true });
  });

  it("leaves out newer fields that are empty, so that old content keeps its hash", async () => {
    const empty = SMALL_CORPUS[RECORDS].replace(
      "    denials:",
      "    partsAreAll: false\n    retraction:\n    denials:",
    );
    await using folder = await corpusFolder({ ...SMALL_CORPUS, [RECORDS]: `${empty}withdrawn:\n` });
    await using plain = await corpusFolder(SMALL_CORPUS);
    const [read, expected] = [await readCorpus(folder.path), await readCorpus(plain.path)];
    expect(JSON.stringify(read)).toBe(JSON.stringify(expected));
    expect(JSON.stringify(read)).not.toMatch(/partsAreAll|retraction|withdrawn/);
  });

  it("may have Windows line ends, which do not change the offsets", async () => {
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
    /^records\.yaml:44 casualtyReports\[1\]\.evidence\[0\]: “including 6 civilians” is not in “flood-of-reports”/,
  ],
  [
    "a quote with different capitals",
    RECORDS,
    "including 5 civilians",
    "Including 5 civilians",
    /other capitals, spaces or quotation marks/,
  ],
  ["a quote across two paragraphs", RECORDS, "including 5 civilians", "5 civilians. Ministry", /across two paragraphs/],
  [
    "a quote that occurs twice",
    RECORDS,
    "words: Riverton",
    "words: land",
    /“land” is found 2 times in “flood-of-reports” .*add a prefix or a suffix/,
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
    "value: 21",
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
    /^articles\/flood-of-reports\.md:5 published\.at: “2021-02-29” does not exist: the last day of that month is 28/,
  ],
  ["a month that does not exist", RECORDS, "time: 2021-03-01", "time: 2021-13", /has the month 13/],
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
    /actors\[1\]\.name: contains U\+0000 at offset 5/,
  ],
  [
    "U+0000 in an article",
    ARTICLE,
    "Southland denied",
    "South\u0000land denied",
    /^articles\/flood-of-reports\.md:11: contains the character U\+0000/,
  ],
  ["a lone surrogate", RECORDS, "name: Southland", 'name: "South\\uD800land"', /a lone surrogate at offset 5/],
  ["a figure below zero", RECORDS, 'value: 5, text: "5"', 'value: -5, text: "5"', /count\.value: is below zero/],
  [
    "a figure that is not a whole number",
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
    /count\.text: “five” is not in the quoted evidence/,
  ],
  [
    "attribution words that are not in the article",
    RECORDS,
    "Northland's ministry said",
    "the ministry claimed",
    /attributedTo\.words: “the ministry claimed” is not in/,
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
  ["a latitude without a longitude", RECORDS, "latitude: 10, ", "", /latitude: is missing; a position takes both/],
  ["a latitude out of range", RECORDS, "latitude: 10", "latitude: 100", /latitude/],
  [
    "an ISO code on an actor that is not a state",
    RECORDS,
    "kind: STATE, isoAlpha2: NL",
    "kind: ARMED_GROUP, isoAlpha2: NL",
    /isoAlpha2: is for states/,
  ],
  [
    "a partially recognised entity as a part of a state",
    RECORDS,
    "kind: GOVERNMENT_BODY",
    "kind: PARTIALLY_RECOGNISED_ENTITY",
    /such an entity is its own party/,
  ],
  [
    "a mention of nothing",
    RECORDS,
    "actor: southland, words: Southland",
    "words: Southland",
    /names both an actor and a place, or neither/,
  ],
  ["an invalid id", RECORDS, "id: riverton", "id: River Town", /is not an id; use lower-case ASCII/],
  ["no evidence", RECORDS, "    evidence: including 5 civilians\n", "", /evidence: is missing; quote the words/],
  [
    "a missing text",
    ARTICLE,
    SMALL_CORPUS[ARTICLE].split("---\n")[2] ?? "",
    "",
    /wording: is RESTATED, but no text follows/,
  ],
  ["no front matter", ARTICLE, "---\ntitle", "title", /^articles\/flood-of-reports\.md:1: has no front matter/],
  ["an invalid language", ARTICLE, "language: en", "language: english language", /not a BCP 47 language tag/],
  [
    "a version that YAML reads as a number",
    "corpus.yaml",
    "version: 1.0.0",
    "version: 1.0",
    /version: .*quotation marks/,
  ],
  ["invalid YAML", RECORDS, "actors:\n", "actors: [\n", /is not valid YAML/],
  [
    "the same key twice",
    RECORDS,
    "    harm: KILLED\n    count: { q",
    "    harm: KILLED\n    harm: WOUNDED\n    count: { q",
    /Map keys must be unique/,
  ],
  ["a list of an unknown kind", RECORDS, "places:", "plcaes:", /is not a list of records; known here: actors, places/],
];

describe("A corpus is refused with file, line, field and what would be right:", () => {
  it.each(REFUSED)("%s", async (_what, file, from, to, fault) => {
    expect((await faultsAfter([file, from, to])).join("\n")).toMatch(new RegExp(fault.source, "m"));
  });

  it("a part in another article than its whole", async () => {
    const faults = await faultsOf({
      ...SMALL_CORPUS,
      "articles/other.md": "---\ntitle: Other\nwording: RESTATED\nlanguage: en\n---\nOthers said 5 civilians died.\n",
      [RECORDS]: SMALL_CORPUS[RECORDS]
        .replace(/(- id: five-civilians\n {4}article: )flood-of-reports/, "$1other")
        .replace("including 5 civilians", "5 civilians"),
    });
    expect(faults.join("\n")).toMatch(/partOf: is a claim in another article, “flood-of-reports”/);
  });

  it("a missing folder and a missing manifest", async () => {
    await expect(readCorpus("/no/such/folder")).rejects.toThrow(/is not a folder/);
    const { "corpus.yaml": _manifest, ...rest } = SMALL_CORPUS;
    expect(await faultsOf(rest)).toEqual([
      "corpus.yaml: is missing; it gives the corpus its id, title, version and sources",
    ]);
  });

  it("all faults of all files at once, each only once", async () => {
    const faults = await faultsAfter(
      [ARTICLE, "2021-03-02", "2021-02-30"],
      ["corpus.yaml", "showsText: true", "showsText: maybe"],
      [RECORDS, "name: Southland", 'name: "South\\0land"'],
      [RECORDS, "attributedTo: ministry", "attributedTo: nobody-known"],
      [RECORDS, 'value: 5, text: "5"', "value: 21"],
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

const ACTORS = "  - { id: southland, name: Southland, kind: STATE }\n";
const PART_COUNT = 'count: { qualifier: EXACTLY, value: 5, text: "5" }';
const WHOLE_COUNT = "count: { qualifier: AT_LEAST, value: 20, text: at least 20 }";
const SECOND_PARTICIPANT = "      - { actor: southland, role: ACTOR, party: B }\n";

type Change = readonly [file: keyof typeof SMALL_CORPUS, from: string, to: string];
const records = (from: string, to: string): Change => [RECORDS, from, to];
const article = (from: string, to: string): Change => [ARTICLE, from, to];
const moreActors = (...actors: string[]) =>
  records(ACTORS, ACTORS + actors.map((actor) => `  - { ${actor} }\n`).join(""));
const counts = (whole: string, part: string): Change[] => [
  records(WHOLE_COUNT, `count: { ${whole} }`),
  records(PART_COUNT, `count: { ${part} }`),
];

describe("Valid is", () => {
  it.each<[string, ...Change[]]>([
    ["a line of dashes inside front matter", article("language: en", "# ---- when ----\nlanguage: en")],
    ["a title that ends in dashes", article("Fighting near Riverton\n", "Fighting near Riverton ---\n")],
    [
      "an empty line and spaces after the dashes",
      article("published: 2021-03-02\n---", "published: 2021-03-02\n\n---  "),
    ],
    [
      "a part slightly larger than an ABOUT whole",
      ...counts("qualifier: ABOUT, value: 20", "qualifier: EXACTLY, value: 22"),
    ],
    [
      "an ABOUT part slightly larger than its whole",
      ...counts("qualifier: EXACTLY, value: 20", "qualifier: ABOUT, value: 22"),
    ],
    [
      "a part with an upper bound of AT_LEAST",
      ...counts("qualifier: AT_LEAST, value: 20", "qualifier: UP_TO, value: 25"),
    ],
    [
      "a part that is equal to the lower bound of a MORE_THAN whole",
      ...counts("qualifier: MORE_THAN, value: 20", "qualifier: EXACTLY, value: 21"),
    ],
    ["a subgroup of CASUALTIES", records("harm: KILLED", "harm: CASUALTIES")],
    ["a figure with thousands separators", ...figure("15000 and 15,000 and 15.000", 15_000)],
    ["a figure with a word that multiplies it", ...figure("1.5 million people", 1_500_000)],
    ["a figure beside a name with digits", ...figure("15 SU-25 pilots", 15)],
    ["a figure in words", ...figure("fifteen", 15)],
    [
      "a best estimate in the figure's words",
      article("including 5 civilians", "including 4 to 9, most likely 5"),
      records("evidence: including 5 civilians", "evidence: including 4 to 9, most likely 5"),
      records(PART_COUNT, 'count: { qualifier: BETWEEN, min: 4, max: 9, best: 5, text: "4 to 9, most likely 5" }'),
    ],
    [
      "a cycle of affiliations that were never valid at the same time",
      moreActors(
        "id: one, name: One, kind: ORGANISATION, affiliations: [{ to: two, during: 2001 }]",
        "id: two, name: Two, kind: ORGANISATION, affiliations: [{ to: one, during: 2005 }]",
      ),
    ],
    [
      "a ministry of a partially recognised entity",
      moreActors(
        "id: entity, name: Entity, kind: PARTIALLY_RECOGNISED_ENTITY",
        "id: body, name: Body, kind: GOVERNMENT_BODY, affiliations: [{ to: entity }]",
      ),
    ],
  ])("%s", async (_what, ...changes) => {
    expect(await faultsAfter(...changes)).toEqual([]);
  });

  it("a file from Windows: byte order mark, line ends and capitals in its name", async () => {
    const { [ARTICLE]: text, [RECORDS]: yaml, ...rest } = SMALL_CORPUS;
    const windows = (file: string) => `\uFEFF${file.replaceAll("\n", "\r\n")}`;
    const files = { ...rest, "articles/flood-of-reports.MD": windows(text), "RECORDS.YML": windows(yaml) };
    await using folder = await corpusFolder({ ...files, "Readme.MD": "Not an article." });
    await using plain = await corpusFolder(SMALL_CORPUS);
    expect(await readCorpus(folder.path)).toEqual(await readCorpus(plain.path));
  });

  it("a best estimate of null, which is none, so that the hash of the record stays the same", async () => {
    const counts = async (count: string) => {
      const changed = SMALL_CORPUS[RECORDS].replace(PART_COUNT, `count: { qualifier: AT_LEAST, value: 5${count} }`);
      await using folder = await corpusFolder({ ...SMALL_CORPUS, [RECORDS]: changed });
      const { records } = await readCorpus(folder.path);
      return records.filter((record) => record.type === "CasualtyReport").map((record) => Object.keys(record.count));
    };
    const known = ["qualifier", "text", "min", "max", "conventionMin"];
    expect(await counts("")).toEqual([known, known].map((names) => expect.arrayContaining(names)));
    expect((await counts(", best: null")).flat()).not.toContain("best");
    expect((await counts(", best: 6")).flat()).toContain("best");
  });

  it("a time between spaces, which are removed", async () => {
    const padded = SMALL_CORPUS[ARTICLE].replace("2021-03-02", '" 2021-03-02 "');
    await using folder = await corpusFolder({ ...SMALL_CORPUS, [ARTICLE]: padded });
    const found = (await readCorpus(folder.path)).records.find((record) => record.type === "Article");
    expect(found?.published?.at).toBe("2021-03-02");
  });

  it("an anchor that is used many times", async () => {
    const tags = Array.from({ length: 300 }, (_, index) => `  - { id: a${index}, name: *n, kind: PERSON }\n`).join("");
    const anchored = ACTORS.replace("name: Southland", "name: &n Southland");
    expect(await faultsAfter(records(ACTORS, anchored + tags))).toEqual([]);
  });

  it("a file or folder behind a link", async () => {
    await using elsewhere = await corpusFolder({ "a.md": SMALL_CORPUS[ARTICLE], "more/b.yaml": SMALL_CORPUS[RECORDS] });
    await using folder = await corpusFolder({ "corpus.yaml": SMALL_CORPUS["corpus.yaml"], "articles/_.txt": "" });
    await symlink(join(elsewhere.path, "a.md"), join(folder.path, ARTICLE));
    await symlink(join(elsewhere.path, "more"), join(folder.path, "records"));
    expect((await readCorpus(folder.path)).records).toHaveLength(8);
  });
});

/** A figure with these words, which are also in the evidence. */
function figure(words: string, value: number): Change[] {
  return [
    ...counts("qualifier: VAGUE", `qualifier: EXACTLY, value: ${value}, text: "${words}"`),
    article("including 5 civilians", `including ${words}`),
    records("evidence: including 5 civilians", `evidence: "including ${words}"`),
  ];
}

describe("A corpus is refused with one fault for", () => {
  it.each<[string, fault: RegExp, ...Change[]]>([
    [
      "an unknown actor called “unreadable”",
      /unknown actor “unreadable”/,
      article("language", "publisher: unreadable\nlanguage"),
    ],
    [
      "a quote “unreadable” that is not in the article",
      /“unreadable” is not in/,
      records("evidence: including 5 civilians", "evidence: unreadable"),
    ],
    [
      "an entity that leads to a state through another actor",
      /actors\[2\]\.affiliations\[0\]\.to: would make .* “northland”, through “ministry”/,
      moreActors("id: entity, name: Entity, kind: PARTIALLY_RECOGNISED_ENTITY, affiliations: [{ to: ministry }]"),
    ],
    [
      "UP_TO more than the whole",
      /count: is 500, larger than its whole “twenty-killed”, which is 20/,
      ...counts("qualifier: EXACTLY, value: 20", "qualifier: UP_TO, value: 500"),
    ],
    [
      "BETWEEN with an upper number above the whole",
      /count: is 900, larger/,
      ...counts("qualifier: UP_TO, value: 20", "qualifier: BETWEEN, min: 5, max: 900"),
    ],
    [
      "more than the whole's MORE_THAN",
      /count: is 25, larger .* 21/,
      ...counts("qualifier: MORE_THAN, value: 20", "qualifier: EXACTLY, value: 25"),
    ],
    [
      "more than the whole's AT_LEAST",
      /count: is 25, larger .* 20/,
      ...counts("qualifier: AT_LEAST, value: 20", "qualifier: EXACTLY, value: 25"),
    ],
    [
      "a part larger than the whole above its own whole",
      /casualtyReports\[2\]\.count: is 900, larger than its whole “twenty-killed”, which is 20/,
      records(PART_COUNT, "count: { qualifier: VAGUE }"),
      records("mentions:", partOfFive("KILLED", "qualifier: EXACTLY, value: 900")),
    ],
    [
      "a subgroup of another harm",
      /harm: is WOUNDED, but its whole “twenty-killed” is KILLED/,
      records("harm: KILLED\n    victims", "harm: WOUNDED\n    victims"),
    ],
    [
      "a civilian part of a military whole",
      /victims: is CIVILIAN, but its whole “twenty-killed” is MILITARY/,
      records("harm: KILLED\n    count", "harm: KILLED\n    victims: MILITARY\n    count"),
    ],
    [
      "a military part of a civilian part",
      /casualtyReports\[2\]\.victims: is MILITARY/,
      records("mentions:", partOfFive("KILLED\n    victims: MILITARY", "qualifier: VAGUE")),
    ],
    [
      "a best estimate outside the bounds",
      /count\.best: is 3, but the figure is between 5 and 9/,
      records(PART_COUNT, "count: { qualifier: BETWEEN, min: 5, max: 9, best: 3 }"),
    ],
    [
      "a best estimate of an exact figure",
      /count\.best: is given with EXACTLY/,
      records(PART_COUNT, "count: { qualifier: EXACTLY, value: 5, best: 5 }"),
    ],
    [
      "a best estimate of a vague figure",
      /count\.best: is given with VAGUE/,
      records(PART_COUNT, "count: { qualifier: VAGUE, best: 5 }"),
    ],
    ["FEWER_THAN 0", /count: is FEWER_THAN 0/, records(PART_COUNT, "count: { qualifier: FEWER_THAN, value: 0 }")],
    [
      "digits that are not the value",
      /count\.text: has the number 5, but the figure is 15/,
      records(PART_COUNT, 'count: { qualifier: EXACTLY, value: 15, text: "5" }'),
    ],
    [
      "digits that are not the value, in thousands",
      /has the number 15,000, but the figure is 1500/,
      ...figure("15,000 people", 1500),
    ],
    [
      "digits that are neither bound",
      /has the number 5, but the figure is 6 to 10/,
      records(PART_COUNT, 'count: { qualifier: BETWEEN, min: 6, max: 10, text: "5" }'),
    ],
    [
      "a participant twice",
      /participants\[2\]: repeats “southland” as ACTOR/,
      records(SECOND_PARTICIPANT, SECOND_PARTICIPANT.repeat(2)),
    ],
    [
      "an actor in both parties",
      /participants\[2\]\.party: puts “southland” into party A/,
      records(
        SECOND_PARTICIPANT,
        `${SECOND_PARTICIPANT}${SECOND_PARTICIPANT.replace("ACTOR, party: B", "HOST, party: A")}`,
      ),
    ],
    [
      "an agency twice",
      /agencies\[1\]: repeats the agency “southland”/,
      article("language", "agencies: [southland, southland]\nlanguage"),
    ],
    [
      "an alias twice",
      /aliases\[1\]: repeats the name “South”/,
      records("name: Southland,", "name: Southland, aliases: [South, South],"),
    ],
    [
      "a place's name twice",
      /names\[1\]: repeats the name “River”/,
      records("name: Riverton,", "name: Riverton, names: [River, River],"),
    ],
    [
      "a tag twice",
      /tags\[1\]: repeats the tag “bodies”/,
      records("    partKind", "    tags: [bodies, bodies]\n    partKind"),
    ],
    [
      "evidence twice",
      /evidence\[2\]: repeats the quote “no fewer than 20 dead”/,
      records("      - no fewer than 20 dead\n", "      - no fewer than 20 dead\n".repeat(2)),
    ],
    [
      "a retraction with evidence that is not in the article",
      /retraction\.evidence\[0\]: “never said” is not in “flood-of-reports”/,
      records("    denials:", "    retraction: { evidence: never said }\n    denials:"),
    ],
    [
      "words of a retraction that are not in the article",
      /retraction\.words: “with regret” is not in “flood-of-reports”/,
      records("    denials:", "    retraction: { words: with regret, evidence: Southland denied }\n    denials:"),
    ],
    [
      "a retraction of a claim without a named claimant",
      /retraction: is given, but the claim has no named claimant/,
      records("attributedTo: ministry", "retraction: { evidence: Southland denied }"),
    ],
    [
      "a retraction before the claim",
      /retraction\.statedAt: is 2021-03-01, before the claim was stated \(2021-03-02\)/,
      records("    denials:", "    retraction: { statedAt: 2021-03-01, evidence: Southland denied }\n    denials:"),
    ],
    [
      "partsAreAll without parts",
      /casualtyReports\[1\]\.partsAreAll: says that the SUBGROUP parts make up the whole, but the claim has none/,
      records("    partOf: twenty", "    partsAreAll: true\n    partOf: twenty"),
    ],
    [
      "a withdrawal of a record that the corpus contains",
      /withdrawn\[0\]\.event: “fighting” is withdrawn here, but the corpus contains it/,
      records("mentions:", "withdrawn: [{ event: fighting, reason: a hoax }]\nmentions:"),
    ],
    [
      "a withdrawal of nothing",
      /withdrawn\[0\]: names no record, or more than one/,
      records("mentions:", "withdrawn: [{ reason: a hoax }]\nmentions:"),
    ],
    [
      "a withdrawal of two records in one entry",
      /withdrawn\[0\]: names no record, or more than one/,
      records("mentions:", "withdrawn: [{ event: a, actor: b, reason: a hoax }]\nmentions:"),
    ],
    [
      "a withdrawal twice",
      /withdrawn\[1\]\.event: “a” is withdrawn twice/,
      records("mentions:", "withdrawn: [{ event: a, reason: a hoax }, { event: a, reason: another }]\nmentions:"),
    ],
    [
      "a withdrawal without a reason",
      /withdrawn\[0\]\.reason: is missing/,
      records("mentions:", "withdrawn: [{ event: a }]\nmentions:"),
    ],
    ["a denial by nobody", /denials\[0\]\.by: names nobody/, records("by: southland", "by: {}")],
    ["an attribution to nobody", /attributedTo: names nobody/, records("attributedTo: ministry", "attributedTo: {}")],
    ["blame of nobody", /blamed: names nobody/, records("attributedTo: ministry", "blamed: { words: null }")],
    [
      "a precision without a time",
      /datePrecision: is given, but there is no `time`/,
      records("time: 2021-03-01", "datePrecision: 1"),
    ],
    [
      "a title of two lines",
      /title: has a line break/,
      article("title: Fighting near Riverton", 'title: "Fighting near\\nRiverton"'),
    ],
    [
      "a name of two lines",
      /actors\[1\]\.name: has a line break/,
      records("name: Southland,", 'name: "South\\nland",'),
    ],
    [
      "a password in the address of an article",
      /^articles\/flood-of-reports\.md:\d+ url: contains a user name or a password/,
      article("language: en", "language: en\nurl: https://reader:secret@example.org/1"),
    ],
    [
      "an address of a program",
      /url: is not an http or https address/,
      article("language: en", "language: en\nurl: javascript:alert(1)"),
    ],
    [
      "a password in the address of a licence",
      /^corpus\.yaml:\d+ sources\[0\]\.licenceUrl: contains a user name or a password/,
      ["corpus.yaml", "licence: CC0-1.0,", "licence: CC0-1.0, licenceUrl: 'https://reader:secret@example.org',"],
    ],
    [
      "a cycle of affiliations at the same time",
      /affiliations: leads from “one” back to itself/,
      moreActors("id: one, name: One, kind: PERSON, affiliations: [{ to: one, during: 2001 }]"),
    ],
    [
      "an anchor that contains itself",
      /^records\.yaml:2: has an anchor that contains an alias of itself/,
      records("actors:", "actors: &a\n  - *a"),
    ],
    [
      "aliases that expand to too much text",
      /^records\.yaml:2: has aliases that expand to more than 10000000 characters/,
      records("actors:", `${bomb()}actors:`),
    ],
    [
      "very deep nesting",
      /^records\.yaml:1: is nested too deeply: more than 50 levels/,
      records("actors:", `deep: ${"[".repeat(20_000)}${"]".repeat(20_000)}\nactors:`),
    ],
    [
      "an actor with an invalid id, although records refer to it",
      /is not an id/,
      records("id: southland", "id: South_Land"),
    ],
    [
      "an actor without an id, although records refer to it",
      /actors\[1\]\.id: is missing/,
      records("id: southland, ", ""),
    ],
    [
      "an event with an invalid id, although records refer to it",
      /is not an id/,
      records("id: fighting", "id: Fighting!"),
    ],
    [
      "an article with an invalid id, although records refer to it",
      /:2 id: is not an id/,
      article("title", "id: Flood of Reports\ntitle"),
    ],
    [
      "an article without front matter, although records quote it",
      /has no front matter/,
      article("---\ntitle", "title"),
    ],
    [
      "front matter that is not YAML, although records quote the article",
      /^articles\/flood-of-reports\.md:\d+: is not valid YAML: [^@]*$/,
      article("language: en", "language: [en"),
    ],
    [
      "an article without a title, although records quote the title",
      /title: is missing/,
      article("title: Fighting near Riverton\n", ""),
    ],
    ["an invalid wording, and no text", /wording: takes one of/, article("RESTATED", "TOLD")],
    [
      "a misspelt list, reported at its key",
      /^records\.yaml:1 actor: is not a list of records/,
      records("actors:", "actor:"),
    ],
    [
      "a misspelt field, reported at its key",
      /^records\.yaml:26 casualtyReports\[0\]: unknown field “scop”/,
      records("scope: CUMULATIVE", "scop: CUMULATIVE"),
    ],
    ["an invalid type of an event with a mode", /type: takes one of/, records("type: ASSAULT", "type: ASSULT")],
    [
      "an invalid assertion of an event with a claimant",
      /assertion: takes one of/,
      records("assertion: REPORTED", "assertion: CLAIM\n    claimedBy: northland"),
    ],
    ["an invalid kind of an actor with an ISO code", /kind: takes one of/, records("kind: STATE", "kind: COUNTRY")],
    ["an invalid latitude with a longitude", /latitude/, records("latitude: 10", "latitude: 100")],
    [
      "an invalid harm of a claim with a part",
      /harm: takes one of/,
      records("harm: KILLED", "harm: HURT"),
      records("harm: KILLED\n    victims", "harm: WOUNDED\n    victims"),
    ],
    [
      "an invalid partKind, although the whole has partsAreAll",
      /partKind: takes one of/,
      records("partKind: SUBGROUP", "partKind: GROUP"),
      records("    denials:", "    partsAreAll: true\n    denials:"),
    ],
    [
      "an empty attribution of a claim with a retraction",
      /attributedTo: names nobody/,
      records("attributedTo: ministry", "attributedTo: {}\n    retraction: { evidence: Southland denied }"),
    ],
    [
      "a claim in an unknown article, with a denial",
      /article: names the unknown article “nowhere”/,
      records("id: twenty-killed\n    article: flood-of-reports", "id: twenty-killed\n    article: nowhere"),
      records("    partOf: twenty-killed\n    partKind: SUBGROUP\n", ""),
    ],
  ])("%s", async (_what, fault, ...changes) => {
    const faults = await faultsAfter(...changes);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it("an article with a file name that cannot be an id, although records refer to it", async () => {
    const { [ARTICLE]: text, ...rest } = SMALL_CORPUS;
    const faults = await faultsOf({ ...rest, "articles/Flood of reports.md": text });
    expect(faults).toEqual([expect.stringMatching(/its name “Flood of reports\.md” cannot serve/)]);
  });

  it("a second manifest", async () => {
    const faults = await faultsOf({ ...SMALL_CORPUS, "corpus.yml": SMALL_CORPUS["corpus.yaml"] });
    expect(faults).toEqual([expect.stringMatching(/^corpus\.yml: is a second manifest beside corpus\.yaml/)]);
  });

  it.each([
    ["a broken link", (path: string) => symlink("nowhere", path), /cannot be read \(ENOENT/],
    ["a link to itself", (path: string) => symlink("x.md", path), /cannot be read \(ELOOP/],
    ["a link to a folder above", (path: string) => symlink("..", path), /the same folder is here under another name/],
    ["a pipe", async (path: string) => execFileSync(MAKE_PIPE, [path]), /is not a regular file/],
  ] as const)("%s", async (_what, make, fault) => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await make(join(folder.path, "articles/x.md"));
    const error = await readCorpus(folder.path).catch((thrown: CorpusError) => thrown);
    const faults = error instanceof CorpusError ? error.faults.map(formatFault) : [];
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).toMatch(/^articles\/x\.md: /);
  });
});

it("A folder may be named like a file.", async () => {
  const { [RECORDS]: yaml, ...rest } = SMALL_CORPUS;
  expect(await faultsOf({ ...rest, "more.md/records.yaml": yaml })).toEqual([]);
});

it("Circular links end, and each linked folder is read once.", async () => {
  await using folder = await corpusFolder({ ...SMALL_CORPUS, "one/_.txt": "", "two/_.txt": "" });
  await symlink("../two", join(folder.path, "one/two"));
  await symlink("../one", join(folder.path, "two/one"));
  await expect(readCorpus(folder.path)).rejects.toThrow(/has 2 faults/);
});

it("A hint never suggests an invalid id.", async () => {
  const { [ARTICLE]: text } = SMALL_CORPUS;
  const faults = await faultsOf({
    ...SMALL_CORPUS,
    "articles/Other.md": text.replace("language", "copyOf: othe\nlanguage"),
  });
  expect(faults).toHaveLength(1);
  expect(faults.join("\n")).not.toContain("did you mean");
});

/** A third report, which is a part of the second report, before the mentions. */
function partOfFive(harm: string, count: string): string {
  return `  - id: third
    article: flood-of-reports
    event: fighting
    harm: ${harm}
    count: { ${count} }
    scope: CUMULATIVE
    partOf: five-civilians
    partKind: SUBGROUP
    evidence: including 5 civilians
mentions:`;
}

/** Aliases of aliases: nine lines that expand to 10 to the 9th values. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const below = level === 0 ? "x" : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array(10).fill(below).join(", ")}]\n`;
  });
  return levels.join("");
}
