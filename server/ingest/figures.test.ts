import { describe, expect, it } from "vitest";
import { corpusFolder } from "../testing/testApp.ts";
import { CorpusError, formatFault, type Notice } from "./faults.ts";
import { readCorpus } from "./readCorpus.ts";

const CORPUS = `id: figures
title: Figures
version: 1.0.0
sources: [{ id: own, title: Own words, licence: CC0-1.0, showsText: true }]
`;

/** The notices of a corpus with an exact figure for each words and value. Faults are thrown. */
async function noticesOf(language: string, figures: readonly (readonly [words: string, value: number])[]) {
  const sentences = figures.map(([words], at) => `(${at}) ${words}.`);
  const reports = figures.map(([text, value], at) => ({
    id: `r${at}`,
    article: "a",
    event: "e",
    harm: "DISPLACED",
    count: { qualifier: "EXACTLY", value, text },
    scope: "NEW",
    evidence: [sentences[at]],
  }));
  const event = {
    id: "e",
    title: "Event",
    type: "ASSAULT",
    assertion: "REPORTED",
    evidence: [{ article: "a", quote: "(0)" }],
  };
  await using folder = await corpusFolder({
    "corpus.yaml": CORPUS,
    "records.yaml": JSON.stringify({ events: [event], casualtyReports: reports }),
    "articles/a.md": `---\ntitle: A title\nwording: VERBATIM\nlanguage: ${language}\n---\n${sentences.join("\n\n")}\n`,
  });
  const notices: Notice[] = [];
  await readCorpus(folder.path, notices);
  return notices.map(formatFault);
}

describe("A figure and its words", () => {
  it("are compared in the language of the article", async () => {
    expect(await noticesOf("zh", [["3万人", 30_000]])).toEqual([]);
    expect(await noticesOf("de", [["1.500 Menschen", 1500]])).toEqual([]);
    await expect(noticesOf("ar", [["٩٥ نازحاً", 59]])).rejects.toThrow(CorpusError);
    await expect(noticesOf("ar", [["٩٥ نازحاً", 59]])).rejects.toThrow(
      "count.text: has the number ٩٥ (95), but the figure is 59; correct one of them",
    );
  });

  it("are listed if they could not be compared, which prevents nothing", async () => {
    expect(
      await noticesOf("en", [
        ["95 people", 95],
        ["the pilot", 1],
        ["1.500 people", 1500],
      ]),
    ).toEqual([
      "records.yaml: Not checked against their words: 2 figures: r1 “the pilot” (they have no number that can be read); r2 “1.500 people” (“1.500” may mean 1.5 or 1,500)",
    ]);
  });

  it("are counted if many could not be compared", async () => {
    const many = Array.from({ length: 13 }, () => ["zwölf Menschen", 12] as const);
    const [notice, ...others] = await noticesOf("de", many);
    expect(others).toEqual([]);
    expect(notice).toMatch(
      /: 13 figures: r0 “zwölf Menschen” \(“zwölf” may be part of a number\); r1 .*; r9 [^;]*; and 3 more$/,
    );
  });
});
