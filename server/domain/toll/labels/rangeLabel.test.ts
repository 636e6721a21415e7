import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  atLeast,
  between,
  comparableClaims,
  exactly,
  fewerThan,
  moreThan,
  upTo,
  vague,
} from "../../../testing/corpora/claims.ts";
import type { Claim } from "../claim.ts";
import { asLowerBound, rangeOf } from "../range.ts";
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
    ["more than 150", [moreThan(150)]],
    ["more than 150", [moreThan(150), moreThan(150)]],
    ["at least 150", [moreThan(150), exactly(150)]],
    ["fewer than 20", [fewerThan(20)]],
    ["up to 20", [fewerThan(20), upTo(20)]],
    ["at least 95", [exactly(95), atLeast(95)]],
    ["up to 50", [exactly(50), upTo(50)]],
    ["8 to 10", [between(8, 10)]],
    ["10 to 12 or more", [exactly(10), atLeast(11), exactly(12)]],
    ["95 to 105 or more", [exactly(95), atLeast(105)]],
    ["95 to more than 150", [exactly(95), moreThan(150)]],
    ["more than 150 to 200 or more", [moreThan(150), exactly(200)]],
    ["50 or fewer to 95", [exactly(95), upTo(50)]],
    ["fewer than 20 to 95", [exactly(95), fewerThan(20)]],
    ["15 or fewer to 20", [upTo(15), exactly(20)]],
    ["up to 20", [exactly(15), upTo(20)]],
    ["up to 15 or at least 10", [atLeast(10), upTo(15)]],
    ["up to 50 or at least 105", [upTo(50), atLeast(105)]],
    ["up to 50 or at least 105", [upTo(50), atLeast(105), vague()]],
    ["up to 50 or at least 50", [exactly(50), atLeast(50), upTo(50)]],
    ["about 100 or more", [{ ...exactly(100), isAbout: true }, atLeast(100)]],
  ] as const)("is “%s”", (label, bounds) => {
    expect(labelOf(bounds.map((bound) => aClaim(bound)))).toBe(label);
  });

  it.each([
    ["at least 95", [exactly(95)]],
    ["up to 5, or more", [upTo(5)]],
    ["fewer than 5, or more", [fewerThan(5)]],
    ["up to 5 or at least 3", [exactly(3), upTo(5)]],
  ] as const)("of a part of the time is “%s”", (label, bounds) => {
    expect(rangeLabel(asLowerBound(rangeOf(bounds.map((bound) => aClaim(bound)))))).toBe(label);
  });

  it("says “at least” only if no claim allows for fewer, and “up to” only if none allows for more", () => {
    fc.assert(
      fc.property(comparableClaims(), (some) => {
        const label = labelOf(some);
        const stated = some.filter(({ lower, upper }) => lower !== null || upper !== null);
        const smallest = Math.min(...stated.map(({ lower }) => lower ?? 0));
        const largest = Math.max(...stated.map(({ upper }) => upper ?? Infinity));
        if (label.startsWith("at least")) expect(label.replaceAll(",", "")).toMatch(new RegExp(`\\D${smallest}$`));
        if (/^up to \S+$/.test(label)) expect(label.replaceAll(",", "")).toMatch(new RegExp(`\\D${largest}$`));
        const said = new Set(some.flatMap(({ min, max }) => [min, max]));
        for (const number of label.replaceAll(",", "").match(/\d+/g) ?? []) expect(said).toContain(Number(number));
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
