import { describe, expect, it } from "vitest";
import { bounds, type Count, conventionalFloor, countLabel, statedNumbers } from "./count.ts";
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

  it("that is vague has no bounds, even if a coding convention has a number for its word", () => {
    expect(bounds({ ...count("VAGUE", null, null, "dozens"), conventionMin: 12 })).toEqual({
      lower: null,
      upper: null,
    });
    expect(countLabel(count("VAGUE", null, null, "dozens"))).toBe("an unstated number (dozens)");
    expect(countLabel(count("VAGUE", null, null))).toBe("an unstated number");
    expect(conventionalFloor("Dozens of soldiers")).toBe(12);
    expect(conventionalFloor("hundreds")).toBe(100);
    expect(conventionalFloor("several")).toBeNull();
    expect(conventionalFloor(null)).toBeNull();
  });
});
