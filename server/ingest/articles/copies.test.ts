import { describe, expect, it } from "vitest";
import { corpusFolder } from "../../testing/testApp.ts";
import { CorpusError, formatFault, type Notice } from "../faults.ts";
import { readCorpus } from "../readCorpus.ts";

const CORPUS = `id: copies
title: Copies
version: 1.0.0
sources: [{ id: own, title: Own words, licence: CC0-1.0, showsText: true }]
`;
const article = (body: string, more = "") =>
  `---\ntitle: A title of its own ${more.length}\nwording: VERBATIM\nlanguage: en\n${more}---\n${body}\n`;

/** The notices of a corpus of articles, each as it is printed. */
async function noticesOf(articles: Readonly<Record<string, string>>, records = ""): Promise<string[]> {
  const files = Object.entries(articles).map(([id, text]) => [`articles/${id}.md`, text]);
  await using folder = await corpusFolder({
    "corpus.yaml": CORPUS,
    "records.yaml": records,
    ...Object.fromEntries(files),
  });
  const notices: Notice[] = [];
  await readCorpus(folder.path, notices);
  return notices.map(formatFault);
}

const TEXT = "A ferry sank off Northport on Monday.\n\nNine “people” died – the coast guard said.";
const LONG = Array.from({ length: 10 }, (_, at) => `Paragraph ${at + 1} of the dispatch.`);
const without = (...left: number[]) => LONG.filter((_, at) => !left.includes(at)).join("\n\n");

describe("An article is pointed out", () => {
  it("if it has the text of another one under another title", async () => {
    expect(
      await noticesOf({ a: article(TEXT), b: article(TEXT, "published: 2021-01-01\n"), c: article("Other.") }),
    ).toEqual([
      "articles/a.md:2: “a” has the same text as “b”; if it is a copy, write copyOf: b; otherwise both count as independent sources",
    ]);
  });

  it("if the text differs only in whitespace, paragraphs, capitals and typography", async () => {
    const reset = 'A FERRY sank   off Northport on Monday. Nine "people" died - the coast\nguard said!';
    expect(await noticesOf({ a: article(TEXT), b: article(reset) })).toEqual([
      expect.stringContaining("“b” has the same text as “a”"),
    ]);
  });

  it("if it has 90 percent of the paragraphs of the shorter one, and at least three", async () => {
    expect(
      await noticesOf({ a: article(LONG.join("\n\n")), b: article(`Our reporter adds this.\n\n${without(4)}`) }),
    ).toEqual([
      "articles/b.md:2: “b” has 9 paragraphs in common with “a”; if it is a copy, write copyOf: a; otherwise both count as independent sources",
    ]);
    expect(
      await noticesOf({ a: article(without(0, 1, 2, 3, 4, 5, 6)), b: article(`Ours.\n\n${LONG.join("\n\n")}`) }),
    ).toEqual([expect.stringContaining("“b” has 3 paragraphs in common with “a”")]);
  });

  it("once for each original, and at the original that may be a copy itself", async () => {
    const texts = { a: article(TEXT), b: article(TEXT), c: article(TEXT, "copyOf: d\n"), d: article("Another text.") };
    expect(await noticesOf(texts)).toEqual([
      expect.stringContaining("“b” has the same text as “a”"),
      expect.stringContaining("“c” has the same text as “a”; if “d” is a copy, write copyOf: a;"),
    ]);
  });

  it("beside the faults of its corpus", async () => {
    await using folder = await corpusFolder({
      "corpus.yaml": CORPUS,
      "articles/a.md": article(TEXT),
      "articles/b.md": article(TEXT, "publisher: nobody\n"),
    });
    const error = await readCorpus(folder.path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CorpusError);
    expect(`${error}`).toMatch(
      /has 1 fault; .*unknown actor “nobody”.*\nTo look at \(these are not faults\):\narticles\/b\.md:2: “b” has the same text/s,
    );
  });
});

describe("An article is not pointed out", () => {
  it.each([
    ["marked as a copy", { b: article(TEXT, "copyOf: a\n") }],
    ["a copy of the same original", { b: article(TEXT, "copyOf: c\n"), c: article(TEXT, "copyOf: a\n") }],
    [
      "without a text, like another one",
      {
        b: "---\ntitle: B\nwording: METADATA_ONLY\nlanguage: en\n---\n",
        c: "---\ntitle: C\nwording: METADATA_ONLY\nlanguage: en\n---\n",
      },
    ],
    ["with the same title and another text", { b: article("Ten died.") }],
    ["with another figure in a short text", { b: article(TEXT.replace("Nine", "Ten")) }],
  ])("if it is %s", async (_what, articles) => {
    expect(await noticesOf({ a: article(TEXT), ...articles })).toEqual([]);
  });

  it("if it has fewer paragraphs in common, or not most of the shorter text", async () => {
    expect(
      await noticesOf({
        a: article(without(2, 3, 4, 5, 6, 7, 8, 9)),
        b: article(`${LONG[0]}\n\n${LONG[1]}\n\nThird.`),
      }),
    ).toEqual([]);
    expect(
      await noticesOf({ a: article(LONG.join("\n\n")), b: article(`${without(0, 1)}\n\nNinth.\n\nTenth.`) }),
    ).toEqual([]);
  });
});
