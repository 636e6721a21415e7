import { describe, expect, it } from "vitest";
import { fitsText, markedParagraphs } from "../model/highlight.ts";

const TITLE = "Fighting 🕊 near Riverton";
const BODY = "Northland's ministry said at least 20 people were killed, including 5 civilians.";
const TEXT = `${TITLE}\n\n${BODY}`;
const PARAGRAPHS = [TITLE, BODY].map((text) => {
  const start = TEXT.indexOf(text);
  return { kind: "BODY", start, end: start + text.length, text };
});
const words = (quote: string, text = TEXT) => {
  const start = text.indexOf(quote);
  return { start, end: start + quote.length, articleHash: "hash" };
};
const marked = (...quotes: readonly string[]) =>
  markedParagraphs(
    PARAGRAPHS,
    quotes.map((quote) => words(quote)),
  ).map(({ segments }) => segments.map(({ text, isEvidence }) => (isEvidence ? `[${text}]` : text)).join(""));

describe("The words of a claim", () => {
  it("are marked in their whole paragraph, and in no other", () => {
    expect(marked("at least 20 people were killed")).toEqual([
      "Northland's ministry said [at least 20 people were killed], including 5 civilians.",
    ]);
  });

  it("are found by UTF-16 code units, behind a sign of two of them", () => {
    expect(marked("near Riverton")).toEqual(["Fighting 🕊 [near Riverton]"]);
  });

  it("are marked as one where they overlap, and at each place where they do not", () => {
    expect(marked("at least 20 people", "20 people were killed", "5 civilians")).toEqual([
      "Northland's ministry said [at least 20 people][ were killed], including [5 civilians].",
    ]);
  });

  it("may reach over two paragraphs", () => {
    const text = `${TITLE.slice(-8)}\n\nNorthland's`;
    const { start } = words("Riverton");
    const spanning = { start, end: start + text.length, articleHash: "hash" };
    expect(
      markedParagraphs(PARAGRAPHS, [spanning]).map(
        ({ segments }) => segments.find(({ isEvidence }) => isEvidence)?.text,
      ),
    ).toEqual(["Riverton", "Northland's"]);
  });

  it("fit the text only where they were counted in it as it is", () => {
    expect(fitsText([words("Riverton")], "hash")).toBe(true);
    expect(fitsText([words("Riverton")], "another")).toBe(false);
  });
});
