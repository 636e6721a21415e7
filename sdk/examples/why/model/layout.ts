import { type Box, bottomOf, overlaps, rightOf } from "./boxes.ts";

/** A mark that wants a label. All numbers are CSS pixels, y downwards. */
export interface Item {
  readonly id: string;
  /** Within which the mark may stand: the time that the claim may have been stated in. */
  readonly from: number;
  readonly until: number;
  /** Where its bounds stand: one number, or the upper and the lower bound. */
  readonly upper: number;
  readonly lower: number;
  /** How far an arrow for an open end reaches beyond them. */
  readonly above: number;
  readonly below: number;
  /** Of its label. */
  readonly width: number;
  readonly height: number;
}

/** How far labels may go to the sides. Upwards and downwards there is always room, since a row grows with its labels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
}

/** Where a mark stands in its time, and where its label goes. */
export interface Place {
  readonly id: string;
  /** The middle of the mark. */
  readonly x: number;
  readonly y: number;
  readonly label: Box;
}

/** Half the width of a mark, with some air. */
const HALF = 9;
/** From the top of a label to the middle of its first line. */
const LINE = 10;
const STEP = 8;

/**
 * Finds a place for each label so that no two lie on each other, none goes outside the frame, and, where there is room,
 * none lies on a mark. Where in its time a mark stands is free, since nobody knows it: marks of the same time move apart
 * sideways. Once all marks stand, labels are placed again, since the first of them could not know the last marks.
 */
export function placeLabels(items: readonly Item[], frame: Frame): Place[] {
  const standing = placeInTurn(items, frame, new Map());
  const placed = placeInTurn(items, frame, standing);
  return items.flatMap(({ id }) => placed.get(id) ?? []);
}

type Places = Map<string, Place>;

/** @param standing where marks stand already; they stay there */
function placeInTurn(items: readonly Item[], frame: Frame, standing: Places): Places {
  const labels: Box[] = [];
  const marks = new Map<Item, Box>();
  for (const item of items) {
    const place = standing.get(item.id);
    if (place) marks.set(item, markBox(item, place.x));
  }
  const placed: Places = new Map();
  // Those with the least choice first: short times, and of these the small figures, which crowd together.
  for (const item of items.toSorted((a, b) => width(a) - width(b) || b.lower - a.lower)) {
    marks.delete(item);
    const points = standing.get(item.id)?.x ?? standingPoints(item);
    const others = items.filter((other) => other !== item);
    const place = bestPlace(item, [points].flat(), { labels, marks: [...marks.values()], others }, frame);
    placed.set(item.id, place);
    labels.push(place.label);
    marks.set(item, markBox(item, place.x));
  }
  return placed;
}

/** What a label and its mark are to keep clear of. */
interface Taken {
  readonly labels: readonly Box[];
  readonly marks: readonly Box[];
  readonly others: readonly Item[];
}

const width = ({ from, until }: Item): number => Math.round(until - from);

function bestPlace(item: Item, points: readonly number[], taken: Taken, frame: Frame): Place {
  let best: { readonly place: Place; readonly cost: number } | undefined;
  // Far enough away there is always room. What is farther away than the best is bad is no better.
  for (let level = 0; !best || level * STEP <= best.cost; level++) {
    for (const x of points) {
      const mark = markBox(item, x);
      for (const label of labelBoxes(item, x, level, frame)) {
        if (overlaps(label, mark) || taken.labels.some((other) => overlaps(other, label, 2))) continue;
        const cost = costOf(item, x, label, level, taken.others) + hiding(mark, label, taken);
        if (!best || cost < best.cost) best = { place: { id: item.id, x, y: middleOf(item), label }, cost };
      }
    }
  }
  return best.place;
}

/** Marks on each other are hard to tell apart, and a mark under a label is not seen. */
function hiding(mark: Box, label: Box, { labels, marks }: Taken): number {
  const hidden =
    labels.filter((other) => overlaps(other, mark)).length + marks.filter((other) => overlaps(label, other)).length;
  return hidden * 300 + marks.filter((other) => overlaps(other, mark)).length * 400;
}

/** Some points of its time, or its middle where that is narrow. */
function standingPoints({ from, until }: Item): number[] {
  const [first, last] = [from + 1.6 * HALF, until - 1.6 * HALF];
  if (last <= first) return [(from + until) / 2];
  return Array.from({ length: 13 }, (_, at) => first + ((last - first) * at) / 12);
}

/** Beside its mark with the first line at the mark's height, or above or below it. */
function labelBoxes(
  { upper, lower, above, below, width, height }: Item,
  x: number,
  level: number,
  frame: Frame,
): Box[] {
  const within = (left: number) => Math.max(frame.left, Math.min(left, frame.right - width));
  const size = { width, height };
  const first = middleOf({ upper, lower }) - LINE;
  const beside = [x + HALF, x - HALF - width]
    .filter((left) => left >= frame.left && left + width <= frame.right)
    .flatMap((left) => [first, first + 2 * LINE - height].map((top) => ({ left, top, ...size })));
  const away = HALF + level * STEP;
  return [
    ...(level === 0 ? beside : []),
    { left: within(x - HALF), top: upper - above - height - away, ...size },
    { left: within(x + HALF), top: upper - height - away, ...size },
    { left: within(x - HALF), top: lower + below + away, ...size },
  ];
}

const middleOf = ({ upper, lower }: Pick<Item, "upper" | "lower">): number => (upper + lower) / 2;

const markBox = ({ upper, lower, above, below }: Item, x: number): Box => ({
  left: x - HALF,
  top: upper - above - HALF,
  width: 2 * HALF,
  height: lower - upper + above + below + 2 * HALF,
});

/** Near is good, early in its time is a little better; beside its own time, or on others' times, a label misleads. */
function costOf(item: Item, x: number, label: Box, level: number, others: readonly Item[]): number {
  const { from, until } = item;
  const [before, after] = [Math.max(0, from - label.left), Math.max(0, rightOf(label) - until)];
  const away = level === 0 ? 0 : 6 + level * STEP;
  return away + before * 0.2 + after * 0.08 + (x - from) * 0.02 + 14 * crossings(item, x, label, others);
}

/** How many other claims' times a label lies on, or the line that leads to it crosses. */
function crossings({ upper, lower }: Item, x: number, label: Box, others: readonly Item[]): number {
  const [top, bottom] = [Math.min(label.top, upper), Math.max(bottomOf(label), lower)];
  const leader = { left: x - 1, top, width: 2, height: bottom - top };
  const times = others.flatMap((other) =>
    [...new Set([other.upper, other.lower])].map((y) => ({
      left: other.from,
      top: y - 1,
      width: other.until - other.from,
      height: 2,
    })),
  );
  return times.filter((time) => overlaps(label, time) || overlaps(leader, time)).length;
}
