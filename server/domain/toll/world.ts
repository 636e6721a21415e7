import { type Affiliations, partyAt, type Span } from "../affiliation.ts";
import type { ActorKind, Party } from "../vocabulary.ts";
import type { World } from "./claim.ts";

interface Known {
  readonly events: ReadonlyMap<number, { readonly partOf: number | null; readonly time: Span | null }>;
  /** Who stood on which side of the event that is asked about. */
  readonly participants: readonly { readonly actor: number; readonly kind: ActorKind; readonly party: Party }[];
  readonly affiliations: Affiliations;
}

/**
 * Who can be a party of its own. Forces of whom it is not said whose they are may be anybody's: their people may be
 * another party's too.
 */
const PARTY_KINDS: ReadonlySet<ActorKind> = new Set(["STATE", "PARTIALLY_RECOGNISED_ENTITY", "ARMED_GROUP"]);

/** What the rules must know of events and actors, for one event that is asked about. */
export function worldOf({ events, participants, affiliations }: Known, event: number | null): World {
  const time = event === null ? null : (events.get(event)?.time ?? null);
  const letters = new Map<number, Party | null>();
  const parties = new Set<number>();
  for (const { actor, kind, party } of participants) {
    if (PARTY_KINDS.has(kind) && !affiliations.has(actor)) parties.add(actor);
    const other = letters.get(actor);
    // Who is said to have stood on both sides stood on neither for certain.
    letters.set(actor, other === undefined || other === party ? party : null);
  }
  return {
    parentOf: (of) => events.get(of)?.partOf ?? null,
    timeOf: (of) => events.get(of)?.time ?? null,
    letterOf(actor) {
      const own = letters.get(actor);
      if (own !== undefined) return own;
      const party = partyAt(actor, affiliations, time);
      return party === null ? null : (letters.get(party) ?? null);
    },
    isParty: (actor) => parties.has(actor),
  };
}

/** The actors that an event names as parties of their own, in a fixed order: the rows of its breakdowns. */
export const partiesOf = (participants: readonly { readonly actor: number }[], world: World): number[] =>
  [...new Set(participants.map(({ actor }) => actor))].filter((actor) => world.isParty(actor));
