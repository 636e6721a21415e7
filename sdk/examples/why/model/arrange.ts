import { bottomOf } from "./boxes.ts";
import type { Claim } from "./claim.ts";
import { ARROW, boundsToDraw, extentOf, type Scale } from "./geometry.ts";
import { type Item, type Place, placeLabels } from "./layout.ts";

/** A claim with the size of its label, in pixels. */
export interface Sized {
  readonly claim: Claim;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a row stands. Heights count from the line of nobody, downwards. */
export interface Arrangement {
  readonly places: ReadonlyMap<string, Place>;
  /** Where the highest thing begins: below zero, since a row grows upwards for its labels. */
  readonly top: number;
  /** Where the lowest thing ends. */
  readonly bottom: number;
}

const GAP = 8;

export function arrange(sized: readonly Sized[], scale: Scale, width: number): Arrangement {
  const figured = sized.filter(({ claim }) => boundsToDraw(claim) !== null).map((one) => itemOf(one, scale));
  const bare = sized.filter(({ claim }) => boundsToDraw(claim) === null);
  const frame = { left: scale.left + 2, right: width - 2 };
  const beside = placeLabels(figured, frame);
  const below = Math.max(0, ...beside.map(({ label }) => bottomOf(label)));
  const places = [...beside, ...inLanes(bare, scale, { right: frame.right, top: below + GAP })];
  return {
    places: new Map(places.map((place) => [place.id, place])),
    top: Math.min(0, ...places.map(({ label }) => label.top), ...figured.map(({ upper, above }) => upper - above)),
    bottom: Math.max(0, ...places.map(({ label }) => bottomOf(label))),
  };
}

function itemOf({ claim, width, height }: Sized, scale: Scale): Item {
  const bounds = boundsToDraw(claim);
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

/**
 * Those that state no number, one below the other. The label stands behind its mark, or before it, or below it, as there is
 * room.
 */
function inLanes(bare: readonly Sized[], scale: Scale, { right, top }: { right: number; top: number }): Place[] {
  let next = top;
  return bare.map(({ claim, width, height }) => {
    const { from } = extentOf(claim, scale);
    const [behind, before] = [from + 20, from - 4 - width];
    const isBelow = behind + width > right && before < scale.left;
    const left = isBelow ? Math.max(scale.left, right - width) : behind + width > right ? before : behind;
    const y = next + (isBelow ? GAP : height / 2);
    const label = { left, top: isBelow ? y + GAP : next, width, height };
    next = bottomOf(label) + GAP;
    return { id: claim.slug, x: from + 9, y, label };
  });
}
