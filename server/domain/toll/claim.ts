import type { Span } from "../affiliation.ts";
import type { ClaimStatus, Harm, PartKind, Party, ReviewState, Scope, Victims } from "../vocabulary.ts";

/**
 * A casualty report as the rules of tolls see it. Records are numbers, good for telling them apart; `slug` orders what
 * nothing else does, so that no answer depends on the order of input.
 */
export interface Claim {
  readonly id: number;
  readonly slug: string;
  readonly event: number;
  readonly harm: Harm;
  /** Inclusive bounds as they compare; null where none was stated. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Whether the figure was given as a rounded one: ABOUT. */
  readonly isAbout: boolean;
  /** A coding convention's floor for a VAGUE word. Never a stated bound. */
  readonly conventionMin: number | null;
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly side: number | null;
  readonly place: number | null;
  readonly claimant: number | null;
  /** The claimant's topmost actor at that time; the claimant itself where there is no single one. Null without a claimant. */
  readonly party: number | null;
  readonly article: number;
  /** The article of which `article` is a copy, at the root of all copies; itself where it is none. */
  readonly origin: number;
  /** Who published the origin; null where that is not stated. */
  readonly publisher: number | null;
  readonly scope: Scope;
  readonly status: ClaimStatus;
  readonly review: ReviewState;
  readonly partOf: number | null;
  readonly partKind: PartKind | null;
  /** Whether its words say that its stated parts together are all of it. */
  readonly partsAreAll: boolean;
  /** When it was stated, as far as known; the article's publication where the claim has no time of its own. */
  readonly stated: Span | null;
  readonly period: Span | null;
  /** The first instant of each denial; null where its time is not known. */
  readonly denials: readonly (number | null)[];
  /** When the claimant took it back, with null ends where that time is not known; null where it did not. */
  readonly retraction: { readonly until: number | null } | null;
}

/** What the claims are about: how events are parts of each other, when they were, and who stood on which side. */
export interface World {
  /** The event that an event is part of. */
  parentOf(event: number): number | null;
  timeOf(event: number): Span | null;
  /** The side of an actor in the event that is asked about, by itself or by its party. */
  letterOf(actor: number): Party | null;
  /** Whether the event names the actor as a party of its own, who belongs to nobody else. */
  isParty(actor: number): boolean;
}

/** The tag of a count of bodies found or handed over: another measure than deaths. */
const BODIES = "bodies";
export const countsBodies = ({ tags }: Pick<Claim, "tags">): boolean => tags.includes(BODIES);

export const figureOf = ({ lower, upper, isAbout }: Claim): string => `${lower}-${upper}${isAbout ? "~" : ""}`;

/** Whether a claim states no bound at all: “dozens”. */
export const isVague = ({ lower, upper }: Pick<Claim, "lower" | "upper">): boolean => lower === null && upper === null;

/** Whether somebody denies it, as far as was known by `asOf`. A denial without a time counts at any. */
export const isDeniedBy = ({ denials }: Claim, asOf: number | null): boolean =>
  denials.some((from) => from === null || asOf === null || from <= asOf);

/** Orders by the time stated, unknown ones first, then by slug. */
export const byTime = (a: Claim, b: Claim): number =>
  (a.stated?.from ?? -Infinity) - (b.stated?.from ?? -Infinity) ||
  (a.stated?.until ?? -Infinity) - (b.stated?.until ?? -Infinity) ||
  bySlug(a, b);
export const bySlug = (a: { slug: string }, b: { slug: string }): number =>
  a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0;

/** Whether `event` is `ancestor` or a part of it, directly or by others. */
export function isWithin(world: Pick<World, "parentOf">, event: number, ancestor: number): boolean {
  for (let at: number | null = event; at !== null; at = world.parentOf(at)) if (at === ancestor) return true;
  return false;
}
