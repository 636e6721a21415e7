import { HARM_WORDS, listText } from "../../english.ts";
import type { Harm } from "../../vocabulary.ts";
import type { Claim } from "../claim.ts";
import { rangeOf } from "../range.ts";
import { subjectOf } from "../subject.ts";
import type { Toll } from "../toll.ts";
import { rangeLabel } from "./rangeLabel.ts";
import { countedLabel, type NameLookup } from "./subjectLabel.ts";

/** What a toll without a used claim can still name. */
export interface OtherFigures {
  /** The tolls of `toll.narrower`. */
  readonly narrower: readonly Toll[];
  /** The other harms for which there are figures about the event. */
  readonly harms: readonly Harm[];
}

const MOST_SHOWN = 3;

/** The figures that are no totals, each once. An incident that is the total of some people is among their tolls already. */
function otherFigures({ notTotals: { increments, unstated } }: Toll, narrower: readonly Toll[]) {
  const isGiven = new Set(narrower.flatMap(({ used }) => used));
  return { increments: distinct(increments.filter((claim) => !isGiven.has(claim))), unstated: distinct(unstated) };
}

/** The claims whose figures the label of a toll without a used claim names. */
export function namedFigures(toll: Toll, narrower: readonly Toll[]): readonly Claim[] {
  const { increments, unstated } = otherFigures(toll, narrower);
  return [...increments.slice(0, MOST_SHOWN), ...unstated.slice(0, MOST_SHOWN)];
}

/**
 * Why a toll has no figure, and which figures there are instead.
 * @example "no total: increases or single incidents, which are not added: 5 people, in “…” and 7 people, in “…”"
 */
export function noTotalLabel(toll: Toll, { narrower, harms }: OtherFigures, names: NameLookup): string {
  const { notTotals, separate, question } = toll;
  const given = narrower.filter(({ used }) => used.length > 0);
  const { increments, unstated } = otherFigures(toll, narrower);
  const figures = [
    ...(separate.length > 0 ? [separateText(separate.length, question.subject.event)] : []),
    ...(given.length > 0 ? [`figures for some of the people: ${narrowerText(given, toll, names)}`] : []),
    ...(increments.length > 0
      ? [`increases or single incidents, which are not added: ${claimsText(increments, toll, names)}`]
      : []),
    ...(unstated.length > 0 ? [`figures that may be totals or increases: ${claimsText(unstated, toll, names)}`] : []),
  ];
  const { unreviewed, maybeLater, retracted } = notTotals;
  const waiting = [
    ...(unreviewed.length > 0 ? [`${countText(unreviewed)} not reviewed yet`] : []),
    ...(maybeLater.length > 0 ? [`${countText(maybeLater)} not known to be from that time`] : []),
    ...(retracted.length > 0 ? [`${countText(retracted)} retracted`] : []),
  ];
  const reasons = [...figures, ...waiting];
  if (reasons.length > 0) return `${figures.length > 0 ? "no total" : "no figure"}: ${reasons.join("; ")}`;
  return harms.length === 0 ? "no figure" : `no figure; there are figures for ${harmsText(harms)}`;
}

const separateText = (count: number, event: number | null): string =>
  `${count} ${event === null ? "separate events" : "parts of the event"} have their own totals, which are not added`;

const countText = ({ length }: readonly unknown[]): string => (length === 1 ? "1 claim is" : `${length} claims are`);

const harmsText = (harms: readonly Harm[]): string =>
  listText(
    harms.map((harm) =>
      harm === "CASUALTIES" ? "people killed or wounded, not divided" : `people ${HARM_WORDS[harm]}`,
    ),
    "; ",
  );

function narrowerText(tolls: readonly Toll[], { question }: Toll, names: NameLookup): string {
  const texts = tolls.map((toll) => {
    const { subject } = toll.question;
    return `${countedLabel(toll.range, subject, names)}${inEvent(subject.event, question.subject.event, names)}`;
  });
  return firstTexts(texts);
}

function claimsText(found: readonly Claim[], { question }: Toll, names: NameLookup): string {
  const texts = found.slice(0, MOST_SHOWN).map((claim) => {
    const figure = countedLabel(rangeOf([claim]), subjectOf(claim), names);
    return `${figure}${inEvent(claim.event, question.subject.event, names)}`;
  });
  return firstTexts(texts, found.length);
}

const inEvent = (event: number | null, asked: number | null, names: NameLookup): string =>
  event === null || event === asked ? "" : `, in “${names.event(event)}”`;

function firstTexts(texts: readonly string[], all: number = texts.length): string {
  const shown = texts.slice(0, MOST_SHOWN);
  const more = all - shown.length;
  return listText(more > 0 ? [...shown, `${more} more`] : shown, "; ");
}

/** Each figure about the same people, event and time once, however many claims state it. */
function distinct(claims: readonly Claim[]): Claim[] {
  const found = new Map<string, Claim>();
  for (const claim of claims) {
    const { event, victims, side, place, tags } = subjectOf(claim);
    const time = `${claim.period?.from}-${claim.period?.until}`;
    const key = [event, victims, side, place, tags.join("+"), time, rangeLabel(rangeOf([claim]))].join(" ");
    if (!found.has(key)) found.set(key, claim);
  }
  return [...found.values()];
}
