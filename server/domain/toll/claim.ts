import type { Span } from "../affiliation.ts";
import type { CoveredTime, Start } from "../coveredTime.ts";
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
  /** Inclusive bounds, from `bounds` of the count. A bound that was not stated is null. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The numbers that the words say. “More than 150” says 150, although its lower bound is 151. Null if not said. */
  readonly min: number | null;
  readonly max: number | null;
  /** True for a rounded figure: ABOUT. */
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
  /** The publisher of `origin`. Null if not stated. */
  readonly publisher: number | null;
  readonly scope: Scope;
  readonly status: ClaimStatus;
  readonly review: ReviewState;
  readonly partOf: number | null;
  readonly partKind: PartKind | null;
  /** True if the words say that the stated parts make up the whole claim. */
  readonly partsAreAll: boolean;
  /**
   * When the claim was stated or, if that is not known, when the article was published (the original, if it is a copy). Null
   * if neither time is known. `from` is minus infinity if only the latest possible time is known.
   */
  readonly stated: Span | null;
  /** The time that the figure covers. Null if not known. */
  readonly period: CoveredTime | null;
  /** The earliest time of each denial. Null if not known. */
  readonly denials: readonly (number | null)[];
  /** The latest time of the claimant's retraction (`until` is null if not known). Null without a retraction. */
  readonly retraction: { readonly until: number | null } | null;
}

/** Facts about events and actors that the rules need. `letterOf` and `isParty` are for the event that was asked about. */
export interface EventFacts {
  /** The event of which this one is a part, or null. */
  parentOf(event: number): number | null;
  timeOf(event: number): Span | null;
  /** When the event began. Null if not known. */
  startOf(event: number): Start | null;
  /** True if the first place is the second or lies in it. */
  isInPlace(place: number, wider: number): boolean;
  /** True if the first actor is the second or belongs to it, so that the people of the first are people of the second. */
  belongsToSide(side: number, wider: number): boolean;
  /** The side, A or B, of the actor or its party. Null if the side is not certain. */
  letterOf(actor: number): Party | null;
  /** True if the event names the actor as an independent party, which belongs to no other actor. */
  isParty(actor: number): boolean;
}

/** The tag of a count of bodies found or handed over, which is a different measure from deaths. */
const BODIES = "bodies";
export const countsBodies = ({ tags }: Pick<Claim, "tags">): boolean => tags.includes(BODIES);

/** Equal for claims that state the same bounds in the same way. */
export const figureOf = ({ lower, upper, isAbout }: Claim): string => `${lower}-${upper}${isAbout ? "~" : ""}`;

/** True if a claim states no bound: “dozens”. */
export const isVague = ({ lower, upper }: Pick<Claim, "lower" | "upper">): boolean => lower === null && upper === null;

/** True if anyone had denied the claim by `asOf`. A denial of unknown time always counts. */
export const isDeniedBy = ({ denials }: Claim, asOf: number | null): boolean =>
  denials.some((from) => from === null || asOf === null || from <= asOf);

/** Orders claims by the time when they were stated, unknown times first, then by slug. */
export const byTime = (a: Claim, b: Claim): number =>
  (a.stated?.from ?? -Infinity) - (b.stated?.from ?? -Infinity) ||
  (a.stated?.until ?? -Infinity) - (b.stated?.until ?? -Infinity) ||
  bySlug(a, b);
export const bySlug = (a: { slug: string }, b: { slug: string }): number =>
  a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : 0;

/** The first slug of some claims, by which lists are ordered: record keys depend on the order of loading. Empty if there are none. */
export const firstSlug = (claims: readonly Pick<Claim, "slug">[]): string =>
  claims.reduce((first, { slug }) => (slug < first ? slug : first), claims[0]?.slug ?? "");

/** True if `event` is `ancestor` or a part of it, directly or indirectly. */
export function isWithin(facts: Pick<EventFacts, "parentOf">, event: number, ancestor: number): boolean {
  for (let at: number | null = event; at !== null; at = facts.parentOf(at)) if (at === ancestor) return true;
  return false;
}
