import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences, QuotedWords, quotedArticles, redactedJson } from "./changes.ts";

describe("The differences between two versions", () => {
  it("are empty if the contents are equal, regardless of the order of the fields", () => {
    expect(differences({ a: 1, b: { c: 2, d: [3] } }, { b: { d: [3], c: 2 }, a: 1 })).toEqual([]);
  });

  it("are the whole fields that were changed, removed or added", () => {
    expect(
      differences({ name: "a", count: { value: 1 }, note: "n" }, { name: "b", count: { value: 2 }, url: "u" }),
    ).toEqual([
      { field: "name", before: "a", after: "b" },
      { field: "count", before: { value: 1 }, after: { value: 2 } },
      { field: "note", before: "n", after: undefined },
      { field: "url", before: undefined, after: "u" },
    ]);
  });

  it.each([
    ["one inserted at the front", "bc", "abc", [["tags[0]", undefined, "a"]]],
    ["one removed", "abc", "ac", [["tags[1]", "b", undefined]]],
    ["one replaced", "abc", "axc", [["tags[1]", "b", "x"]]],
    [
      "one replaced by two",
      "abc",
      "axyc",
      [
        ["tags[1]", "b", "x"],
        ["tags[2]", undefined, "y"],
      ],
    ],
    [
      "all removed",
      "ab",
      "",
      [
        ["tags[0]", "a", undefined],
        ["tags[1]", "b", undefined],
      ],
    ],
    [
      "one moved",
      "abc",
      "bca",
      [
        ["tags[0]", "a", undefined],
        ["tags[2]", undefined, "a"],
      ],
    ],
  ])("within a list are items: %s", (_what, before, after, expected) => {
    const tags = (text: string) => (text === "" ? {} : { tags: [...text] });
    const found = differences(tags(before), tags(after));
    expect(found).toEqual(expected.map(([field, before, after]) => ({ field, before, after })));
  });

  it("within lists turn the older list into the newer list", () => {
    const items = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(items, items, (before, after) => {
        const found = differences({ tags: before }, { tags: after });
        const [gone, come] = [
          found.filter((one) => one.before !== undefined),
          found.filter((one) => one.after !== undefined),
        ];
        expect(before.length - gone.length).toBe(after.length - come.length);
        for (const { field, after: item } of come) expect(after[Number(/\d+/.exec(field)?.[0])]).toBe(item);
      }),
    );
  });
});

describe("Words quoted from articles", () => {
  const words = new QuotedWords("at least 20", [1]);

  it("are compared by their text", () => {
    expect(differences({ text: words }, { text: new QuotedWords("at least 20", [2]) })).toEqual([]);
    expect(differences({ text: words }, { text: new QuotedWords("over 20", [1]) })).toHaveLength(1);
  });

  it("are null in JSON if one of the articles is withheld", () => {
    const value = { value: 20, text: words, by: [new QuotedWords("both", [1, 2])] };
    expect(redactedJson(value, new Set())).toBe('{"value":20,"text":"at least 20","by":["both"]}');
    expect(redactedJson(value, new Set([2]))).toBe('{"value":20,"text":"at least 20","by":[null]}');
    expect(redactedJson(value, new Set([1]))).toBe('{"value":20,"text":null,"by":[null]}');
    expect(redactedJson(words, new Set([1]))).toBe("null");
    expect(redactedJson(undefined, new Set())).toBeNull();
    expect(quotedArticles(value)).toEqual([1, 1, 2]);
  });
});
