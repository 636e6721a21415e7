import { type Box, bottomOf, overlaps, rightOf } from "./boxes.ts";

/** A mark that needs a label. All numbers are CSS pixels, with y downwards. */
export interface LabelItem {
  readonly id: string;
  /** The range of x for the mark: the time in which the claim may have been stated. */
  readonly from: number;
  readonly until: number;
  /** The y of the upper and the lower bound; equal for one number. */
  readonly upper: number;
  readonly lower: number;
  /** The length of the arrows for open ends. */
  readonly above: number;
  readonly below: number;
  /** The size of the label. */
  readonly width: number;
  readonly height: number;
}

/** The limits at the left and right. There is no limit above or below, because a row grows with its labels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
}

/** The position of a mark and its label. */
export interface Placement {
  readonly id: string;
  /** The middle of the mark. */
  readonly x: number;
  readonly y: number;
  readonly label: Box;
}

/** Half the width of a mark, with a margin. */
const HALF_MARK = 9;
/** From a label's top to the middle of its first line. */
const LINE_MIDDLE = 10;
const STEP = 8;

/**
 * Places labels so that they do not overlap, stay inside the frame and, if possible, do not cover a mark. A mark may move
 * within its time, because the exact time is not known. Labels are placed twice: the second time, all marks are known.
 */
export function placeLabels(items: readonly LabelItem[], frame: Frame): Placement[] {
  const standing = placeGreedily(items, frame, new Map());
  const placed = placeGreedily(items, frame, standing);
  return items.flatMap(({ id }) => placed.get(id) ?? []);
}

type Places = Map<string, Placement>;

/** @param standing marks that are placed already and stay there */
function placeGreedily(items: readonly LabelItem[], frame: Frame, standing: Places): Places {
  const labels: Box[] = [];
  const marks = new Map<LabelItem, Box>();
  for (const item of items) {
    const place = standing.get(item.id);
    if (place) marks.set(item, markBox(item, place.x));
  }
  const placed: Places = new Map();
  // Labels with the least choice come first: those with short times, and of these the small figures, which crowd together.
  for (const item of items.toSorted((a, b) => width(a) - width(b) || b.lower - a.lower)) {
    marks.delete(item);
    const points = standing.get(item.id)?.x ?? markPositions(item);
    const times = items.filter((other) => other !== item).flatMap(timesOf);
    const place = bestPlace(item, [points].flat(), { labels, marks: [...marks.values()], times }, frame);
    placed.set(item.id, place);
    labels.push(place.label);
    marks.set(item, markBox(item, place.x));
  }
  return placed;
}

/** The boxes that a label and its mark should not overlap. */
interface Obstacles {
  readonly labels: readonly Box[];
  readonly marks: readonly Box[];
  /** The times of the other claims. */
  readonly times: readonly Box[];
}

const width = ({ from, until }: LabelItem): number => Math.round(until - from);

function bestPlace(item: LabelItem, points: readonly number[], taken: Obstacles, frame: Frame): Placement {
  const stands = points.map((x) => markAt(item, x, taken));
  const least = Math.min(...stands.map(({ cost }) => cost));
  let best: { readonly place: Placement; readonly cost: number } | undefined;
  // There is always room far enough away. The loop stops when the distance alone costs more than the best placement.
  for (let level = 0; !best || least + level * STEP < best.cost; level++) {
    for (const { x, mark, cost: standing } of stands) {
      for (const label of labelBoxes(item, x, level, frame)) {
        // The expensive checks come last, because most candidates fail earlier.
        const near = standing + distanceOf(item, x, label, level);
        if (best && near >= best.cost) continue;
        if (overlaps(label, mark) || taken.labels.some((other) => overlaps(other, label, 2))) continue;
        const cost =
          near + HIDDEN_MARK * countOf(taken.marks, label) + CROSSED_TIME * crossings(item, x, label, taken.times);
        if (!best || cost < best.cost) best = { place: { id: item.id, x, y: middleOf(item), label }, cost };
      }
    }
  }
  return best.place;
}

/** Costs: marks that overlap are hard to tell apart, and a mark under a label cannot be seen. */
const OVERLAPPING_MARKS = 400;
const HIDDEN_MARK = 300;
/** The cost of a label on another claim's time, or of a leader line across it. */
const CROSSED_TIME = 14;

const countOf = (boxes: readonly Box[], box: Box): number => boxes.filter((other) => overlaps(other, box)).length;

function markAt(item: LabelItem, x: number, { labels, marks }: Obstacles) {
  const mark = markBox(item, x);
  return { x, mark, cost: HIDDEN_MARK * countOf(labels, mark) + OVERLAPPING_MARKS * countOf(marks, mark) };
}

/** The positions to try for a mark: thirteen points of its time, or only the middle if the time is short. */
function markPositions({ from, until }: LabelItem): number[] {
  const [first, last] = [from + 1.6 * HALF_MARK, until - 1.6 * HALF_MARK];
  if (last <= first) return [(from + until) / 2];
  return Array.from({ length: 13 }, (_, at) => first + ((last - first) * at) / 12);
}

/** Candidates for a label: beside the mark, with its first or last line at the mark's height, or above or below the mark. */
function labelBoxes(
  { upper, lower, above, below, width, height }: LabelItem,
  x: number,
  level: number,
  frame: Frame,
): Box[] {
  const within = (left: number) => Math.max(frame.left, Math.min(left, frame.right - width));
  const size = { width, height };
  const first = middleOf({ upper, lower }) - LINE_MIDDLE;
  const beside = [x + HALF_MARK, x - HALF_MARK - width]
    .filter((left) => left >= frame.left && left + width <= frame.right)
    .flatMap((left) => [first, first + 2 * LINE_MIDDLE - height].map((top) => ({ left, top, ...size })));
  const away = HALF_MARK + level * STEP;
  return [
    ...(level === 0 ? beside : []),
    { left: within(x - HALF_MARK), top: upper - above - height - away, ...size },
    { left: within(x + HALF_MARK), top: upper - height - away, ...size },
    { left: within(x - HALF_MARK), top: lower + below + away, ...size },
  ];
}

const middleOf = ({ upper, lower }: Pick<LabelItem, "upper" | "lower">): number => (upper + lower) / 2;

const markBox = ({ upper, lower, above, below }: LabelItem, x: number): Box => ({
  left: x - HALF_MARK,
  top: upper - above - HALF_MARK,
  width: 2 * HALF_MARK,
  height: lower - upper + above + below + 2 * HALF_MARK,
});

/** A near label is good, and an early one slightly better. A label outside its claim's time is misleading. */
function distanceOf({ from, until }: LabelItem, x: number, label: Box, level: number): number {
  const [before, after] = [Math.max(0, from - label.left), Math.max(0, rightOf(label) - until)];
  const away = level === 0 ? 0 : 6 + level * STEP;
  return away + before * 0.2 + after * 0.08 + (x - from) * 0.02;
}

/** The number of other claims' times that a label or its leader line crosses. */
function crossings({ upper, lower }: LabelItem, x: number, label: Box, times: readonly Box[]): number {
  const [top, bottom] = [Math.min(label.top, upper), Math.max(bottomOf(label), lower)];
  const leader = { left: x - 1, top, width: 2, height: bottom - top };
  return times.filter((time) => overlaps(label, time) || overlaps(leader, time)).length;
}

const timesOf = ({ from, until, upper, lower }: LabelItem): Box[] =>
  (upper === lower ? [upper] : [upper, lower]).map((y) => ({ left: from, top: y - 1, width: until - from, height: 2 }));
