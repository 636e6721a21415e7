import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlaps } from "../model/boxes.ts";
import { type LabelItem, placeLabels } from "../model/labelPlacement.ts";

const FRAME = { left: 36, right: 640 };

const anItem = (id: string, details: Partial<LabelItem> = {}): LabelItem => ({
  id,
  from: 40,
  until: 240,
  upper: -50,
  lower: -50,
  above: 0,
  below: 0,
  width: 120,
  height: 18,
  ...details,
});

const items = fc
  .array(
    fc.record({
      from: fc.integer({ min: 36, max: 600 }),
      length: fc.integer({ min: 0, max: 300 }),
      lower: fc.integer({ min: -180, max: 0 }),
      spread: fc.constantFrom(0, 0, 0, 25),
      above: fc.constantFrom(0, 26),
      width: fc.integer({ min: 20, max: 600 }),
      height: fc.constantFrom(16, 34, 60),
    }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(({ from, length, lower, spread, above, width, height }, at) =>
      anItem(`${at}`, {
        from,
        until: Math.min(FRAME.right, from + length),
        lower,
        upper: lower - spread,
        above,
        width,
        height,
      }),
    ),
  );

describe("Labels", () => {
  it("never overlap each other or their own mark, and stay in the frame; marks stay in their time", () => {
    fc.assert(
      fc.property(items, (all) => {
        const places = placeLabels(all, FRAME);
        expect(places.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
        for (const [at, { x, y, label }] of places.entries()) {
          const item = all[at] as LabelItem;
          expect(label.left).toBeGreaterThanOrEqual(FRAME.left);
          expect(label.left + label.width).toBeLessThanOrEqual(FRAME.right);
          expect(x).toBeGreaterThanOrEqual(item.from);
          expect(x).toBeLessThanOrEqual(item.until);
          expect(overlaps(label, { left: x - 1, top: y - 1, width: 2, height: 2 })).toBe(false);
          for (const other of places.slice(at + 1)) expect(overlaps(label, other.label)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("are beside their marks if nothing is in the way", () => {
    const [place] = placeLabels([anItem("a")], FRAME);
    expect(place?.label.left).toBeGreaterThan(place?.x ?? 0);
    expect(Math.abs((place?.label.top ?? 0) + 9 - (place?.y ?? 0))).toBeLessThan(2);
  });

  it("push marks with the same figure and time apart", () => {
    const [a, b] = placeLabels([anItem("a"), anItem("b")], FRAME);
    expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0))).toBeGreaterThanOrEqual(18);
  });

  it("are placed within the time of their claim rather than before it", () => {
    const [late] = placeLabels([anItem("late", { from: 500, until: 640, width: 130 })], FRAME);
    expect(late?.label.left).toBeGreaterThanOrEqual(490);
  });
});
