import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  at,
  atLeast,
  between,
  covering,
  exactly,
  onDay,
  shuffled,
  someBounds,
  someTime,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import { type Claim, isVague } from "./claim.ts";
import { isAbove, isWeaker, replacementOf, standingOf } from "./replacement.ts";

const monday = (bounds: Partial<Claim>) => aClaim({ ...bounds, stated: onDay(7) });
const tuesday = (bounds: Partial<Claim>) => aClaim({ ...bounds, stated: onDay(8) });
const undated = (bounds: Partial<Claim>) => aClaim({ ...bounds, stated: null });

/** Which of the two stands, whichever is given first. */
function outcome(a: Claim, b: Claim): string {
  const [one, other] = [replacementOf(a, b), replacementOf(b, a)];
  expect(other).toEqual(one);
  if (one === null) return "both";
  return `${one.stands === a ? "first" : "second"} ${one.reason}`;
}

describe("Of two totals of one party", () => {
  it.each<[string, Claim, Claim, string]>([
    ["95, then 100", monday(exactly(95)), tuesday(exactly(100)), "second SUPERSEDED"],
    ["95, then 90", monday(exactly(95)), tuesday(exactly(90)), "second SUPERSEDED"],
    ["95, then 95", monday(exactly(95)), tuesday(exactly(95)), "second SUPERSEDED"],
    ["95, then dozens", monday(exactly(95)), tuesday(vague(12)), "first AGREES"],
    ["95, then at least 90", monday(exactly(95)), tuesday(atLeast(90)), "first AGREES"],
    ["95, then at least 95", monday(exactly(95)), tuesday(atLeast(95)), "first AGREES"],
    ["95, then about 95", monday(exactly(95)), tuesday({ ...exactly(95), isAbout: true }), "first AGREES"],
    ["95, then up to 100", monday(exactly(95)), tuesday(upTo(100)), "first AGREES"],
    ["95, then at least 100", monday(exactly(95)), tuesday(atLeast(100)), "second SUPERSEDED"],
    ["at least 95, then 95", monday(atLeast(95)), tuesday(exactly(95)), "second SUPERSEDED"],
    ["90 to 100, then 95 to 110", monday(between(90, 100)), tuesday(between(95, 110)), "second SUPERSEDED"],
    ["dozens, then hundreds", monday(vague(12)), tuesday(vague(100)), "second SUPERSEDED"],
    ["95, then hundreds, which cannot be 95", monday(exactly(95)), tuesday(vague(100)), "second SUPERSEDED"],
    [
      "900 displaced, then at least 700",
      monday({ ...exactly(900), harm: "DISPLACED" }),
      tuesday({ ...atLeast(700), harm: "DISPLACED" }),
      "second SUPERSEDED",
    ],
    [
      "900 displaced, then hundreds",
      monday({ ...exactly(900), harm: "DISPLACED" }),
      tuesday({ ...vague(100), harm: "DISPLACED" }),
      "first AGREES",
    ],
    ["95 and dozens of no known time", monday(exactly(95)), undated(vague(12)), "first AGREES"],
    ["95 and 90 of no known time", monday(exactly(95)), undated(exactly(90)), "both"],
    [
      "95 since Monday, and 30 since Thursday",
      aClaim({ ...exactly(95), stated: at(12), period: covering(7, 12) }),
      aClaim({ ...exactly(30), stated: at(14), period: covering(10, 14) }),
      "both",
    ],
    [
      "390 as of the 10th, then 371 as of the 5th",
      aClaim({ ...exactly(390), stated: at(11), period: covering(1, 10) }),
      aClaim({ ...exactly(371), stated: at(12), period: covering(1, 5) }),
      "first OTHER_PERIOD",
    ],
    [
      "390 as of the 10th, then 410 as of the 5th, which cannot both hold",
      aClaim({ ...exactly(390), stated: at(11), period: covering(1, 10) }),
      aClaim({ ...exactly(410), stated: at(12), period: covering(1, 5) }),
      "second SUPERSEDED",
    ],
    [
      "390 missing as of the 10th, then 410 missing as of the 5th, which both can",
      aClaim({ ...exactly(390), harm: "MISSING", stated: at(11), period: covering(1, 10) }),
      aClaim({ ...exactly(410), harm: "MISSING", stated: at(12), period: covering(1, 5) }),
      "first OTHER_PERIOD",
    ],
  ])("%s", (_words, first, second, expected) => {
    expect(outcome(first, second)).toBe(expected);
  });

  const someClaim = fc.record({
    bounds: someBounds,
    stated: someTime,
    isAbout: fc.boolean(),
    period: fc.constantFrom(null, covering(1, 2), covering(1, 4), covering(2, 4)),
  });
  const pairs = fc
    .tuple(someClaim, someClaim)
    .map((drafts) => drafts.map(({ bounds, ...draft }) => aClaim({ ...draft, ...bounds })) as [Claim, Claim]);

  /** The numbers that a figure allows, as far as they matter beside another figure. */
  const allowed = ({ lower, upper }: Claim, numbers: readonly number[]) =>
    numbers.filter((number) => number >= (lower ?? 0) && number <= (upper ?? Number.POSITIVE_INFINITY));

  it("the one that agrees and allows more numbers never replaces the other", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const numbers = [a, b].flatMap(({ lower, upper }) =>
          [lower, upper].flatMap((bound) => (bound === null ? [] : [bound - 1, bound, bound + 1])),
        );
        const all = [...new Set([0, ...numbers, 2 ** 31])].filter((number) => number >= 0);
        const [ofA, ofB] = [allowed(a, all), allowed(b, all)];
        const allowsMore = ofA.length > ofB.length && ofB.every((number) => ofA.includes(number));
        const replacement = replacementOf(a, b);
        const isHundreds = isVague(a) && (a.conventionMin ?? 0) > (b.upper ?? Number.POSITIVE_INFINITY);
        if (allowsMore && !isHundreds && replacement !== null) expect(replacement.stands).toBe(b);
        if (isAbove(a, b)) expect(ofA.filter((number) => ofB.includes(number))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("the same stands, whichever is given first", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        outcome(a, b);
        expect(isWeaker(a, b) && isWeaker(b, a)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it("at least one of any number stands, the same in any order", () => {
    const many = fc
      .array(someClaim, { minLength: 1, maxLength: 9 })
      .map((drafts) => drafts.map(({ bounds, ...draft }, index) => aClaim({ ...draft, ...bounds, id: index + 1 })));
    fc.assert(
      fc.property(
        many.chain((claims) => fc.tuple(fc.constant(claims), shuffled(claims))),
        ([claims, others]) => {
          const standing = standingOf(claims);
          expect(standing.length).toBeGreaterThan(0);
          expect(new Set(standingOf(others))).toEqual(new Set(standing));
          for (const a of standing) for (const b of standing) expect(a === b ? null : replacementOf(a, b)).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  it("a statement is compared with what stood when it was made: 95, then 100, then 90 to 96", () => {
    const claims = [
      aClaim({ ...exactly(95), stated: at(1) }),
      aClaim({ ...exactly(100), stated: at(2) }),
      aClaim({ ...between(90, 96), stated: at(3) }),
    ];
    expect(standingOf(claims)).toEqual(claims.slice(2));
  });

  it("a correction is compared with what it corrects: 105 to the 5th, 90 to the 9th, then 98 to the 3rd", () => {
    const claims = [
      aClaim({ ...exactly(105), stated: at(9), period: covering(1, 5) }),
      aClaim({ ...exactly(90), stated: at(10), period: covering(1, 9) }),
      aClaim({ ...exactly(98), stated: at(12), period: covering(1, 3) }),
    ];
    expect(standingOf(claims)).toEqual(claims.slice(2));
  });

  it("are settled quickly for ten thousand", () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      aClaim({ ...exactly(index), stated: { from: index, until: index } }),
    );
    expect(standingOf(many)).toHaveLength(1);
  });
});
