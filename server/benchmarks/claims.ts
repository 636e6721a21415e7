import { type Count, statedNumbers } from "../domain/count.ts";
import type { CasualtyReportRecord, Denial, Evidence } from "../domain/records.ts";
import { type KnownTime, parseTime } from "../domain/time.ts";
import type { Random } from "./random.ts";

export interface World {
  readonly parties: readonly string[];
  readonly claimants: readonly string[];
  readonly places: readonly string[];
  readonly articles: readonly string[];
  evidenceIn(article: string): readonly Evidence[];
}

/** A time as stated in a claim or an article. */
export const stated = (at: string): KnownTime => ({ ...parseTime(at), at, basis: "STATED", words: null, note: null });

/** The share of claims about smaller groups of people. There are hundreds of kinds of groups if there are enough claims. */
const NARROWER = 0.3;

/** Claims about one event: mostly totals of all people, and some of every other kind that the rules distinguish. */
export function claimsOn(event: string, count: number, world: World, random: Random): CasualtyReportRecord[] {
  const claims: CasualtyReportRecord[] = [];
  for (let at = 0; at < count; at++) {
    const whole = at > 0 && random.chance(0.05) ? random.pick(claims).slug : null;
    // Slugs in a different order from the claims, as in real corpora.
    const slug = `${event}-claim-${String((at * 7919) % count).padStart(5, "0")}`;
    claims.push(claimOn(event, slug, whole, world, random));
  }
  return claims;
}

function claimOn(
  event: string,
  slug: string,
  whole: string | null,
  world: World,
  random: Random,
): CasualtyReportRecord {
  const article = random.pick(world.articles);
  const isNarrower = random.chance(NARROWER);
  return {
    type: "CasualtyReport",
    slug,
    revised: null,
    article,
    event,
    harm: "KILLED",
    count: countFrom(random),
    victims: isNarrower ? random.pick(["UNSPECIFIED", "CIVILIAN", "MILITARY"]) : "UNSPECIFIED",
    tags: isNarrower ? random.pick([[], [], ["children"], ["bodies"]]) : [],
    side: isNarrower && random.chance(0.5) ? random.pick(world.parties.slice(0, 3)) : null,
    place: isNarrower && random.chance(0.8) ? random.pick(world.places) : null,
    attributedTo: random.chance(0.95) ? { actor: random.pick(world.claimants), words: null } : null,
    via: null,
    blamed: null,
    scope: random.chance(0.9) ? "CUMULATIVE" : random.pick(["NEW", "UNSTATED"]),
    period: null,
    statedAt: random.chance(0.95) ? stated(random.day()) : null,
    status: random.chance(0.98) ? "CURRENT" : random.pick(["HISTORIC", "DENIED", "HYPOTHETICAL"]),
    partOf: whole,
    partKind: whole === null ? null : random.pick(["SUBGROUP", "PERIOD"]),
    denials: random.chance(0.03) ? [denialBy(random.pick(world.parties), world.evidenceIn(article))] : [],
    evidence: world.evidenceIn(article),
    review: random.chance(0.95) ? "REVIEWED" : random.pick(["EXTRACTED", "REJECTED"]),
    rule: null,
    note: null,
  };
}

function countFrom(random: Random): Count {
  const number = 10 + Math.floor(random.next() * 5000);
  const qualifier = random.pick(["EXACTLY", "EXACTLY", "AT_LEAST", "MORE_THAN", "ABOUT", "UP_TO", "VAGUE"] as const);
  if (qualifier === "VAGUE") return { qualifier, min: null, max: null, text: "dozens", conventionMin: 12 };
  return { qualifier, ...statedNumbers(qualifier, number), text: String(number), conventionMin: null };
}

const denialBy = (actor: string, evidence: readonly Evidence[]): Denial => ({
  by: { actor, words: null },
  of: "COUNT",
  statedAt: null,
  evidence,
});
