import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  aQuestion,
  atLeast,
  aWorld,
  between,
  comparableClaims,
  everybody,
  exactly,
  shuffled,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import { breakDown } from "./breakdown.ts";
import { breakdownLabel } from "./breakdownLabel.ts";
import type { Claim } from "./claim.ts";
import { rangeOf } from "./range.ts";
import { type Question, reconcile } from "./toll.ts";
import { rangeLabel, subjectLabel, tollLabel } from "./tollLabel.ts";

const names = {
  actor: (key: number) => `actor ${key}`,
  place: (key: number) => `place ${key}`,
  event: (key: number) => `event ${key}`,
};
const world = aWorld();
const claims = (...bounds: Partial<Claim>[]) => bounds.map((bound, index) => aClaim({ party: 10 + index, ...bound }));
const labelOf = (some: readonly Claim[]) => rangeLabel(rangeOf(some));
const labelOfToll = (some: readonly Claim[], question: Partial<Question> = {}) => {
  const asked = aQuestion(question);
  const toll = reconcile(asked, some, world);
  const narrower = toll.narrower.map((subject) => reconcile({ ...asked, subject }, some, world));
  return tollLabel(toll, narrower, names);
};

describe("A range in words", () => {
  it.each([
    ["no figure", []],
    ["an unstated number", [vague(12)]],
    ["84", [exactly(84)]],
    ["0", [exactly(0)]],
    ["about 200", [{ ...exactly(200), isAbout: true }]],
    ["200", [{ ...exactly(200), isAbout: true }, exactly(200)]],
    ["at least 10,000", [atLeast(10_000)]],
    ["up to 50", [upTo(50)]],
    ["95 or more", [exactly(95), atLeast(95)]],
    ["50; some set no lower bound", [exactly(50), upTo(50)]],
    ["8 to 10", [between(8, 10)]],
    ["10 to 12, or more", [exactly(10), atLeast(11), exactly(12)]],
    ["at least 95", [exactly(95), atLeast(105)]],
    ["up to 95", [exactly(95), upTo(50)]],
    ["95 or more; some set no lower bound", [exactly(95), atLeast(105), upTo(97)]],
    ["110 or fewer; some set no upper bound", [between(95, 110), upTo(80), atLeast(100)]],
    ["no common bound", [upTo(50), atLeast(105)]],
  ] as const)("“%s”", (label, bounds) => {
    expect(labelOf(claims(...bounds))).toBe(label);
  });

  it("says “at least” only where nobody allows for fewer, and “up to” only where nobody allows for more", () => {
    fc.assert(
      fc.property(comparableClaims(), (some) => {
        const label = labelOf(some);
        const stated = some.filter(({ lower, upper }) => lower !== null || upper !== null);
        const least = Math.min(...stated.map(({ lower }) => lower ?? 0));
        const most = Math.max(...stated.map(({ upper }) => upper ?? Infinity));
        if (label.startsWith("at least")) expect(label.replaceAll(",", "")).toMatch(new RegExp(`\\D${least}$`));
        if (label.startsWith("up to")) expect(label.replaceAll(",", "")).toMatch(new RegExp(`\\D${most}$`));
        if (/^(no figure|an unstated number)$/.test(label)) expect(stated).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("A toll in words", () => {
  it.each<[string, Claim[], Partial<Question>]>([
    ["no figure", [], {}],
    [
      "95 or more, by 1 claimant and reports that name no claimant; range of claims, not an estimate",
      [aClaim(atLeast(95)), aClaim({ ...exactly(95), party: null })],
      {},
    ],
    ["10 to 12, by 2 claimants; range of claims, not an estimate", claims(exactly(10), exactly(12)), {}],
    ["12, by 1 claimant; the highest claim, not an estimate", claims(exactly(10), exactly(12)), { rule: "HIGHEST" }],
    [
      "no single latest figure, by 2 claimants; the latest claim, not an estimate",
      claims(exactly(10), exactly(12)),
      { rule: "LATEST" },
    ],
    [
      "at least 20, by reports of 2 publishers that name no claimant; range of claims, not an estimate",
      [21, 22].map((publisher) => aClaim({ party: null, publisher })),
      {},
    ],
    [
      "9 or more, by 1 claimant; about a part of it, “event 2”; range of claims, not an estimate",
      [aClaim({ ...exactly(9), event: 2 })],
      {},
    ],
    [
      "no figure of the whole: 2 parts have totals of their own, which are not added",
      [aClaim({ event: 2 }), aClaim({ event: 3 })],
      {},
    ],
    [
      "no figure of them all; of some: 84 (military, side: actor 8)",
      [aClaim({ ...exactly(84), victims: "MILITARY", side: 8 })],
      {},
    ],
    [
      "0, by 1 claimant; 1 more gives no number; range of claims, not an estimate",
      [aClaim(exactly(0)), aClaim({ ...vague(12), party: 8 })],
      {},
    ],
    ["an unstated number, by 1 claimant; range of claims, not an estimate", [aClaim(vague(12))], {}],
  ])("“%s”", (label, some, question) => {
    expect(labelOfToll(some, question)).toBe(label);
  });

  it("is the same in any order of the claims", () => {
    fc.assert(
      fc.property(
        comparableClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          expect(labelOfToll(other)).toBe(labelOfToll(some));
        },
      ),
      { numRuns: 100 },
    );
  });
});

it("People in words: everybody, or what singles them out", () => {
  expect(subjectLabel(everybody, names)).toBe("everybody");
  const some = { ...everybody, victims: "CIVILIAN" as const, tags: ["children"], side: 7, place: 31 };
  expect(subjectLabel(some, names)).toBe("civilian, children, side: actor 7, in place 31");
  expect(subjectLabel({ ...some, event: 2 }, names, { ...everybody, side: 7 })).toBe(
    "civilian, children, in place 31, in “event 2”",
  );
});

it("A breakdown in words says what adds up to what, what is left, and for whom nobody gave a figure", () => {
  const whole = aClaim({ ...exactly(1095), partsAreAll: true });
  const parts = (["CIVILIAN", "MILITARY"] as const).map((victims, index) =>
    aClaim({ ...exactly(index === 0 ? 11 : 1084), victims, partOf: whole.id, partKind: "SUBGROUP" }),
  );
  const label = (some: readonly Claim[]) =>
    breakdownLabel(breakDown(whole, some, world, { by: "SIDE", rows: [7] }), names);
  expect(label(parts)).toBe(
    "11 (civilian) and 1,084 (military) make 1,095 of 1,095, which leaves none unaccounted for. That the parts add up never means that they are all: no claim of that time gives a running total for civilian, side: actor 7 and military, side: actor 7.",
  );
  expect(label(parts.slice(0, 1))).toContain(
    "Parts that are said to be all of the whole sum to less. (11 against 1,095)",
  );
});
