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
  shuffled,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { rangeOf, spreadOf } from "./range.ts";

const claims = (...bounds: Partial<Claim>[]) => bounds.map((bound) => aClaim(bound));

describe("A range", () => {
  it.each([
    // The words, the claims, low, high, lowest, highest.
    ["nothing", [], null, null, null, null],
    ["84", [exactly(84)], 84, 84, 84, 84],
    ["at least 95", [atLeast(95)], 95, null, 95, 95],
    ["more than 150", [moreThan(150)], 150, null, 150, 150],
    ["up to 50", [upTo(50)], null, 50, 50, 50],
    ["fewer than 20", [fewerThan(20)], null, 20, 20, 20],
    ["95, and at least 95", [exactly(95), atLeast(95)], 95, null, 95, 95],
    ["nobody", [exactly(0)], 0, 0, 0, 0],
    ["dozens", [vague(12)], null, null, null, null],
    ["dozens, and 30", [vague(12), exactly(30)], 30, 30, 30, 30],
    ["between 8 and 10, and 12", [between(8, 10), exactly(12)], 8, 12, 8, 12],
    ["95, and at least 105", [exactly(95), atLeast(105)], 95, null, 95, 105],
    ["95, and up to 50", [exactly(95), upTo(50)], null, 95, 50, 95],
    ["up to 50, and at least 105", [upTo(50), atLeast(105)], null, null, 50, 105],
    ["the largest figure, and none", [exactly(2_147_483_646), exactly(0)], 0, 2_147_483_646, 0, 2_147_483_646],
  ] as const)("of %s has only stated numbers", (_words, bounds, low, high, lowest, highest) => {
    const range = rangeOf(claims(...bounds));
    expect(range).toMatchObject({ low, high, lowest, highest });
    expect(range.isOpenBelow).toBe(low === null && lowest !== null);
    expect(range.isOpenAbove).toBe(high === null && highest !== null);
  });

  it("has a separate bound by coding convention, only if nobody states a bound", () => {
    expect(rangeOf(claims(vague(100), vague(12), vague()))).toMatchObject({ low: null, high: null, conventionLow: 12 });
    expect(rangeOf(claims(vague(100), upTo(300)))).toMatchObject({ low: null, high: 300, conventionLow: null });
    expect(rangeOf(claims(vague()))).toMatchObject({ conventionLow: null });
  });

  it("has an end only if every claim with a number is within it, and takes each number from claims that say it", () => {
    fc.assert(
      fc.property(comparableClaims(), (some) => {
        const range = rangeOf(some);
        const numbered = some.filter(({ min, max }) => min !== null || max !== null);
        expect(range.low !== null).toBe(numbered.length > 0 && numbered.every(({ lower }) => lower !== null));
        expect(range.high !== null).toBe(numbered.length > 0 && numbered.every(({ upper }) => upper !== null));
        for (const { min, max } of numbered) {
          if (range.low !== null) expect(min).toBeGreaterThanOrEqual(range.low);
          if (range.high !== null) expect(max).toBeLessThanOrEqual(range.high);
        }
        expect(range.lowestClaims.every(({ min, max }) => (min ?? max) === range.lowest)).toBe(true);
        expect(range.highestClaims.every(({ min, max }) => (max ?? min) === range.highest)).toBe(true);
        expect([range.lowestClaims.length > 0, range.highestClaims.length > 0]).toEqual([
          range.lowest !== null,
          range.highest !== null,
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("is not changed by a claim within it or by a vague claim", () => {
    fc.assert(
      fc.property(comparableClaims(), fc.nat(), fc.nat(), (some, a, b) => {
        const range = rangeOf(some);
        const { low, high } = range;
        fc.pre(low !== null && high !== null);
        const [from, until] = [a, b].map((number) => (low ?? 0) + (number % ((high ?? 0) - (low ?? 0) + 1)));
        const agreeing = aClaim(between(Math.min(from ?? 0, until ?? 0), Math.max(from ?? 0, until ?? 0)));
        const stays = ["low", "high", "isOpenBelow", "isOpenAbove"].map((field) => [field, range[field as "low"]]);
        expect(rangeOf([...some, agreeing])).toMatchObject(Object.fromEntries(stays));
        expect(rangeOf([...some, aClaim(vague(1))])).toEqual(range);
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order of the claims", () => {
    fc.assert(
      fc.property(
        comparableClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          expect(rangeOf(other)).toEqual(rangeOf(some));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("can be computed from a hundred thousand claims", () => {
    const many = Array.from({ length: 100_000 }, (_, at) => aClaim(exactly(at)));
    expect(rangeOf(many)).toMatchObject({ low: 0, high: 99_999 });
  });
});

describe("A spread", () => {
  it.each([
    ["10 and 12", [exactly(10), exactly(12)], { difference: 2, ratio: 1.2 }],
    ["95 and at least 95", [exactly(95), atLeast(95)], null],
    ["none and 3", [exactly(0), exactly(3)], { difference: 3, ratio: null }],
    ["at least 95", [atLeast(95)], null],
    ["dozens", [vague(12)], null],
  ])("of %s is between its ends, if neither is open", (_words, bounds, spread) => {
    expect(spreadOf(rangeOf(claims(...bounds)))).toEqual(spread);
  });
});
