import { describe, expect, it } from "vitest";
import { sortKey } from "./terms.ts";

describe("The sort key of a name", () => {
  it("ignores case and accents", () => {
    expect(sortKey("Önal ƏRDOĞAN")).toBe("onal erdogan");
  });

  it.each([
    ["letters", "a".repeat(60_000), 500],
    ["letters that grow when they are decomposed", "\ufdfa".repeat(900), 500],
    ["characters of two code units, one of them cut in two", `a${"😀".repeat(900)}`, 500],
  ])("of any number of %s fits into an index of PostgreSQL", (_what, name, length) => {
    const key = sortKey(name);
    expect([key.length, key.isWellFormed()]).toEqual([length, true]);
    expect(Buffer.byteLength(key)).toBeLessThan(2000);
  });
});
