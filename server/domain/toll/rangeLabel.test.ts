import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aClaim, atLeast, between, comparableClaims, exactly, upTo, vague } from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { rangeOf } from "./range.ts";
import { boundsLabel, rangeLabel } from "./rangeLabel.ts";

const labelOf = (claims: readonly Claim[]) => rangeLabel(rangeOf(claims));

describe("The label of a range", () => {
  it.each([
    ["no figure", []],
    ["an unstated number", [vague(12)]],
    ["an unstated number", [vague(), vague()]],
    ["84", [exactly(84)]],
    ["0", [exactly(0)]],
    ["about 200", [{ ...exactly(200), isAbout: true }]],
    ["200", [{ ...exactly(200), isAbout: true }, exactly(200)]],
    ["about 100 to 200", [{ ...exactly(100), isAbout: true }, exactly(200)]],
    ["at least 10,000", [atLeast(10_000)]],
    ["up to 50", [upTo(50)]],
    ["95 or more", [exactly(95), atLeast(95)]],
    ["50 (some claims state no lower bound)", [exactly(50), upTo(50)]],
    ["8 to 10", [between(8, 10)]],
    ["10 to 12 or more", [exactly(10), atLeast(11), exactly(12)]],
    ["at least 95", [exactly(95), atLeast(105)]],
    ["up to 95", [exactly(95), upTo(50)]],
    ["95 or more (some claims state no lower bound)", [exactly(95), atLeast(105), upTo(97)]],
    ["50 or more (some claims state no lower bound)", [exactly(50), atLeast(50), upTo(50)]],
    ["110 or fewer (some claims state no upper bound)", [between(95, 110), upTo(80), atLeast(100)]],
    ["no common range", [upTo(50), atLeast(105)]],
    ["no common range", [upTo(50), atLeast(105), vague()]],
  ] as const)("is “%s”", (label, bounds) => {
    expect(labelOf(bounds.map((bound) => aClaim(bound)))).toBe(label);
  });

  it("says “at least” only if no claim allows for fewer, and “up to” only if none allows for more", () => {
    fc.assert(
      fc.property(comparableClaims(), (some) => {
        const label = labelOf(some);
        const stated = some.filter(({ lower, upper }) => lower !== null || upper !== null);
        const smallest = Math.min(...stated.map(({ lower }) => lower ?? 0));
        const largest = Math.max(...stated.map(({ upper }) => upper ?? Infinity));
        if (label.startsWith("at least")) expect(label.replaceAll(",", "")).toMatch(new RegExp(`\\D${smallest}$`));
        if (label.startsWith("up to")) expect(label.replaceAll(",", "")).toMatch(new RegExp(`\\D${largest}$`));
        expect(/^(no figure|an unstated number)$/.test(label)).toBe(stated.length === 0);
      }),
      { numRuns: 300 },
    );
  });
});

it.each([
  ["95", exactly(95)],
  ["0", exactly(0)],
  ["at least 1,095", atLeast(1095)],
  ["up to 5", upTo(5)],
  ["0 to 5", between(0, 5)],
  ["an unknown number", { lower: null, upper: null }],
  ["an unknown number", atLeast(0)],
])("The label of the bounds of a sum is “%s”", (label, bounds) => {
  expect(boundsLabel(bounds)).toBe(label);
});
