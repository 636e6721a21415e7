import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  atLeast,
  between,
  comparableClaims,
  exactly,
  shuffled,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { rangeOf, spreadOf } from "./range.ts";

const claims = (...bounds: Partial<Claim>[]) => bounds.map((bound) => aClaim(bound));

describe("A range", () => {
  it.each([
    ["nothing", [], null, null, false, false],
    ["84", [exactly(84)], 84, 84, false, false],
    ["at least 95", [atLeast(95)], 95, null, false, true],
    ["up to 50", [upTo(50)], null, 50, true, false],
    ["95, and at least 95", [exactly(95), atLeast(95)], 95, 95, false, true],
    ["nobody", [exactly(0)], 0, 0, false, false],
    ["dozens", [vague(12)], null, null, false, false],
    ["dozens, and 30", [vague(12), exactly(30)], 30, 30, false, false],
    ["between 8 and 10, and 12", [between(8, 10), exactly(12)], 8, 12, false, false],
    // 105 or more lies wholly above 95: 95 would be no end that holds it.
    ["95, and at least 105", [exactly(95), atLeast(105)], 95, null, false, true],
    ["95, and up to 50", [exactly(95), upTo(50)], null, 95, true, false],
    ["up to 50, and at least 105", [upTo(50), atLeast(105)], null, null, true, true],
    ["the largest figure, and none", [exactly(2_147_483_646), exactly(0)], 0, 2_147_483_646, false, false],
  ] as const)("of %s has only stated bounds", (_words, bounds, low, high, isOpenBelow, isOpenAbove) => {
    expect(rangeOf(claims(...bounds))).toMatchObject({ low, high, isOpenBelow, isOpenAbove });
  });

  it("has a separate bound by coding convention, only if nobody states a bound", () => {
    expect(rangeOf(claims(vague(100), vague(12), vague()))).toMatchObject({ low: null, high: null, conventionLow: 12 });
    expect(rangeOf(claims(vague(100), upTo(300)))).toMatchObject({ low: null, high: 300, conventionLow: null });
    expect(rangeOf(claims(vague()))).toMatchObject({ conventionLow: null });
  });

  it("contains every stated bound, and takes each end from claims that state it", () => {
    fc.assert(
      fc.property(comparableClaims(), (some) => {
        const range = rangeOf(some);
        for (const { lower, upper } of some) {
          const first = lower ?? upper;
          const last = upper ?? lower;
          if (range.low !== null && first !== null) expect(first).toBeGreaterThanOrEqual(range.low);
          if (range.high !== null && last !== null) expect(last).toBeLessThanOrEqual(range.high);
          if (lower === null && upper !== null) expect(range.isOpenBelow).toBe(true);
          if (upper === null && lower !== null) expect(range.isOpenAbove).toBe(true);
        }
        expect(range.lowClaims.every(({ lower }) => lower === range.low)).toBe(true);
        expect(range.highClaims.every(({ upper }) => upper === range.high)).toBe(true);
        expect(range.lowClaims.length > 0).toBe(range.low !== null);
        expect(range.highClaims.length > 0).toBe(range.high !== null);
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
    ["10 and 12", [exactly(10), exactly(12)], { difference: 2, ratio: 1.2, isOpen: false }],
    ["95 and at least 95", [exactly(95), atLeast(95)], { difference: 0, ratio: 1, isOpen: true }],
    ["none and 3", [exactly(0), exactly(3)], { difference: 3, ratio: null, isOpen: false }],
    ["at least 95", [atLeast(95)], null],
    ["dozens", [vague(12)], null],
  ])("of %s is between stated bounds only", (_words, bounds, spread) => {
    expect(spreadOf(rangeOf(claims(...bounds)))).toEqual(spread);
  });
});
