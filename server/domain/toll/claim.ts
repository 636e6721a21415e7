import type { Span } from "../affiliation.ts";
import type { ClaimStatus, Harm, PartKind, Party, ReviewState, Scope, Victims } from "../vocabulary.ts";

/**
 * A casualty report as the rules of tolls see it. Other records are given by key. `slug` breaks ties, so that no result
 * depends on the order of the input. Times are UTC milliseconds.
 */
export interface Claim {
  readonly id: number;
  readonly slug: string;
  readonly event: number;
  readonly harm: Harm;
  /** Inclusive bounds, from `bounds` of its count. Null if none was stated. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Whether the figure is a rounded one: ABOUT. */
  readonly isAbout: boolean;
  /** The number that a coding convention assigns to a VAGUE word. Never a stated bound. */
  readonly conventionMin: number | null;
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly side: number | null;
  readonly place: number | null;
  readonly claimant: number | null;
  /** The claimant's party at that time (`partyAt`), or the claimant if there is no single one. Null without a claimant. */
  readonly party: number | null;
  readonly article: number;
  /** The article that all copies go back to. The article itself if it is not a copy. */
  readonly origin: number;
  /** The publisher of `origin`. Null if it is not stated. */
  readonly publisher: number | null;
  readonly scope: Scope;
  readonly status: ClaimStatus;
  readonly review: ReviewState;
  readonly partOf: number | null;
  readonly partKind: PartKind | null;
  /** Whether its words say that its stated parts make up all of it. */
  readonly partsAreAll: boolean;
  /** When it was stated: its own time or, if it has none, the article's publication. Null if neither is known. */
  readonly stated: Span | null;
  readonly period: Span | null;
  /** The earliest time of each denial. Null if it is not known. */
  readonly denials: readonly (number | null)[];
  /** The latest time at which the claimant can have retracted it (`until` is null if not known). Null if it did not. */
  readonly retraction: { readonly until: number | null } | null;
}

/** Facts about events and actors that the rules need. `letterOf` and `isParty` are for the event that was asked about. */
export interface EventFacts {
  /** The event of which this one is a part, or null. */
  parentOf(event: number): number | null;
  timeOf(event: number): Span | null;
  /** The side on which the actor or its party was, A or B. Null if neither is known for certain. */
  letterOf(actor: number): Party | null;
  /** Whether the event names the actor as an independent party, which belongs to nobody else. */
  isParty(actor: number): boolean;
}

/** The tag of a count of bodies found or handed over, which is a different measure from deaths. */
const BODIES = "bodies";
export const countsBodies = ({ tags }: Pick<Claim, "tags">): boolean => tags.includes(BODIES);

/** Equal for claims that state the same bounds in the same way. */
export const figureOf = ({ lower, upper, isAbout }: Claim): string => `${lower}-${upper}${isAbout ? "~" : ""}`;

/** Whether a claim states no bound: “dozens”. */
export const isVague = ({ lower, upper }: Pick<Claim, "lower" | "upper">): boolean => lower === null && upper === null;

/** Whether anyone had denied it by `asOf`, as far as is known. A denial of unknown time always counts. */
export const isDeniedBy = ({ denials }: Claim, asOf: number | null): boolean =>
  denials.some((from) => from === null || asOf === null || from <= asOf);

/** Orders claims by the time when they were stated, unknown times first, then by slug. */
export const byTime = (a: Claim, b: Claim): number =>
  (a.stated?.from ?? -Infinity) - (b.stated?.from ?? -Infinity) ||
  (a.stated?.until ?? -Infinity) - (b.stated?.until ?? -Infinity) ||
  bySlug(a, b);
export const bySlug = (a: { slug: string }, b: { slug: string }): number =>
  a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0;

/** Whether `event` is `ancestor` or a part of it, directly or indirectly. */
export function isWithin(facts: Pick<EventFacts, "parentOf">, event: number, ancestor: number): boolean {
  for (let at: number | null = event; at !== null; at = facts.parentOf(at)) if (at === ancestor) return true;
  return false;
}
