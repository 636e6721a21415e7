import { capitalised, listText } from "../../english.ts";
import { BREAKDOWN_CONTRADICTIONS } from "../../vocabulary.ts";
import type { Breakdown, BreakdownCell, Contradiction } from "../breakdown.ts";
import { type Claim, isVague } from "../claim.ts";
import { rangeOf } from "../range.ts";
import { boundsLabel, rangeLabel } from "./rangeLabel.ts";
import { countedLabel, type NameLookup, subjectLabel } from "./subjectLabel.ts";

/**
 * A breakdown in sentences, which never say that the parts are all there are.
 * @example "9 civilians in … and 84 members of the military (side: …) sum to 93, 2 short of the claimed total of 95. The
 * list of parts may be incomplete: no claim known to be from that time gives a running total for civilians (side: …)."
 */
export function breakdownLabel(breakdown: Breakdown, names: NameLookup): string {
  const { at, cells, contradictions } = breakdown;
  const empty = cells.filter(({ kind }) => kind === "NO_CLAIM");
  const nobody = at === null ? "no claim" : "no claim known to be from that time";
  const people = listText(
    empty.map(({ subject }) => subjectLabel(subject, names)),
    "; ",
    "or",
  );
  const areOfOthers = cells.some(({ kind, isSummed }) => isSummed && kind === "CROSS_CLAIMANT");
  return [
    `${sumText(breakdown, names)}.`,
    ...(areOfOthers ? ["Not all of these figures are by one claimant and of one time."] : []),
    ...contradictions.map(contradictionLabel),
    `The list of parts may be incomplete${empty.length === 0 ? "" : `: ${nobody} gives a running total for ${people}`}.`,
    ...empty.flatMap((cell) => elsewhereText(cell, names)),
  ].join(" ");
}

/**
 * Names figures of another time, or figures that are no totals, for a cell without a figure. Without them the cell would say
 * that there is no figure.
 */
function elsewhereText({ subject, elsewhere }: BreakdownCell, names: NameLookup): string[] {
  if (elsewhere.length === 0) return [];
  const figures = [...new Set(elsewhere.map((claim) => rangeLabel(rangeOf([claim]))))];
  const people = capitalised(subjectLabel(subject, names));
  return [`${people}: claims of another time, or that are no running totals, say ${listText(figures)}.`];
}

function sumText(breakdown: Breakdown, names: NameLookup): string {
  const summed = breakdown.cells.filter(({ isSummed }) => isSummed).map((cell) => cellLabel(cell, names));
  if (summed.length === 0) return `No part of ${totalText(breakdown.whole)} has a figure that can be summed`;
  if (summed.length === 1) return `The only part that can be summed is ${summed[0]}${comparison(breakdown)}`;
  return `${capitalised(listText(summed))} sum to ${boundsLabel(breakdown.sum)}${comparison(breakdown)}`;
}

const cellLabel = ({ range, subject }: BreakdownCell, names: NameLookup): string =>
  countedLabel(range ?? rangeOf([]), subject, names);

/** The sum compared with the whole. Not “unaccounted for”, which would read as missing people. */
function comparison({ whole, sum, unaccounted: { lower, upper } }: Breakdown): string {
  const total = totalText(whole);
  if (whole.upper !== null && sum.lower > whole.upper) return `, more than ${total}`;
  if (upper === 0) return `, all of ${total}`;
  if (upper === null && (lower === null || lower === 0)) return `; how much of ${total} that covers is not known`;
  return `, ${lower === 0 ? boundsLabel({ lower: null, upper }) : boundsLabel({ lower, upper })} short of ${total}`;
}

const totalText = (whole: Claim): string =>
  `the claimed total${isVague(whole) ? "" : ` of ${rangeLabel(rangeOf([whole]))}`}`;

/** “The parts sum to more than the whole: 50 and 46 against 95.” */
export function contradictionLabel({ kind, whole, parts }: Contradiction): string {
  const figures = listText(parts.map((part) => rangeLabel(rangeOf([part])))) || "no figure";
  return `${BREAKDOWN_CONTRADICTIONS[kind].slice(0, -1)}: ${figures} against ${rangeLabel(rangeOf([whole]))}.`;
}
