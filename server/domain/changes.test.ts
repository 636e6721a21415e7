import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { articlesQuoted, differences, shownJson, Words } from "./changes.ts";

describe("The differences between two versions", () => {
  it("are none where the content is equal, in whatever order its fields stand", () => {
    expect(differences({ a: 1, b: { c: 2, d: [3] } }, { b: { d: [3], c: 2 }, a: 1 })).toEqual([]);
  });

  it("are the fields that changed, came or went, whole", () => {
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
    ["one put in front", "bc", "abc", [["tags[0]", undefined, "a"]]],
    ["one taken out", "abc", "ac", [["tags[1]", "b", undefined]]],
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
      "all gone",
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
  ])("of a list are its items: %s", (_what, before, after, expected) => {
    const tags = (text: string) => (text === "" ? {} : { tags: [...text] });
    const found = differences(tags(before), tags(after));
    expect(found).toEqual(expected.map(([field, before, after]) => ({ field, before, after })));
  });

  it("of lists name no item that both have, and lead from one to the other", () => {
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

describe("Words of articles", () => {
  const words = new Words("at least 20", [1]);

  it("compare as their text", () => {
    expect(differences({ text: words }, { text: new Words("at least 20", [2]) })).toEqual([]);
    expect(differences({ text: words }, { text: new Words("over 20", [1]) })).toHaveLength(1);
  });

  it("are null in JSON where one of their articles withholds them, and nothing else is", () => {
    const value = { value: 20, text: words, by: [new Words("both", [1, 2])] };
    expect(shownJson(value, new Set())).toBe('{"value":20,"text":"at least 20","by":["both"]}');
    expect(shownJson(value, new Set([2]))).toBe('{"value":20,"text":"at least 20","by":[null]}');
    expect(shownJson(value, new Set([1]))).toBe('{"value":20,"text":null,"by":[null]}');
    expect(shownJson(words, new Set([1]))).toBe("null");
    expect(shownJson(undefined, new Set())).toBeNull();
    expect(articlesQuoted(value)).toEqual([1, 1, 2]);
  });
});
