import type { TollRule } from "../vocabulary.ts";
import { type Claim, isVague } from "./claim.ts";
import { seriesKey } from "./position.ts";
import type { Range } from "./range.ts";
import type { Subject } from "./subject.ts";
import { isOfPart, type Toll } from "./toll.ts";

const NUMBER = new Intl.NumberFormat("en-GB");

/**
 * A range in words that cannot be misread: “at least 95”, “95 or more” (somebody says 95, somebody at least 95),
 * “8 to 10”, “no common bound” (somebody says up to 50, somebody at least 105), “an unstated number”, “no figure”.
 */
export function rangeLabel(range: Range): string {
  const { low, high, lowClaims, highClaims, isOpenBelow, isOpenAbove } = range;
  const [from, to] = [
    figure(low, lowClaims.length > 0 && lowClaims.every(({ isAbout }) => isAbout)),
    figure(high, highClaims.length > 0 && highClaims.every(({ isAbout }) => isAbout)),
  ];
  if (low === null && high === null) {
    if (isOpenBelow || isOpenAbove) return "no common bound";
    return range.isEmpty ? "no figure" : "an unstated number";
  }
  const beneath = isOpenBelow ? "; some set no lower bound" : "";
  if (high === null) return isOpenBelow ? `${from} or more${beneath}` : `at least ${from}`;
  if (low === null) return isOpenAbove ? `${to} or fewer; some set no upper bound` : `up to ${to}`;
  const stated = low === high ? from : `${from} to ${to}`;
  return `${stated}${isOpenAbove ? (low === high ? " or more" : ", or more") : ""}${beneath}`;
}

const figure = (number: number | null, isAbout: boolean): string =>
  number === null ? "" : `${isAbout ? "about " : ""}${NUMBER.format(number)}`;

const CAUTIONS: Readonly<Record<TollRule, string>> = {
  RANGE: "range of claims, not an estimate",
  LATEST: "the latest claim, not an estimate",
  LOWEST: "the lowest claim, not an estimate",
  HIGHEST: "the highest claim, not an estimate",
};

/** The names that a label needs. */
export interface Names {
  actor(key: number): string;
  place(key: number): string;
  event(key: number): string;
}

/** “95 or more, by 1 claimant and reports that name no claimant; range of claims, not an estimate”. */
export function tollLabel(toll: Toll, narrower: readonly Toll[], names: Names): string {
  const { range, used, question, about, isIncident } = toll;
  if (used.length === 0) return `no figure${whyNone(toll, narrower, names)}`;
  const part = about !== null && isOfPart(toll) ? [`about a part of it, “${names.event(about)}”`] : [];
  const basis = isIncident ? ["of one incident, not a running total"] : [];
  const amount =
    question.rule === "LATEST" && toll.latest.claim === null ? "no single latest figure" : rangeLabel(range);
  const stating = new Set(partiesOf(used.filter((claim) => !isVague(claim))));
  const without = stating.size === 0 ? [] : partiesOf(used).filter((series) => !stating.has(series));
  const silent =
    without.length === 0 ? [] : [`${without.length} more ${without.length === 1 ? "gives" : "give"} no number`];
  return [
    `${amount}, by ${claimantsLabel(toll.chosen.length > 0 ? toll.chosen : used)}`,
    ...silent,
    ...basis,
    ...part,
    CAUTIONS[question.rule],
  ].join("; ");
}

const partiesOf = (claims: readonly Claim[]): string[] => [...new Set(claims.map(seriesKey))];

/** Who states the figures that a toll comes to: “2 claimants and reports that name no claimant”. */
function claimantsLabel(claims: readonly Claim[]): string {
  const stating = claims.some((claim) => !isVague(claim)) ? claims.filter((claim) => !isVague(claim)) : claims;
  const named = partiesOf(stating.filter(({ party }) => party !== null)).length;
  const unnamed = partiesOf(stating.filter(({ party }) => party === null)).length;
  return [
    ...(named === 0 ? [] : [`${named} claimant${named === 1 ? "" : "s"}`]),
    ...(unnamed === 0
      ? []
      : [`${unnamed === 1 ? "reports" : `reports of ${unnamed} publishers`} that name no claimant`]),
  ].join(" and ");
}

const MOST_SHOWN = 3;

function whyNone({ question, separate }: Toll, narrower: readonly Toll[], names: Names): string {
  if (separate.length > 0)
    return question.subject.event === null
      ? `: ${separate.length} separate events have totals of their own, which are not added`
      : ` of the whole: ${separate.length} parts have totals of their own, which are not added`;
  const given = narrower.filter(({ used }) => used.length > 0);
  if (given.length === 0) return "";
  const shown = given
    .slice(0, MOST_SHOWN)
    .map((toll) => `${rangeLabel(toll.range)} (${subjectLabel(toll.question.subject, names, question.subject)})`);
  const more = given.length > MOST_SHOWN ? ` and ${given.length - MOST_SHOWN} more` : "";
  return ` of them all; of some: ${shown.join(", ")}${more}`;
}

/** Whom a figure counts: “military, side: Armenia”; only what differs from `besides`, where that is given. */
export function subjectLabel(subject: Subject, names: Names, besides?: Subject): string {
  const { victims, side, place, tags, event } = subject;
  const parts = [
    ...(victims !== "UNSPECIFIED" && victims !== besides?.victims ? [victims.toLowerCase()] : []),
    ...tags.filter((tag) => !besides?.tags.includes(tag)),
    ...(side !== null && side !== besides?.side ? [`side: ${names.actor(side)}`] : []),
    ...(place !== null && place !== besides?.place ? [`in ${names.place(place)}`] : []),
    ...(besides && event !== null && event !== besides.event ? [`in “${names.event(event)}”`] : []),
  ];
  return parts.length === 0 ? "everybody" : parts.join(", ");
}
