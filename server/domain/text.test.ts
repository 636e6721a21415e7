import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articleText, canonicalJson, findQuote, sha256 } from "./text.ts";

const body = (...texts: string[]) =>
  articleText(
    "A title",
    texts.map((text) => ({ kind: "BODY" as const, text })),
  );

describe("A quote", () => {
  it("is found at its offset in UTF-16 code units, even after characters outside the basic plane", () => {
    const { text, paragraphs } = body("𝒜 first 😀 one.", "Ağdərə: at least 95 people.");
    const [found] = findQuote(paragraphs, { quote: "at least 95" });
    expect(found && text.slice(found.start, found.end)).toBe("at least 95");
    expect(found).toMatchObject({ paragraph: 2, prefix: "Ağdərə: ", suffix: " people." });
  });

  it("is never found across two paragraphs", () => {
    expect(findQuote(body("one", "two").paragraphs, { quote: "one\n\ntwo" })).toEqual([]);
  });

  it("is distinguished from equal quotes by its prefix and suffix", () => {
    const { paragraphs } = body("ten dead in A, ten dead in B");
    expect(findQuote(paragraphs, { quote: "ten dead" })).toHaveLength(2);
    expect(findQuote(paragraphs, { quote: "ten dead", suffix: " in B" })).toMatchObject([
      { prefix: "ten dead in A, " },
    ]);
    expect(findQuote(paragraphs, { quote: "ten dead", prefix: "B, " })).toEqual([]);
  });

  it("is distinguished by a prefix or suffix that reaches into other paragraphs, with any whitespace between", () => {
    const again = "Ten dead, the coast guard said.";
    const { paragraphs } = body("9:00", again, "10:15  The navy disputes this.", again, "11:00");
    const found = (context: object) =>
      findQuote(paragraphs, { quote: "Ten dead", ...context }).map(({ paragraph }) => paragraph);
    expect(found({})).toEqual([2, 4]);
    expect(found({ prefix: "10:15 The navy disputes this. " })).toEqual([4]);
    expect(found({ prefix: "navy  disputes\nthis.\n\n" })).toEqual([4]);
    // YAML drops blanks at the end of a plain text.
    expect(found({ prefix: "navy disputes this." })).toEqual([4]);
    expect(found({ prefix: `9:00 ${again} 10:15 The navy disputes this. ` })).toEqual([4]);
    expect(found({ suffix: ", the coast guard said. 11:00" })).toEqual([4]);
    expect(found({ suffix: ", the coast guard said.\n10:15" })).toEqual([2]);
    expect(found({ prefix: "A title 9:00 " })).toEqual([2]);
    expect(found({ prefix: "disputes this", suffix: "" })).toEqual([]);
    expect(findQuote(paragraphs, { quote: "guard said.", suffix: "11:00" })).toMatchObject([{ paragraph: 4 }]);
    expect(findQuote(paragraphs, { quote: "navy", suffix: "disputes" })).toEqual([]);
  });

  it("is found between its whole context, wherever paragraphs begin and whatever blanks there are", () => {
    const word = fc.constantFrom("a", "b", " ", "  ", "a b");
    const paragraph = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join("").trim() || "a");
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (texts, from, length) => {
        const { text, paragraphs } = body(...texts);
        const own = paragraphs[1 + (from % (paragraphs.length - 1))];
        if (!own) return;
        const start = own.start + (length % own.text.length);
        const end = Math.min(own.end, start + 1 + (from % 3));
        const [prefix, suffix] = [text.slice(0, start), text.slice(end)].map((part) => part.replace(/\s+/g, "\t"));
        const found = findQuote(paragraphs, { quote: text.slice(start, end), prefix, suffix });
        expect(found.map((place) => place.start)).toContain(start);
      }),
    );
  });

  it("has a context that never splits a character", () => {
    const { paragraphs } = body(`${"😀".repeat(40)}x${"😀".repeat(40)}`);
    for (const { prefix, suffix } of findQuote(paragraphs, { quote: "x" })) {
      expect(prefix.isWellFormed() && suffix.isWellFormed()).toBe(true);
      expect(prefix.length).toBeGreaterThan(28);
    }
  });

  it("from anywhere in a paragraph is found there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: "grapheme" }), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (texts, which, from, length) => {
          const { text, paragraphs } = body(...texts);
          const paragraph = paragraphs[which % paragraphs.length];
          if (!paragraph) return;
          const at = from % paragraph.text.length;
          const quote = paragraph.text.slice(at, at + 1 + (length % 20));
          expect(findQuote(paragraphs, { quote }).map(({ start }) => start)).toContain(paragraph.start + at);
          for (const { start, end } of findQuote(paragraphs, { quote })) expect(text.slice(start, end)).toBe(quote);
        },
      ),
    );
  });
});

describe("A content hash", () => {
  it("depends on everything except the order of fields", () => {
    expect(canonicalJson({ b: [1, { d: 2, c: 3 }], a: null })).toBe('{"a":null,"b":[1,{"c":3,"d":2}]}');
    expect(sha256(canonicalJson({ a: [1, 2] }))).not.toBe(sha256(canonicalJson({ a: [2, 1] })));
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});
