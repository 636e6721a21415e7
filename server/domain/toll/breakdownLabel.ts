import type { Bounds } from "../count.ts";
import { BREAKDOWN_CONTRADICTIONS } from "../vocabulary.ts";
import type { Breakdown, BreakdownCell, Contradiction } from "./breakdown.ts";
import { type Range, rangeOf } from "./range.ts";
import { type Names, rangeLabel, subjectLabel } from "./tollLabel.ts";

const NUMBER = new Intl.NumberFormat("en-GB");

/** “at least 95”, “0 to 5”: a sum or a remainder, whose bounds no single claim states. */
export function boundsLabel({ lower, upper }: Bounds): string {
  if (lower === null && upper === null) return "an unknown number";
  const [from, to] = [lower, upper].map((number) => (number === null ? "" : NUMBER.format(number)));
  if (upper === null) return `at least ${from}`;
  if (lower === null) return `up to ${to}`;
  return lower === upper ? `${from}` : `${from} to ${to}`;
}

/**
 * “11 (civilian) and 84 (military, side: …) make 95, which is all of it. That does not mean that nobody is missing: no
 * claim was found for military, side: ….”
 */
export function breakdownLabel(breakdown: Breakdown, names: Names): string {
  const { whole, cells, sum, contradictions } = breakdown;
  const named = ({ range, subject }: BreakdownCell) =>
    `${rangeLabel(range as Range)} (${subjectLabel(subject, names)})`;
  const summed = cells.filter(({ isSummed }) => isSummed);
  const figure = rangeLabel(rangeOf([whole]));
  const parts =
    summed.length === 0
      ? `No part of ${figure} has a figure that can be summed`
      : `${list(summed.map(named))} ${summed.length === 1 ? "makes" : "make"} ${boundsLabel(sum)} of ${figure}, ${remainder(breakdown)}`;
  const empty = cells.filter(({ kind }) => kind === "NO_CLAIM");
  const missing =
    empty.length === 0
      ? "That the parts add up never means that they are all."
      : `That the parts add up never means that they are all: no claim of that time gives a running total for ${list(
          empty.map(({ subject }) => subjectLabel(subject, names)),
          "; ",
        )}.`;
  return [`${parts}.`, ...contradictions.map(contradictionLabel), missing].join(" ");
}

function remainder({ whole, sum, unaccounted: { lower, upper } }: Breakdown): string {
  if (whole.upper !== null && (sum.lower ?? 0) > whole.upper) return "which is more than all of it";
  if (lower === 0 && upper === 0) return "which leaves none unaccounted for";
  if (lower === 0 && upper === null) return "which may leave any number unaccounted for";
  return `which leaves ${boundsLabel({ lower, upper })} unaccounted for`;
}

export function contradictionLabel({ kind, whole, parts }: Contradiction): string {
  const figures = list(parts.map((part) => rangeLabel(rangeOf([part]))));
  return `${BREAKDOWN_CONTRADICTIONS[kind]} (${figures} against ${rangeLabel(rangeOf([whole]))})`;
}

const list = (items: readonly string[], comma = ", "): string =>
  items.length < 2 ? items.join() : `${items.slice(0, -1).join(comma)} and ${items.at(-1)}`;
