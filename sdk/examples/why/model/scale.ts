import { boundsOf, type Claim, type Span, spanOf, statedAt } from "./claim.ts";
import { isCrowded, largestOf, rowsOf } from "./rows.ts";

/** Maps time and figures to CSS pixels. All rows share one scale, so equal heights are equal figures. */
export interface Scale {
  readonly span: Span;
  /** The x of the span's start and end. */
  readonly left: number;
  readonly right: number;
  /** The column for claims of unknown time, right of the axis; null if there are none. */
  readonly undated: { readonly left: number; readonly right: number } | null;
  /** The height of one person. */
  readonly perPerson: number;
  /** The number of people between two grid lines. */
  readonly step: number;
}

/** The height of the largest figure. It is larger for rows with many labels, and for narrow pages, where labels are stacked. */
function chartHeight(claims: readonly Claim[], width: number): number {
  const labelled = rowsOf(claims).filter((row) => !isCrowded(row.claims));
  const most = Math.max(0, ...labelled.map((row) => row.claims.length));
  const more = Math.min(20, Math.max(0, most - 6));
  return width < NARROW ? 180 + more * 22 : 130 + more * 12;
}

const NARROW = 400;
/** The width of the y axis's figures. */
const AXIS = 34;
const GAP = 12;

/** @param span null if no claim has a known time; then there is only the column for unknown times */
export function scaleFor(claims: readonly Claim[], span: Span | null, width: number): Scale {
  const hasUndated = claims.some((claim) => statedAt(claim) === null);
  const place = Math.min(240, width * 0.4);
  const right = span === null ? AXIS + 1 : hasUndated ? width - place - GAP : width - 1;
  const largest = Math.max(1, largestOf(claims) ?? 1);
  return {
    span: span ?? { from: 0, until: 1 },
    left: AXIS,
    right,
    undated: hasUndated ? { left: span === null ? right : right + GAP, right: width - 1 } : null,
    perPerson: chartHeight(claims, width) / largest,
    step: niceStep(largest),
  };
}

/** 1, 2 or 5 times a power of ten, which gives four or five grid lines. */
export function niceStep(largest: number): number {
  const rough = largest / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

export const xOf = ({ span, left, right }: Pick<Scale, "span" | "left" | "right">, time: number): number =>
  left + ((time - span.from) / (span.until - span.from)) * (right - left);

export const timeAt = ({ span, left, right }: Pick<Scale, "span" | "left" | "right">, x: number): number =>
  span.from + ((x - left) / (right - left)) * (span.until - span.from);

/** The range of x for a claim: as wide as its time is uncertain. */
export function extentOf(claim: Claim, scale: Scale): { readonly from: number; readonly until: number } {
  const span = spanOf(statedAt(claim));
  if (span === null) return { from: scale.undated?.left ?? scale.right, until: scale.undated?.right ?? scale.right };
  return { from: xOf(scale, span.from), until: xOf(scale, span.until) };
}

/** The length of the arrow for an open end. It is the same for all claims, because nobody stated how far the end is. */
export const ARROW = 26;

/** The lowest and the highest figure of a drawn claim. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
  /** True if no upper bound is stated, as in “at least 95”. */
  readonly isOpenAbove: boolean;
  /** True if no lower bound is stated, as in “up to 50”. */
  readonly isOpenBelow: boolean;
}

/** @returns null if the claim states no number */
export function drawnBounds(claim: Claim): Bounds | null {
  const bounds = boundsOf(claim);
  if (bounds.length === 0) return null;
  return {
    lower: Math.min(...bounds),
    upper: Math.max(...bounds),
    isOpenAbove: claim.count.upper === null,
    isOpenBelow: claim.count.lower === null,
  };
}
