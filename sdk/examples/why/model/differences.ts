import type { ReportRelation } from "@conflict-graph/sdk";
import type { Claim } from "./claim.ts";
import { counted, listed, RELATIONS } from "./words.ts";

/** Two claims, how they stand to each other, and why. */
export interface Pair {
  readonly a: { readonly slug: string };
  readonly b: { readonly slug: string };
  readonly relation: ReportRelation;
  readonly reason: string;
  /** The one that was stated later, where that decided. */
  readonly later: { readonly slug: string } | null;
}

/** As many as the service compares at once. */
const MOST = 100;

/** Which claims to compare: all; or where they are too many, the latest stated, which come first. */
export function toCompare(claims: readonly Claim[], opened: string | null): string[] {
  const slugs = claims.map(({ slug }) => slug);
  if (slugs.length <= MOST) return slugs;
  const isKnown = opened !== null && slugs.includes(opened);
  return isKnown ? [opened, ...slugs.filter((slug) => slug !== opened).slice(0, MOST - 1)] : slugs.slice(0, MOST);
}

/** How a claim stands to others: each other one with the relation and the reason, contradictions first. */
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

/** How often each relation holds among some claims. Contradictions are in it also where there are none: that is news too. */
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

/** A running total and the one of the same claimant and the same people that took its place next. */
export interface Succession {
  readonly from: string;
  readonly to: string;
}

/**
 * Which claims a line may join: later totals of one named claimant's, each with the next one alone. Never those of two
 * claimants, nor of reports that name none.
 */
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

/** Relations that a reader wants told together, in the words of a sentence. */
const SENTENCE: readonly (readonly [text: string, relations: readonly ReportRelation[]])[] = [
  ["count different people", ["OTHER_VICTIMS", "OTHER_SIDE", "OTHER_PLACE"]],
  ["different stretches of time or parts of the event", ["OTHER_PERIOD", "OTHER_EVENT", "LATER_TOTAL"]],
  ["measure different things", ["OTHER_MEASURE"]],
  ["can both hold", ["COMPATIBLE_BOUNDS"]],
  ["are left open by the words", ["UNKNOWN"]],
];

/** “Of the 210 pairs that they make, 118 count different people, 8 can both hold and none contradicts.” Not for one pair. */
export function inOneSentence(counts: readonly RelationCount[]): string {
  const sum = (relations: readonly ReportRelation[]) =>
    counts.filter(({ relation }) => relations.includes(relation)).reduce((total, { count }) => total + count, 0);
  const total = sum(Object.keys(RELATIONS) as ReportRelation[]);
  if (total < 2) return "";
  const parts = SENTENCE.map(([text, relations]) => ({ text, count: sum(relations) })).filter(({ count }) => count > 0);
  const contradicting = sum(["CONTRADICTS"]);
  const last = contradicting === 0 ? "none contradicts" : `${contradicting} contradict each other`;
  return `Of the ${counted(total, "pair")} that they make, ${listed([...parts.map(({ text, count }) => `${count} ${text}`), last])}.`;
}
