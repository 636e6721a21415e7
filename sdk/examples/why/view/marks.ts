import * as Plot from "@observablehq/plot";
import type { Claim } from "../model/claim.ts";
import { ARROW, type Bounds, boundsToDraw, extentOf, type Scale, timeAt } from "../model/geometry.ts";
import type { Place } from "../model/layout.ts";
import type { Remark } from "../model/remarks.ts";

/** What is drawn for one claim, and where. */
export interface Drawn {
  readonly claim: Claim;
  readonly place: Place;
  readonly remarks: readonly Remark[];
  /** The height of one that states no number, in people: it stands below all figures. */
  readonly lane: number | null;
}

/** Whom a claim counts decides shape and colour; never who claims it. */
const symbolOf = ({ victims }: Claim) =>
  victims === "MILITARY" ? "square" : victims === "CIVILIAN" ? "diamond" : "circle";

const slash = {
  draw(context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }, size: number) {
    const reach = Math.sqrt(size) * 0.85;
    context.moveTo(-reach, reach);
    context.lineTo(reach, -reach);
  },
};

const has = (remarks: readonly Remark[], ...kinds: readonly Remark["kind"][]): boolean =>
  remarks.some(({ kind }) => kinds.includes(kind));

/** The classes by which the style sheet gives a claim its colour and its state. */
export const classesOf = ({ victims }: Claim, remarks: readonly Remark[]): string =>
  [
    victims.toLowerCase(),
    has(remarks, "MAYBE") && "maybe",
    has(remarks, "RETRACTED", "REJECTED") && "void",
    has(remarks, "UNREVIEWED", "STATUS") && "tentative",
  ]
    .filter(Boolean)
    .join(" ");

/** A claim's width is when it may have been stated, its height what it bounds, and its arrow an end that nobody stated. */
export function marksOf({ claim, place, remarks, lane }: Drawn, scale: Scale): Plot.Markish[] {
  const bounds: Bounds = boundsToDraw(claim) ?? laneBounds(lane ?? 0);
  const { lower, upper, isOpenAbove, isOpenBelow } = bounds;
  const extent = extentOf(claim, scale);
  const time = (pixel: number) => new Date(timeAt(scale, pixel));
  const [x1, x2, x] = [time(extent.from), time(extent.until), time(place.x)];
  const className = `claim ${classesOf(claim, remarks)} claim-${claim.slug}`;
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
    has(remarks, "DENIED") &&
      heights.map((y) => Plot.dot(one, { x, y, r: 9, symbol: slash, className: `denied ${className}` })),
    has(remarks, "RETRACTED", "REJECTED") &&
      heights.map((y) => Plot.dot(one, { x, y, r: 9, symbol: "times", className: `crossed ${className}` })),
  ].filter((mark) => mark !== false);
}

const laneBounds = (lane: number): Bounds => ({ lower: lane, upper: lane, isOpenAbove: false, isOpenBelow: false });

/** From a mark to a label that had to go farther away. */
function leader({ x, label }: Place, { lower, upper }: Bounds, scale: Scale, className: string): Plot.Markish[] {
  const height = (pixel: number) => -pixel / scale.perPerson;
  const end = Math.max(label.left + 4, Math.min(x, label.left + label.width - 4));
  const [top, bottom] = [height(label.top), height(label.top + label.height)];
  const [from, to] = bottom > upper ? [upper, bottom] : [lower, top];
  if (bottom <= upper && top >= lower) return [];
  const time = (pixel: number) => new Date(timeAt(scale, pixel));
  return [Plot.link([0], { x1: time(x), x2: time(end), y1: from, y2: to, className })];
}
