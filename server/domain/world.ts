import { type Affiliations, partyAt, type Span } from "./affiliation.ts";
import type { World } from "./claim.ts";
import type { Party } from "./vocabulary.ts";

interface Known {
  readonly events: ReadonlyMap<number, { readonly partOf: number | null; readonly time: Span | null }>;
  /** Who stood on which side of the event that is asked about. */
  readonly participants: readonly { readonly actor: number; readonly party: Party }[];
  readonly affiliations: Affiliations;
}

/** What the rules must know of events and actors, for one event that is asked about. */
export function worldOf({ events, participants, affiliations }: Known, event: number | null): World {
  const time = event === null ? null : (events.get(event)?.time ?? null);
  const letters = new Map<number, Party | null>();
  for (const { actor, party } of participants) {
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
    isParty: (actor) => (letters.get(actor) ?? null) !== null && !affiliations.has(actor),
  };
}

/** The actors that an event names as parties of their own, in a fixed order: the rows of its breakdowns. */
export const partiesOf = (participants: readonly { readonly actor: number }[], world: World): number[] =>
  [...new Set(participants.map(({ actor }) => actor))].filter((actor) => world.isParty(actor));
