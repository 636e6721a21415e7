import { describe, expect, it } from "vitest";
import { arrange } from "../model/arrange.ts";
import { ARROW, extentOf, niceStep, scaleFor, timeAt, xOf } from "../model/geometry.ts";
import { spanOfAll } from "../model/times.ts";
import { aClaim } from "./aClaim.ts";

const WIDTH = 700;
const sized = (claims: readonly ReturnType<typeof aClaim>[], width = 120) =>
  claims.map((claim) => ({ claim, width, height: 18 }));
const scaleOf = (claims: readonly ReturnType<typeof aClaim>[], width = WIDTH) =>
  scaleFor(claims, spanOfAll(claims) ?? { from: 0, until: 1 }, width);

describe("A row", () => {
  it("grows upwards for an open end's arrow", () => {
    const claims = [aClaim({ figure: [95, null] })];
    const scale = scaleOf(claims);
    expect(arrange(sized(claims), scale, WIDTH).top).toBeLessThanOrEqual(-95 * scale.perPerson - ARROW);
  });

  it("puts a claim without a number below all figures, each in a place of its own", () => {
    const claims = [aClaim({ figure: 9 }), aClaim(), aClaim()];
    const { places, bottom } = arrange(sized(claims), scaleOf(claims), WIDTH);
    const [first, second] = claims.slice(1).map(({ slug }) => places.get(slug));
    expect(first?.y).toBeGreaterThan(0);
    expect(second?.label.top).toBeGreaterThanOrEqual((first?.label.top ?? 0) + 18);
    expect(bottom).toBeGreaterThanOrEqual((second?.label.top ?? 0) + 18);
  });

  it.each([
    ["behind its mark", "2020-09-27", 120],
    ["before it, at the end of the time", "2020-09-29", 300],
    ["below it, where there is room for neither", "2020-09-28", 600],
  ])("has the label of a claim without a number %s", (_where, stated, width) => {
    const claims = [aClaim({ stated: "2020-09-27/2020-09-29", figure: 1 }), aClaim({ stated })];
    const place = arrange(sized(claims, width), scaleOf(claims), WIDTH).places.get(claims[1]?.slug ?? "");
    const { left = 0, top = 0 } = place?.label ?? {};
    expect(left).toBeGreaterThanOrEqual(34);
    expect(left + width).toBeLessThanOrEqual(WIDTH);
    const isBeside = left > (place?.x ?? 0) || left + width < (place?.x ?? 0);
    expect(isBeside || top > (place?.y ?? 0)).toBe(true);
  });
});

describe("The scale", () => {
  it("is the same for equal figures and times, there and back", () => {
    const claims = [aClaim({ figure: 95 }), aClaim({ stated: "2020-09-29" })];
    const scale = scaleOf(claims);
    const noon = Date.parse("2020-09-28T12:00Z");
    expect(timeAt(scale, xOf(scale, noon))).toBeCloseTo(noon, -1);
    expect(95 * scale.perPerson).toBeCloseTo(130);
  });

  it("gives claims of unknown time a place of their own, right of all times", () => {
    const claims = [aClaim({ figure: 1 }), aClaim({ stated: null })];
    const scale = scaleOf(claims);
    const place = extentOf(aClaim({ stated: null }), scale);
    expect(place.from).toBeGreaterThan(scale.right);
    expect(place.until).toBeLessThan(WIDTH);
    expect(extentOf(aClaim(), scale).until).toBeLessThanOrEqual(scale.right);
    expect(scaleOf([aClaim()]).undated).toBeNull();
  });

  it.each([
    [1, 1],
    [5, 1],
    [95, 20],
    [105, 50],
    [46_000, 10_000],
  ])("has lines that help to read figures up to %i at every %i", (largest, step) => {
    expect(niceStep(largest)).toBe(step);
  });
});
