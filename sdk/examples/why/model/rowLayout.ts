import { bottomOf } from "./boxes.ts";
import type { Claim } from "./claim.ts";
import { type LabelItem, type Placement, placeLabels } from "./labelPlacement.ts";
import { isCrowded } from "./rows.ts";
import { ARROW, drawnBounds, extentOf, type Scale } from "./scale.ts";

/** A claim with the size of its label, in pixels. */
export interface SizedClaim {
  readonly claim: Claim;
  readonly width: number;
  readonly height: number;
}

/** The positions in a row. y is 0 at the line for zero people, and grows downwards. */
export interface RowLayout {
  readonly places: ReadonlyMap<string, Placement>;
  /** The top edge of the highest mark or label: 0 or negative. */
  readonly top: number;
  /** The bottom edge of the lowest mark or label. */
  readonly bottom: number;
}

const GAP = 8;

export function layOutRow(sized: readonly SizedClaim[], scale: Scale, width: number): RowLayout {
  const withNumber = sized.filter(({ claim }) => drawnBounds(claim) !== null).map((one) => itemOf(one, scale));
  const withoutNumber = sized.filter(({ claim }) => drawnBounds(claim) === null);
  const frame = { left: scale.left + 2, right: width - 2 };
  const beside = isCrowded(sized) ? withNumber.map(labelOnMark) : placeLabels(withNumber, frame);
  const below = Math.max(0, ...beside.map(({ label }) => bottomOf(label)));
  const places = [...beside, ...inLanes(withoutNumber, scale, { right: frame.right, top: below + GAP })];
  return {
    places: new Map(places.map((place) => [place.id, place])),
    top: Math.min(0, ...places.map(({ label }) => label.top), ...withNumber.map(({ upper, above }) => upper - above)),
    bottom: Math.max(0, ...places.map(({ label }) => bottomOf(label))),
  };
}

/** For crowded rows: marks are spread over their times, with the labels on top of them. */
function labelOnMark({ id, from, until, upper, lower, width, height }: LabelItem, at: number): Placement {
  const room = Math.max(0, until - from - width);
  const x = from + Math.min(width, until - from) / 2 + (room * (at % 13)) / 12;
  const y = (upper + lower) / 2;
  return { id, x, y, label: { left: x - width / 2, top: y - height / 2, width, height } };
}

function itemOf({ claim, width, height }: SizedClaim, scale: Scale): LabelItem {
  const bounds = drawnBounds(claim);
  return {
    id: claim.slug,
    ...extentOf(claim, scale),
    upper: -(bounds?.upper ?? 0) * scale.perPerson,
    lower: -(bounds?.lower ?? 0) * scale.perPerson,
    above: bounds?.isOpenAbove ? ARROW : 0,
    below: bounds?.isOpenBelow ? ARROW : 0,
    width,
    height,
  };
}

/** Claims without a number, one below the other. A label is to the right of its mark or, if it does not fit, left or below. */
function inLanes(
  bare: readonly SizedClaim[],
  scale: Scale,
  { right, top }: { right: number; top: number },
): Placement[] {
  let next = top;
  return bare.map(({ claim, width, height }) => {
    const { from } = extentOf(claim, scale);
    const [onRight, onLeft] = [from + 20, from - 4 - width];
    const isBelow = onRight + width > right && onLeft < scale.left;
    const left = isBelow ? Math.max(scale.left, right - width) : onRight + width > right ? onLeft : onRight;
    const y = next + (isBelow ? GAP : height / 2);
    const label = { left, top: isBelow ? y + GAP : next, width, height };
    next = bottomOf(label) + GAP;
    return { id: claim.slug, x: from + 9, y, label };
  });
}
