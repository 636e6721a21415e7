import * as Plot from "@observablehq/plot";
import type { Caveat } from "../model/caveats.ts";
import type { Claim } from "../model/claim.ts";
import type { Placement } from "../model/labelPlacement.ts";
import { ARROW, type Bounds, drawnBounds, extentOf, type Scale, timeAt } from "../model/scale.ts";

/** A claim to draw, and its position. */
export interface Drawn {
  readonly claim: Claim;
  readonly place: Placement;
  readonly caveats: readonly Caveat[];
  /** For a claim without a number: its y in people, below all figures. Otherwise null. */
  readonly lane: number | null;
}

/** Shape and colour depend on the people counted, never on the claimant. */
const symbolOf = ({ victims }: Claim) =>
  victims === "MILITARY" ? "square" : victims === "CIVILIAN" ? "diamond" : "circle";

const slash = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, size: number) {
    const reach = Math.sqrt(size) * 0.85;
    context.moveTo(-reach, reach);
    context.lineTo(reach, -reach);
  },
};

const has = (caveats: readonly Caveat[], ...kinds: readonly Caveat["kind"][]): boolean =>
  caveats.some(({ kind }) => kinds.includes(kind));

/** The CSS classes for a claim's colour and state. */
export const classesOf = ({ victims }: Claim, caveats: readonly Caveat[]): string =>
  [
    victims.toLowerCase(),
    has(caveats, "MAYBE") && "maybe",
    has(caveats, "RETRACTED", "REJECTED") && "void",
    has(caveats, "UNREVIEWED", "STATUS") && "tentative",
  ]
    .filter(Boolean)
    .join(" ");

/** The width shows when the claim may have been stated, the height shows its bounds, and an arrow shows an open end. */
export function marksOf({ claim, place, caveats, lane }: Drawn, scale: Scale): Plot.Markish[] {
  const bounds: Bounds = drawnBounds(claim) ?? laneBounds(lane ?? 0);
  const { lower, upper, isOpenAbove, isOpenBelow } = bounds;
  const extent = extentOf(claim, scale);
  const time = (pixel: number) => new Date(timeAt(scale, pixel));
  const [x1, x2, x] = [time(extent.from), time(extent.until), time(place.x)];
  const className = `claim ${classesOf(claim, caveats)} claim-${claim.slug}`;
  const symbol = symbolOf(claim);
  const heights = [...new Set([lower, upper])];
  const one = [claim];
  return [
    ...leader(place, bounds, scale, `leader ${className}`),
    ...heights.map((y) => Plot.ruleY(one, { y, x1, x2, marker: "tick", className: `when ${className}` })),
    upper > lower && Plot.ruleX(one, { x, y1: lower, y2: upper, className: `bounds ${className}` }),
    isOpenAbove && Plot.vector(one, { x, y: upper, length: ARROW, anchor: "start", className: `open ${className}` }),
    isOpenBelow &&
      Plot.vector(one, { x, y: lower, length: ARROW, rotate: 180, anchor: "start", className: `open ${className}` }),
    ...heights.map((y) => Plot.dot(one, { x, y, r: 5, symbol, className: `mark ${className}` })),
    has(caveats, "DENIED") &&
      heights.map((y) => Plot.dot(one, { x, y, r: 9, symbol: slash, className: `denied ${className}` })),
    has(caveats, "RETRACTED", "REJECTED") &&
      heights.map((y) => Plot.dot(one, { x, y, r: 9, symbol: "times", className: `crossed ${className}` })),
  ].filter((mark) => mark !== false);
}

const laneBounds = (lane: number): Bounds => ({ lower: lane, upper: lane, isOpenAbove: false, isOpenBelow: false });

/** The leader line from a mark to a label that is not next to it. */
function leader({ x, label }: Placement, { lower, upper }: Bounds, scale: Scale, className: string): Plot.Markish[] {
  const height = (pixel: number) => -pixel / scale.perPerson;
  const end = Math.max(label.left + 4, Math.min(x, label.left + label.width - 4));
  const [top, bottom] = [height(label.top), height(label.top + label.height)];
  const [from, to] = bottom > upper ? [upper, bottom] : [lower, top];
  if (bottom <= upper && top >= lower) return [];
  const time = (pixel: number) => new Date(timeAt(scale, pixel));
  return [Plot.link([0], { x1: time(x), x2: time(end), y1: from, y2: to, className })];
}
