import { describe, expect, it } from "vitest";
import { bestEstimateProblem, bounds, type Count, conventionalFloor, countLabel, statedNumbers } from "./count.ts";
import type { Qualifier } from "./vocabulary.ts";

const count = (qualifier: Qualifier, min: number | null, max: number | null, text: string | null = null): Count => ({
  qualifier,
  min,
  max,
  text,
  conventionMin: null,
});

describe("A count", () => {
  it.each([
    ["EXACTLY", 84, 84, 84, 84, 84, "84"],
    ["AT_LEAST", 95, 95, null, 95, null, "at least 95"],
    ["MORE_THAN", 50, 50, null, 51, null, "more than 50"],
    ["ABOUT", 200, 200, 200, 200, 200, "about 200"],
    ["UP_TO", 40, null, 40, null, 40, "up to 40"],
    ["FEWER_THAN", 40, null, 40, null, 39, "fewer than 40"],
    ["FEWER_THAN", 0, null, 0, null, 0, "fewer than 0"],
    ["AT_LEAST", 10_000, 10_000, null, 10_000, null, "at least 10,000"],
  ] as const)(
    "of %s %i keeps the stated number, is compared by inclusive bounds, and has a label",
    (qualifier, value, min, max, lower, upper, label) => {
      expect(statedNumbers(qualifier, value)).toEqual({ min, max });
      expect(bounds(count(qualifier, min, max))).toEqual({ lower, upper });
      expect(countLabel(count(qualifier, min, max))).toBe(label);
    },
  );

  it("between two numbers has both as its bounds", () => {
    expect(bounds(count("BETWEEN", 10, 12))).toEqual({ lower: 10, upper: 12 });
    expect(countLabel(count("BETWEEN", 10, 12))).toBe("between 10 and 12");
  });

  it.each([
    ["BETWEEN", 10, 20, 15, "between 10 and 20, best estimate 15"],
    ["BETWEEN", 10, 20, 20, "between 10 and 20, best estimate 20"],
    ["AT_LEAST", 10, null, 10, "at least 10, best estimate 10"],
    ["MORE_THAN", 10, null, 11, "more than 10, best estimate 11"],
    ["UP_TO", null, 2000, 1500, "up to 2,000, best estimate 1,500"],
    ["FEWER_THAN", null, 20, 0, "fewer than 20, best estimate 0"],
  ] as const)(
    "of %s %s %s may have the best estimate %i, which changes no bound",
    (qualifier, min, max, best, label) => {
      const figure = { ...count(qualifier, min, max), best };
      expect(bestEstimateProblem(figure)).toBeNull();
      expect(countLabel(figure)).toBe(label);
      expect(bounds(figure)).toEqual(bounds(count(qualifier, min, max)));
    },
  );

  it.each([
    ["BETWEEN", 10, 20, 9, "is 9, but the figure is between 10 and 20; correct one of them"],
    ["BETWEEN", 10, 20, 21, "is 21, but the figure is between 10 and 20; correct one of them"],
    ["MORE_THAN", 10, null, 10, "is 10, but the figure is more than 10; correct one of them"],
    ["FEWER_THAN", null, 20, 20, "is 20, but the figure is fewer than 20; correct one of them"],
    ["EXACTLY", 10, 10, 10, /is given with EXACTLY, whose value is the claimant's best estimate already/],
    ["ABOUT", 10, 10, 12, /is given with ABOUT/],
    ["VAGUE", null, null, 40, /is given with VAGUE, which states no bounds; say ABOUT with the value 40/],
  ] as const)("of %s %s %s cannot have the best estimate %i", (qualifier, min, max, best, problem) => {
    expect(bestEstimateProblem({ ...count(qualifier, min, max), best })).toMatch(problem);
  });

  it("without a best estimate has no problem with one", () => {
    expect(bestEstimateProblem(count("EXACTLY", 10, 10))).toBeNull();
    expect(bestEstimateProblem({ ...count("EXACTLY", 10, 10), best: null })).toBeNull();
  });

  it("that is vague has no bounds, even if a coding convention has a number for its word", () => {
    expect(bounds({ ...count("VAGUE", null, null, "dozens"), conventionMin: 12 })).toEqual({
      lower: null,
      upper: null,
    });
    expect(countLabel(count("VAGUE", null, null, "dozens"))).toBe("an unstated number (dozens)");
    expect(countLabel(count("VAGUE", null, null))).toBe("an unstated number");
  });

  it.each([
    ["tens of people", 10],
    ["Dozens of soldiers", 12],
    ["hundreds", 100],
    ["thousands", 1000],
    ["dozens or hundreds", 12],
    ["hundreds, possibly dozens", 12],
    ["several", null],
    ["many", null],
    ["a few", null],
    ["scores", null],
    ["scores of villagers", null],
    ["Hundreds of thousands", null],
    ["tens of thousands", null],
    ["dozens or hundreds of thousands", null],
    ["constructor", null],
    [null, null],
  ] as const)("that says only “%s” has the coding convention's number %s", (text, floor) => {
    expect(conventionalFloor(text)).toBe(floor);
  });
});
