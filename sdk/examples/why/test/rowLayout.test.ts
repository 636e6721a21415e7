import { describe, expect, it } from "vitest";
import { layOutRow } from "../model/rowLayout.ts";
import { ARROW, extentOf, niceStep, scaleFor, timeAt, xOf } from "../model/scale.ts";
import { spanOfAll } from "../model/times.ts";
import { aClaim } from "./aClaim.ts";

const WIDTH = 700;
const sized = (claims: readonly ReturnType<typeof aClaim>[], width = 120) =>
  claims.map((claim) => ({ claim, width, height: 18 }));
const scaleOf = (claims: readonly ReturnType<typeof aClaim>[], width = WIDTH) =>
  scaleFor(claims, spanOfAll(claims), width);

describe("layOutRow", () => {
  it("makes room for the arrow of an open end", () => {
    const claims = [aClaim({ figure: [95, null] })];
    const scale = scaleOf(claims);
    expect(layOutRow(sized(claims), scale, WIDTH).top).toBeLessThanOrEqual(-95 * scale.perPerson - ARROW);
  });

  it("puts claims without a number below all figures, one below the other", () => {
    const claims = [aClaim({ figure: 9 }), aClaim(), aClaim()];
    const { places, bottom } = layOutRow(sized(claims), scaleOf(claims), WIDTH);
    const [first, second] = claims.slice(1).map(({ slug }) => places.get(slug));
    expect(first?.y).toBeGreaterThan(0);
    expect(second?.label.top).toBeGreaterThanOrEqual((first?.label.top ?? 0) + 18);
    expect(bottom).toBeGreaterThanOrEqual((second?.label.top ?? 0) + 18);
  });

  it.each([
    ["right of its mark", "2020-09-27", 120],
    ["left of its mark, at the end of the time", "2020-09-29", 300],
    ["below its mark, if neither side has room", "2020-09-28", 600],
  ])("puts the label of a claim without a number %s", (_where, stated, width) => {
    const claims = [aClaim({ stated: "2020-09-27/2020-09-29", figure: 1 }), aClaim({ stated })];
    const place = layOutRow(sized(claims, width), scaleOf(claims), WIDTH).places.get(claims[1]?.slug ?? "");
    const { left = 0, top = 0 } = place?.label ?? {};
    expect(left).toBeGreaterThanOrEqual(34);
    expect(left + width).toBeLessThanOrEqual(WIDTH);
    const isBeside = left > (place?.x ?? 0) || left + width < (place?.x ?? 0);
    expect(isBeside || top > (place?.y ?? 0)).toBe(true);
  });
});

describe("layOutRow, for a crowded row,", () => {
  it("puts labels on their marks, which are spread over their times", () => {
    const claims = Array.from({ length: 200 }, () => aClaim({ figure: 20 }));
    const scale = scaleOf(claims);
    const { places } = layOutRow(sized(claims, 18), scale, WIDTH);
    const { from, until } = extentOf(aClaim(), scale);
    for (const { x, y, label } of places.values()) {
      expect(Math.abs(label.left + 9 - x) + Math.abs(label.top + 9 - y)).toBeLessThan(0.01);
      expect(label.left).toBeGreaterThanOrEqual(from - 0.01);
      expect(label.left + 18).toBeLessThanOrEqual(until + 0.01);
    }
    expect(new Set([...places.values()].map(({ x }) => x)).size).toBe(13);
  });
});

describe("The scale", () => {
  it("maps times to x and back, and the largest figure to the full height", () => {
    const claims = [aClaim({ figure: 95 }), aClaim({ stated: "2020-09-29" })];
    const scale = scaleOf(claims);
    const noon = Date.parse("2020-09-28T12:00Z");
    expect(timeAt(scale, xOf(scale, noon))).toBeCloseTo(noon, -1);
    expect(95 * scale.perPerson).toBeCloseTo(130);
  });

  it("has a column for unknown times, right of the axis", () => {
    const claims = [aClaim({ figure: 1 }), aClaim({ stated: null })];
    const scale = scaleOf(claims);
    const place = extentOf(aClaim({ stated: null }), scale);
    expect(place.from).toBeGreaterThan(scale.right);
    expect(place.until).toBeLessThan(WIDTH);
    expect(extentOf(aClaim(), scale).until).toBeLessThanOrEqual(scale.right);
    expect(scaleOf([aClaim()]).undated).toBeNull();
  });

  it("consists of the column for unknown times if no time is known", () => {
    const claims = [aClaim({ stated: null })];
    const { undated } = scaleFor(claims, spanOfAll(claims), WIDTH);
    expect((undated?.right ?? 0) - (undated?.left ?? 0)).toBeGreaterThan(WIDTH - 50);
  });

  it.each([
    [1, 1],
    [5, 1],
    [95, 20],
    [105, 50],
    [46_000, 10_000],
  ])("has, for figures up to %i, a grid line every %i people", (largest, step) => {
    expect(niceStep(largest)).toBe(step);
  });
});
