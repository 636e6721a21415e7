import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  anyClaims,
  at,
  atLeast,
  between,
  everybody,
  exactly,
  onDay,
  shuffled,
  testFacts,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import { type Breakdown, type BreakdownCell, breakDown } from "./breakdown.ts";
import type { Claim } from "./claim.ts";
import { haveOtherStarts } from "./coverage.ts";

const facts = testFacts();
const bySide = { by: "SIDE", rows: [7, 8] } as const;
const partOf = (whole: Claim, differences: Partial<Claim>): Claim =>
  aClaim({ partOf: whole.id, partKind: "SUBGROUP", party: whole.party, stated: whole.stated, ...differences });
const broken = (whole: Claim, others: readonly Claim[], grid: Parameters<typeof breakDown>[3] = bySide): Breakdown =>
  breakDown(whole, [whole, ...others], facts, grid);
const kinds = ({ contradictions }: Breakdown) => contradictions.map(({ kind }) => kind);
const cellOf = ({ cells }: Breakdown, claim: Claim) => cells.find(({ claims }) => claims.includes(claim));
const emptyOf = ({ cells }: Breakdown) =>
  cells.filter(({ kind }) => kind === "NO_CLAIM").map(({ subject: { side, victims } }) => `${side} ${victims}`);

describe("84 soldiers of one side, 9 and 2 civilians", () => {
  // “The toll stands at 95, among them 11 civilians: nine in Azerbaijan and two on the Armenian side.” Officials: 84 soldiers.
  const whole = aClaim({ ...exactly(95), party: null, stated: at(28) });
  const civilians = partOf(whole, { ...exactly(11), victims: "CIVILIAN", partsAreAll: true });
  const nine = partOf(civilians, { ...exactly(9), victims: "CIVILIAN", place: 31 });
  const two = partOf(civilians, { ...exactly(2), victims: "CIVILIAN", side: 9 });
  const soldiers = aClaim({ ...exactly(84), victims: "MILITARY", side: 8, party: 8, stated: at(28) });

  it("sum to 95, without a figure for the soldiers of the other side", () => {
    const breakdown = broken(whole, [civilians, nine, two, soldiers]);
    expect(breakdown).toMatchObject({ sum: exactly(95), unaccounted: exactly(0), contradictions: [] });
    const summed = breakdown.cells.filter(({ isSummed }) => isSummed);
    expect(summed.map(({ kind, claims }) => [kind, claims])).toEqual([
      ["STATED_PART", [nine]],
      ["STATED_PART", [two]],
      ["CROSS_CLAIMANT", [soldiers]],
    ]);
    expect(emptyOf(breakdown)).toContain("7 MILITARY");
    expect(emptyOf(breakdown)).not.toContain("8 MILITARY");
  });

  it("are summed as 11 civilians if the words do not say that nine and two make up all of them", () => {
    const breakdown = broken(whole, [{ ...civilians, partsAreAll: false }, nine, two, soldiers]);
    expect(breakdown).toMatchObject({ sum: exactly(95) });
    expect(cellOf(breakdown, nine)).toMatchObject({ isSummed: false });
  });

  it("include no figure that was stated later", () => {
    const later = { ...soldiers, stated: at(29) };
    const breakdown = broken(whole, [civilians, nine, two, later]);
    expect(breakdown).toMatchObject({ sum: exactly(11), unaccounted: exactly(84) });
    expect(emptyOf(breakdown)).toContain("8 MILITARY");
  });
});

describe("Exact parts that are said to make up the whole", () => {
  interface Tree {
    readonly claims: Claim[];
    readonly leaves: number;
  }
  /** A whole of some leaves, each part again a whole of its own or none, told apart by places. */
  const tree = (depth: number): fc.Arbitrary<(id: number, parent: Claim | null) => Tree> =>
    depth === 0
      ? fc.nat(9).map((number) => (id, parent) => ({
          claims: [aClaim({ id, ...exactly(number), place: id, ...partly(parent) })],
          leaves: number,
        }))
      : fc.array(tree(depth - 1), { minLength: 1, maxLength: 4 }).map((children) => (id, parent) => {
          const whole = aClaim({ id, place: parent === null ? null : id, partsAreAll: true, ...partly(parent) });
          const parts = children.map((child, index) => child(id * 10 + index + 1, whole));
          const leaves = parts.reduce((sum, part) => sum + part.leaves, 0);
          return { claims: [{ ...whole, ...exactly(leaves) }, ...parts.flatMap(({ claims }) => claims)], leaves };
        });
  const partly = (parent: Claim | null): Partial<Claim> =>
    parent === null ? {} : { partOf: parent.id, partKind: "SUBGROUP" };

  it("sum to it, at any depth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }).chain(tree), (plant) => {
        const { claims, leaves } = plant(1, null);
        const breakdown = breakDown(claims[0] as Claim, claims, facts, { by: "PLACE", rows: [] });
        expect(breakdown.sum).toEqual(exactly(leaves));
        expect(breakdown.unaccounted).toEqual(exactly(0));
        expect(breakdown.contradictions).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("sum to it even if we do not record how the words distinguish them", () => {
    const whole = aClaim({ ...exactly(95), partsAreAll: true });
    const halves = [50, 45].map((number) => partOf(whole, exactly(number)));
    expect(broken(whole, halves)).toMatchObject({ sum: exactly(95), unaccounted: exactly(0), contradictions: [] });
  });

  it("contradict a whole if they sum to less or more", () => {
    const whole = aClaim({ ...exactly(95), partsAreAll: true });
    const parts = (...numbers: number[]) =>
      numbers.map((number, index) => partOf(whole, { ...exactly(number), place: index }));
    expect(kinds(broken(whole, parts(50, 40)))).toEqual(["PARTS_FALL_SHORT"]);
    expect(kinds(broken(whole, parts(50, 46)))).toEqual(["PARTS_EXCEED_WHOLE"]);
    expect(kinds(broken(whole, parts(50, 45)))).toEqual([]);
  });
});

describe("Bounds of parts", () => {
  const whole = aClaim(exactly(95));
  const civilians = (bounds: Partial<Claim>) => partOf(whole, { ...bounds, victims: "CIVILIAN" });
  const soldiers = (bounds: Partial<Claim>) => partOf(whole, { ...bounds, victims: "MILITARY" });

  it.each([
    ["at least 11 and 84", atLeast(11), exactly(84), { lower: 95, upper: null }, { lower: null, upper: 0 }],
    ["up to 11 and 84", upTo(11), exactly(84), { lower: 84, upper: 95 }, { lower: 0, upper: 11 }],
    ["10 to 12 and 80", between(10, 12), exactly(80), { lower: 90, upper: 92 }, { lower: 3, upper: 5 }],
    ["dozens and 80", vague(12), exactly(80), { lower: 80, upper: null }, { lower: null, upper: 15 }],
    ["none and 95", exactly(0), exactly(95), { lower: 95, upper: 95 }, { lower: 0, upper: 0 }],
  ])("of %s leave open ends open", (_words, some, others, sum, unaccounted) => {
    const breakdown = broken(whole, [civilians(some), soldiers(others)]);
    expect(breakdown).toMatchObject({ sum, unaccounted, contradictions: [] });
  });

  it.each<[string, Claim[], string[]]>([
    ["at least 96", [civilians(atLeast(96))], ["PART_EXCEEDS_WHOLE"]],
    ["at least 50 and at least 46", [civilians(atLeast(50)), soldiers(atLeast(46))], ["PARTS_EXCEED_WHOLE"]],
    ["up to 96", [civilians(upTo(96))], []],
    ["at least 50, and 40", [civilians(atLeast(50)), soldiers(exactly(40))], []],
  ])("contradict the whole only if no number within them fits: %s", (_words, parts, expected) => {
    expect(kinds(broken(whole, parts))).toEqual(expected);
  });

  it("do not contradict a whole without an upper bound", () => {
    const open = aClaim(atLeast(20));
    expect(kinds(broken(open, [partOf(open, { ...exactly(25), victims: "CIVILIAN" })]))).toEqual([]);
  });

  it("of another claimant without a lower bound allow for less", () => {
    const others = [
      aClaim({ ...exactly(100), victims: "MILITARY", side: 8, party: 8 }),
      aClaim({ ...upTo(120), victims: "MILITARY", side: 8, party: 9 }),
    ];
    // The one who says up to 120 allows for 20, which fits 95.
    expect(broken(whole, others)).toMatchObject({ sum: { lower: 0 }, contradictions: [] });
  });

  it("of another claimant without an upper bound allow for more", () => {
    const others = [
      aClaim({ ...exactly(84), victims: "MILITARY", side: 8, party: 8 }),
      aClaim({ ...atLeast(80), victims: "MILITARY", side: 8, party: 9 }),
    ];
    expect(broken(whole, others)).toMatchObject({
      sum: { lower: 80, upper: null },
      unaccounted: { lower: null, upper: 15 },
    });
  });

  it("may sum to more than a single count can be", () => {
    const most = 2_147_483_646;
    const large = aClaim(exactly(most));
    const parts = ["CIVILIAN", "MILITARY"] as const;
    const breakdown = broken(
      large,
      parts.map((victims) => partOf(large, { ...exactly(most), victims })),
    );
    expect(breakdown.sum).toEqual(exactly(2 * most));
  });
});

describe("Cells without a claim", () => {
  const whole = aClaim({ ...exactly(95) });

  it("are those of the parties whose people a report names", () => {
    expect(emptyOf(broken(whole, []))).toEqual([]);
    const later = [7, 8].map((side) => aClaim({ ...exactly(9), side, stated: at(9) }));
    expect(emptyOf(broken(whole, later))).toEqual(["7 CIVILIAN", "7 MILITARY", "8 CIVILIAN", "8 MILITARY"]);
  });

  it("are those of the opposing side too, if reports name the people of one side alone", () => {
    const soldiers = aClaim({ ...exactly(84), victims: "MILITARY", side: 8, party: 8 });
    expect(emptyOf(broken(whole, [soldiers]))).toEqual(["7 CIVILIAN", "7 MILITARY", "8 CIVILIAN"]);
  });

  it("name the figures of another time, or that are no totals", () => {
    const later = aClaim({ ...exactly(12), victims: "CIVILIAN", side: 7, stated: at(9) });
    const incident = aClaim({ ...exactly(3), victims: "CIVILIAN", side: 7, scope: "NEW" });
    const cell = broken(whole, [later, incident]).cells.find(({ subject }) => subject.victims === "CIVILIAN");
    expect(cell).toMatchObject({ kind: "NO_CLAIM", elsewhere: [incident, later] });
  });

  it("do not include those with a figure that is not summed", () => {
    const civilians = partOf(whole, { ...exactly(11), victims: "CIVILIAN" });
    const ours = aClaim({ ...exactly(9), victims: "CIVILIAN", side: 7, party: 7 });
    const breakdown = broken(whole, [civilians, ours]);
    expect(emptyOf(breakdown)).not.toContain("7 CIVILIAN");
    expect(cellOf(breakdown, ours)).toMatchObject({ kind: "CROSS_CLAIMANT", isSummed: false });
    expect(breakdown.sum).toEqual(exactly(11));
  });

  it("stay empty if the figure is only for some of their people", () => {
    const children = aClaim({ ...exactly(3), victims: "CIVILIAN", side: 7, tags: ["children"] });
    const inOnePlace = aClaim({ ...exactly(3), victims: "CIVILIAN", side: 8, place: 31 });
    const part = partOf(whole, { ...exactly(5), victims: "MILITARY", side: 8, place: 31 });
    expect(emptyOf(broken(whole, [children, inOnePlace, part]))).toEqual([
      "7 CIVILIAN",
      "7 MILITARY",
      "8 CIVILIAN",
      "8 MILITARY",
    ]);
  });

  it("are limited to the whole's side and kind of victims", () => {
    const own = aClaim({ ...exactly(84), victims: "MILITARY", side: 8 });
    expect(emptyOf(broken(own, []))).toEqual([]);
    expect(emptyOf(broken({ ...own, victims: "UNSPECIFIED" }, []))).toEqual(["8 CIVILIAN", "8 MILITARY"]);
  });
});

describe("A breakdown of any claims", () => {
  const anyBreakdown = anyClaims(14).filter(({ length }) => length > 0);
  const grids = fc.constantFrom({ by: "SIDE", rows: [7, 8] } as const, { by: "PLACE", rows: [] } as const);

  it("has the sum of its summed cells, and the rest of the whole as unaccounted", () => {
    fc.assert(
      fc.property(anyBreakdown, grids, (claims, grid) => {
        const whole = claims[0] as Claim;
        const { cells, sum, unaccounted } = breakDown(whole, claims, facts, grid);
        const summed = cells.filter(({ isSummed }) => isSummed);
        const upper = ({ range }: BreakdownCell) => (range?.isOpenAbove ? Infinity : (range?.high ?? Infinity));
        const lower = ({ range }: BreakdownCell) => (range?.isOpenBelow ? 0 : (range?.low ?? 0));
        const total = (bound: (cell: BreakdownCell) => number) => summed.reduce((all, cell) => all + bound(cell), 0);
        expect(sum.lower).toBe(total(lower));
        expect(sum.upper ?? Infinity).toBe(total(upper));
        expect(cells.flatMap(({ claims: own }) => own)).not.toContain(whole);
        if (unaccounted.lower !== null) expect(unaccounted.lower).toBeLessThanOrEqual(whole.lower ?? 0);
        if (unaccounted.upper !== null) expect(unaccounted.upper).toBeGreaterThanOrEqual(unaccounted.lower ?? 0);
        for (const { kind, range, claims: own } of cells)
          expect(own.length === 0).toBe(kind === "NO_CLAIM" && range === null);
      }),
      { numRuns: 300 },
    );
  });

  it("counts no claim twice", () => {
    fc.assert(
      fc.property(anyBreakdown, grids, (claims, grid) => {
        const { cells } = breakDown(claims[0] as Claim, claims, facts, grid);
        const held = cells.flatMap(({ claims: own }) => own);
        expect(new Set(held).size).toBe(held.length);
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order of the claims", () => {
    fc.assert(
      fc.property(
        anyBreakdown.chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        grids,
        ([some, other], grid) => {
          const whole = some[0] as Claim;
          expect(breakDown(whole, other, facts, grid)).toEqual(breakDown(whole, some, facts, grid));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("says NO_CLAIM only if no claim about those people was known by then", () => {
    fc.assert(
      fc.property(anyBreakdown, (some) => {
        const claims = some.map((claim): Claim => ({ ...claim, event: 1, tags: [] }));
        const whole = { ...(claims[0] as Claim), victims: "UNSPECIFIED" as const, side: null };
        const { cells, at: time } = breakDown(whole, claims, facts, bySide);
        for (const { subject } of cells.filter(({ kind }) => kind === "NO_CLAIM")) {
          expect(subject).toMatchObject({ event: whole.event, place: whole.place });
          const given = claims.filter(
            (claim) =>
              claim.id !== whole.id &&
              claim.partOf === null &&
              claim.scope === "CUMULATIVE" &&
              !haveOtherStarts(claim, whole) &&
              (time === null || (claim.stated !== null && claim.stated.until <= time)) &&
              claim.event === subject.event &&
              claim.victims === subject.victims &&
              claim.side === subject.side &&
              claim.place === subject.place &&
              claim.tags.join() === subject.tags.join(),
          );
          expect(given).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it("Parts that may count some people twice are not summed", () => {
  const whole = aClaim(exactly(95));
  const civilians = partOf(whole, { ...exactly(11), victims: "CIVILIAN" });
  const ofSide = partOf(whole, { ...exactly(40), side: 8 });
  const children = partOf(whole, { ...exactly(3), tags: ["children"] });
  const breakdown = broken(whole, [civilians, ofSide, children]);
  expect(breakdown.sum).toEqual(exactly(11));
  expect(breakdown.cells.filter(({ kind }) => kind === "STATED_PART")).toHaveLength(3);
  expect(breakdown.cells[0]?.subject).toMatchObject({ ...everybody, victims: "CIVILIAN" });
});

describe("Parts that may overlap", () => {
  const whole = aClaim({ ...exactly(95), stated: at(28) });

  it("are not summed with the group that contains them: a country and its province", () => {
    const [country, province] = [
      partOf(whole, { ...exactly(50), place: 31 }),
      partOf(whole, { ...exactly(40), place: 32 }),
    ];
    const nested = testFacts({ isInPlace: (place, wider) => place === wider || (place === 32 && wider === 31) });
    const breakdown = breakDown(whole, [whole, country, province], nested, bySide);
    expect(breakdown.sum).toEqual(exactly(50));
    expect(cellOf(breakdown, province)?.isSummed).toBe(false);
  });

  it("are of the same day if their number can fall", () => {
    const missing = (differences: Partial<Claim>) => aClaim({ harm: "MISSING", ...differences });
    const all = missing({ ...exactly(30), stated: onDay(9) });
    const before = missing({ ...exactly(50), victims: "CIVILIAN", party: 8, stated: onDay(2) });
    const now = missing({ ...exactly(20), victims: "CIVILIAN", party: 8, stated: onDay(9) });
    expect(cellOf(broken(all, [before]), before)).toBeUndefined();
    expect(broken(all, [now]).sum).toEqual(exactly(20));
  });

  it("are not summed to more than the whole and contradict nothing: a place and a place in it", () => {
    const [outer, inner] = [partOf(whole, { ...exactly(60), place: 31 }), partOf(whole, { ...exactly(50), place: 32 })];
    const breakdown = broken(whole, [outer, inner]);
    expect(kinds(breakdown)).toEqual([]);
    expect(cellOf(breakdown, outer)?.isSummed).toBe(false);
  });

  it("are not summed if parts that make up the whole count some people twice: children among the civilians", () => {
    const all = { ...whole, partsAreAll: true };
    const soldiers = partOf(all, { ...exactly(84), victims: "MILITARY" });
    const civilians = partOf(all, { ...exactly(11), victims: "CIVILIAN" });
    const children = partOf(all, { ...exactly(5), victims: "CIVILIAN", tags: ["children"] });
    const breakdown = broken(all, [soldiers, civilians, children]);
    expect(breakdown).toMatchObject({ sum: { lower: 95, upper: 95 }, contradictions: [] });
    expect(cellOf(breakdown, children)?.isSummed).toBe(false);
  });

  it("are summed by side if nobody separates soldiers from civilians", () => {
    const sides = [7, 8].map((side) => aClaim({ ...exactly(side * 5), side, party: side, stated: at(28) }));
    expect(broken(whole, sides)).toMatchObject({ sum: { lower: 75, upper: 75 } });
  });

  it("include a stated figure in the sum, even if a vague one counts more people", () => {
    const soldiers = aClaim({ ...exactly(84), victims: "MILITARY", side: 8, party: 8, stated: at(28) });
    const dozens = aClaim({ ...vague(12), victims: "MILITARY", party: null, stated: at(28) });
    const breakdown = broken(whole, [soldiers, dozens]);
    expect(cellOf(breakdown, soldiers)?.isSummed).toBe(true);
    expect(cellOf(breakdown, dozens)?.isSummed).toBe(false);
  });
});
