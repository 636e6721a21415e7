import { boundsOf, type Claim, type Span, spanOf, statedAt } from "./claim.ts";
import { largestOf, rowsOf } from "./rows.ts";

/** How time and figures become pixels, the same for all rows: equal heights are equal figures. */
export interface Scale {
  readonly span: Span;
  /** The pixels of the span's ends. */
  readonly left: number;
  readonly right: number;
  /** The pixels of the place for claims of unknown time, right of all others; null where there are none. */
  readonly undated: { readonly left: number; readonly right: number } | null;
  /** Pixels for one person. */
  readonly perPerson: number;
  /** Between the lines that help to read figures. */
  readonly step: number;
}

/** How tall the largest figure of all stands: taller where a row has many claims, and where labels stand above each other. */
function tallest(claims: readonly Claim[], width: number): number {
  const most = Math.max(...rowsOf(claims).map((row) => row.claims.length));
  const more = Math.min(20, Math.max(0, most - 6));
  return width < NARROW ? 180 + more * 22 : 130 + more * 12;
}

const NARROW = 400;
/** Left of the first day, for the figures of the axis. */
const AXIS = 34;
const GAP = 12;

export function scaleFor(claims: readonly Claim[], span: Span, width: number): Scale {
  const hasUndated = claims.some((claim) => statedAt(claim) === null);
  const place = Math.min(240, width * 0.4);
  const right = hasUndated ? width - place - GAP : width - 1;
  const largest = Math.max(1, largestOf(claims) ?? 1);
  return {
    span,
    left: AXIS,
    right,
    undated: hasUndated ? { left: right + GAP, right: width - 1 } : null,
    perPerson: tallest(claims, width) / largest,
    step: niceStep(largest),
  };
}

/** 1, 2 or 5 times a power of ten, so that four or five lines reach the largest figure. */
export function niceStep(largest: number): number {
  const rough = largest / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

export const xOf = ({ span, left, right }: Pick<Scale, "span" | "left" | "right">, time: number): number =>
  left + ((time - span.from) / (span.until - span.from)) * (right - left);

export const timeAt = ({ span, left, right }: Pick<Scale, "span" | "left" | "right">, x: number): number =>
  span.from + ((x - left) / (right - left)) * (span.until - span.from);

/** Where a claim may stand: as wide as its time is uncertain. */
export function extentOf(claim: Claim, scale: Scale): { readonly from: number; readonly until: number } {
  const span = spanOf(statedAt(claim));
  if (span === null) return { from: scale.undated?.left ?? scale.right, until: scale.undated?.right ?? scale.right };
  return { from: xOf(scale, span.from), until: xOf(scale, span.until) };
}

/** An open end has no length that anybody stated: its arrow is the same for all. */
export const ARROW = 26;

/** What of a claim is drawn at which height. Null where it states no number. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
  /** Whether it states no upper or no lower bound: “at least 95”, “up to 50”. */
  readonly isOpenAbove: boolean;
  readonly isOpenBelow: boolean;
}

export function boundsToDraw(claim: Claim): Bounds | null {
  const bounds = boundsOf(claim);
  if (bounds.length === 0) return null;
  return {
    lower: Math.min(...bounds),
    upper: Math.max(...bounds),
    isOpenAbove: claim.count.upper === null,
    isOpenBelow: claim.count.lower === null,
  };
}
