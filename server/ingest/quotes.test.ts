import { describe, expect, it } from "vitest";
import type { CasualtyReportRecord, PlaceRecord } from "../domain/records.ts";
import { faultsOf } from "../testing/corpusFaults.ts";
import { corpusFolder } from "../testing/testApp.ts";
import { readCorpus } from "./readCorpus.ts";

const BODY = `Seven sailors are missing, says the navy.

9:00

Seven sailors drowned off Northport, the coast guard said.

10:15 The navy disputes this.

Seven sailors drowned off Northport, the coast guard said.
`;
/** A live report in which a paragraph stands twice, and one claim that quotes it. */
const quoting = (evidence: string, more = "") => ({
  "corpus.yaml": `id: quotes
title: Quotes
version: 1.0.0
sources: [{ id: own, title: Own words, licence: CC0-1.0, showsText: true }]
`,
  "articles/live.md": `---
title: Live from Northport
wording: RESTATED
language: en
---
${BODY}`,
  "records.yaml": `events:
  - { id: sinking, title: Sinking, type: ASSAULT, assertion: REPORTED, evidence: { article: live, quote: The navy disputes } }
casualtyReports:
  - id: seven
    article: live
    event: sinking
    harm: KILLED
    count: { qualifier: EXACTLY, value: 7, text: Seven }
    scope: NEW
    evidence: ${evidence}
${more}`,
});

async function read(files: Readonly<Record<string, string>>) {
  await using folder = await corpusFolder(files);
  const { records } = await readCorpus(folder.path);
  const report = records.find((record): record is CasualtyReportRecord => record.type === "CasualtyReport");
  const place = records.find((record): record is PlaceRecord => record.type === "Place");
  return { quoted: report?.evidence.map(({ paragraph }) => paragraph), place };
}

describe("Words that stand twice in an article", () => {
  it.each([
    [
      "by the words before them, across paragraphs",
      '{ quote: Seven sailors, prefix: "10:15 The navy disputes this. " }',
      [5],
    ],
    ["by such words without the blank that YAML drops", "{ quote: Seven sailors, prefix: navy disputes this. }", [5]],
    [
      "by the words after them, across paragraphs",
      '{ quote: Seven sailors, suffix: " drowned off Northport, the coast guard said. 10:15" }',
      [3],
    ],
    ["by the first occurrence", "{ quote: Seven sailors, occurrence: 1 }", [1]],
    ["by the second occurrence", "{ quote: Seven sailors, occurrence: 2 }", [3]],
    ["by an occurrence among those with a suffix", '{ quote: Seven sailors, suffix: " drowned", occurrence: 2 }', [5]],
    [
      "both, as two pieces of evidence",
      "[{ quote: Seven sailors, occurrence: 3 }, { quote: Seven sailors, occurrence: 2 }]",
      [5, 3],
    ],
  ])("are chosen %s", async (_how, evidence, paragraphs) => {
    expect((await read(quoting(evidence))).quoted).toEqual(paragraphs);
  });

  it("are chosen in the same way for a place's status and a mention", async () => {
    const more = `places: [{ id: northport, name: Northport, statusNotes: [{ words: Northport, article: live, occurrence: 3 }] }]
mentions: [{ article: live, place: northport, words: { quote: Northport, occurrence: 2 } }]
`;
    const { place } = await read(quoting("{ quote: Seven sailors, occurrence: 1 }", more));
    expect(place?.statusNotes.map(({ evidence }) => evidence.paragraph)).toEqual([5]);
  });

  it("are a fault if nothing says which of them is meant, and the fault names both ways", async () => {
    expect(await faultsOf(quoting("Seven sailors"))).toEqual([
      "records.yaml:10 casualtyReports[0].evidence[0]: “Seven sailors” is found 3 times in “live” (1 “…Live from Northport […] are missing, says the n…”, 2 “…ng, says the navy. 9:00 […] drowned off Northport, …”, 3 “…The navy disputes this. […] drowned off Northport, …”); add a prefix or a suffix that only one of these places has (it may reach into other paragraphs), or say which place is meant, such as occurrence: 2",
    ]);
  });

  it.each([
    [
      "an occurrence that is not there",
      "{ quote: Seven sailors, occurrence: 4 }",
      /found 3 times in “live”, so there is no occurrence 4; give one from 1 to 3/,
    ],
    [
      "an occurrence of words that are there once",
      "{ quote: The navy, occurrence: 2 }",
      /found once in “live”, so there is no occurrence 2/,
    ],
    [
      "an occurrence 0",
      "{ quote: Seven sailors, occurrence: 0 }",
      /occurrence: is below 1; count the places that match from 1/,
    ],
    [
      "a prefix that is elsewhere",
      "{ quote: Seven sailors, prefix: coast guard said. }",
      /is in “live”, but not after “coast guard said\.”/,
    ],
  ])("are a fault with %s", async (_what, evidence, fault) => {
    const faults = await faultsOf(quoting(evidence));
    expect(faults.filter((line) => line.includes("evidence"))).toEqual([expect.stringMatching(fault)]);
  });
});
