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

describe("Evidence", () => {
  it("is marked in its whole paragraph, without other paragraphs", () => {
    expect(marked("at least 20 people were killed")).toEqual([
      "Northland's ministry said [at least 20 people were killed], including 5 civilians.",
    ]);
  });

  it("is found by UTF-16 code units, even after a character that has two", () => {
    expect(marked("near Riverton")).toEqual(["Fighting 🕊 [near Riverton]"]);
  });

  it("is not marked twice if it overlaps", () => {
    expect(marked("at least 20 people", "20 people were killed", "5 civilians")).toEqual([
      "Northland's ministry said [at least 20 people][ were killed], including [5 civilians].",
    ]);
  });

  it("may span two paragraphs", () => {
    const text = `${TITLE.slice(-8)}\n\nNorthland's`;
    const { start } = words("Riverton");
    const spanning = { start, end: start + text.length, articleHash: "hash" };
    expect(
      markedParagraphs(PARAGRAPHS, [spanning]).map(
        ({ segments }) => segments.find(({ isEvidence }) => isEvidence)?.text,
      ),
    ).toEqual(["Riverton", "Northland's"]);
  });

  it("fits only the version of the text that it refers to", () => {
    expect(fitsText([words("Riverton")], "hash")).toBe(true);
    expect(fitsText([words("Riverton")], "another")).toBe(false);
  });
});
