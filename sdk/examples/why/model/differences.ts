import type { ReportRelation } from "@conflict-graph/sdk";
import { counted } from "../../shared/labels.ts";
import type { Claim } from "./claim.ts";
import { joinedList, RELATIONS } from "./labels.ts";

/** Two claims, their relation and the reason. */
export interface Pair {
  readonly a: { readonly slug: string };
  readonly b: { readonly slug: string };
  readonly relation: ReportRelation;
  readonly reason: string;
  /** The later claim, if the relation depends on time. */
  readonly later: { readonly slug: string } | null;
}

/** The service's limit for one comparison. */
const MAX_COMPARED = 100;

/** The claims to compare. If there are too many, these are the first claims, which are the latest, and the open claim. */
export function slugsToCompare(claims: readonly Claim[], opened: string | null): string[] {
  const slugs = claims.map(({ slug }) => slug);
  if (slugs.length <= MAX_COMPARED) return slugs;
  const isKnown = opened !== null && slugs.includes(opened);
  return isKnown
    ? [opened, ...slugs.filter((slug) => slug !== opened).slice(0, MAX_COMPARED - 1)]
    : slugs.slice(0, MAX_COMPARED);
}

/** The pairs of a claim with all others, contradictions first. */
export function differencesOf(slug: string, pairs: readonly Pair[]): { readonly other: string; readonly pair: Pair }[] {
  const order = Object.keys(RELATIONS);
  return pairs
    .filter(({ a, b }) => a.slug === slug || b.slug === slug)
    .map((pair) => ({ other: pair.a.slug === slug ? pair.b.slug : pair.a.slug, pair }))
    .sort((x, y) => order.indexOf(x.pair.relation) - order.indexOf(y.pair.relation));
}

export interface RelationCount {
  readonly relation: ReportRelation;
  readonly count: number;
}

/** The number of pairs by relation. Contradictions are always included, because it is news if there are none. */
export function relationCounts(pairs: readonly Pair[], shown: ReadonlySet<string>): RelationCount[] {
  const counts = new Map<ReportRelation, number>([["CONTRADICTS", 0]]);
  for (const { a, b, relation } of pairs) {
    if (shown.has(a.slug) && shown.has(b.slug)) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  }
  const order = Object.keys(RELATIONS);
  return [...counts]
    .map(([relation, count]) => ({ relation, count }))
    .sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
}

/** A running total and the next one by the same claimant about the same people. */
export interface Succession {
  readonly from: string;
  readonly to: string;
}

/** The pairs of claims that the chart joins with a line: each running total of a party and the party's next one. */
export function successions(pairs: readonly Pair[], claims: readonly Claim[]): Succession[] {
  const party = new Map(claims.map(({ slug, party }) => [slug, party?.slug]));
  const replaced = pairs
    .filter(({ relation, later }) => relation === "LATER_TOTAL" && later !== null)
    .map(({ a, b, later }) => ({ from: later?.slug === a.slug ? b.slug : a.slug, to: later?.slug ?? "" }))
    .filter(({ from, to }) => party.get(from) !== undefined && party.get(from) === party.get(to));
  const isDirect = ({ from, to }: Succession) =>
    !replaced.some((step) => step.from === from && replaced.some((next) => next.from === step.to && next.to === to));
  return replaced.filter(isDirect);
}

/** Groups of relations, with the words for one and for several pairs. */
const SENTENCE: readonly (readonly [one: string, many: string, relations: readonly ReportRelation[]])[] = [
  ["counts different people", "count different people", ["OTHER_VICTIMS", "OTHER_SIDE", "OTHER_PLACE"]],
  [
    "covers different periods or parts of the event",
    "cover different periods or parts of the event",
    ["OTHER_PERIOD", "OTHER_EVENT", "LATER_TOTAL"],
  ],
  ["measures different things", "measure different things", ["OTHER_MEASURE"]],
  ["can be true together", "can be true together", ["COMPATIBLE_BOUNDS"]],
  ["is left open by the wording", "are left open by the wording", ["UNKNOWN"]],
];

/** “Of their 210 pairs, 118 count different people, 8 can be true together and none is a contradiction.” Empty if one pair. */
export function relationSentence(counts: readonly RelationCount[]): string {
  const sum = (relations: readonly ReportRelation[]) =>
    counts.filter(({ relation }) => relations.includes(relation)).reduce((total, { count }) => total + count, 0);
  const total = sum(Object.keys(RELATIONS) as ReportRelation[]);
  if (total < 2) return "";
  const parts = SENTENCE.flatMap(([one, many, relations]) =>
    sum(relations) ? counted(sum(relations), one, many) : [],
  );
  const contradicting = sum(["CONTRADICTS"]);
  const last = contradicting
    ? counted(contradicting, "is a contradiction", "are contradictions")
    : "none is a contradiction";
  return `Of their ${counted(total, "pair")}, ${joinedList([...parts, last])}.`;
}
