import { type Affiliations, belongsTo, partyAt, type Span } from "../affiliation.ts";
import type { Start } from "../coveredTime.ts";
import type { ActorKind, Party } from "../vocabulary.ts";
import type { EventFacts } from "./claim.ts";

interface Records {
  readonly events: ReadonlyMap<
    number,
    { readonly partOf: number | null; readonly time: Span | null; readonly start: Start | null }
  >;
  /** The actors on each side of the event that was asked about. */
  readonly participants: readonly { readonly actor: number; readonly kind: ActorKind; readonly party: Party }[];
  readonly affiliations: Affiliations;
  /** The place in which each place lies. */
  readonly placeAbove: ReadonlyMap<number, number>;
}

/** The kinds of actors that can be independent parties. Armed forces always belong to someone, named or not. */
const PARTY_KINDS: ReadonlySet<ActorKind> = new Set(["STATE", "PARTIALLY_RECOGNISED_ENTITY", "ARMED_GROUP"]);

/** The facts that the rules need, for the event that was asked about. Null: any event. */
export function eventFactsOf(
  { events, participants, affiliations, placeAbove }: Records,
  event: number | null,
): EventFacts {
  const time = event === null ? null : (events.get(event)?.time ?? null);
  const letters = new Map<number, Party | null>();
  const parties = new Set<number>();
  for (const { actor, kind, party } of participants) {
    if (PARTY_KINDS.has(kind) && !affiliations.has(actor)) parties.add(actor);
    const other = letters.get(actor);
    // If an actor is named on both sides, its side is not certain.
    letters.set(actor, other === undefined || other === party ? party : null);
  }
  return {
    parentOf: (of) => events.get(of)?.partOf ?? null,
    timeOf: (of) => events.get(of)?.time ?? null,
    startOf: (of) => events.get(of)?.start ?? null,
    isInPlace(place, wider) {
      const seen = new Set<number>();
      for (let at: number | undefined = place; at !== undefined && !seen.has(at); at = placeAbove.get(at)) {
        if (at === wider) return true;
        seen.add(at);
      }
      return false;
    },
    belongsToSide: (side, wider) => side === wider || belongsTo(side, new Set([wider]), affiliations, time),
    letterOf(actor) {
      const own = letters.get(actor);
      if (own !== undefined) return own;
      const party = partyAt(actor, affiliations, time);
      return party === null ? null : (letters.get(party) ?? null);
    },
    isParty: (actor) => parties.has(actor),
  };
}

/** The independent parties that an event names, in the order of `participants`: the rows of its breakdowns. */
export const eventParties = (participants: readonly { readonly actor: number }[], facts: EventFacts): number[] =>
  [...new Set(participants.map(({ actor }) => actor))].filter((actor) => facts.isParty(actor));
