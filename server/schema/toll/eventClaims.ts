import { LRUCache } from "lru-cache";
import { type Affiliations, belongsTo } from "../../domain/affiliation.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { type ClaimIndex, indexClaims } from "../../domain/toll/claimIndex.ts";
import { eventFactsOf, eventParties } from "../../domain/toll/eventFacts.ts";
import type { Harm } from "../../domain/vocabulary.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import { claimsOf } from "../../store/read/claims.ts";
import type { Context } from "../builder/context.ts";
import type { ClaimCache, EventClaims } from "./claimCache.ts";

/** All events, in the place of an event's record key. */
const ALL_EVENTS = 0;

/**
 * The claims of one harm on an event and all its parts, for many events in the same statements. They are kept until the next
 * write, because reading them takes most of the time of a toll.
 * @param event null for the claims on all events
 */
export async function eventClaims(context: Context, event: number | null, harm: Harm): Promise<EventClaims> {
  const loader = context.loader<number, EventClaims>(`claims ${harm}`, (events) => keptOrRead(context, events, harm));
  return (await loader.load(event ?? ALL_EVENTS)) as EventClaims;
}

async function keptOrRead(
  context: Context,
  events: readonly number[],
  harm: Harm,
): Promise<ReadonlyMap<number, EventClaims>> {
  const { caches, store } = context;
  // Earlier states are asked for rarely.
  if (caches === null || store.revision !== null) return read(context, events, harm);
  const revision = await newestRevision(store);
  const nameOf = (event: number) => `${revision} ${harm} ${event}`;
  const found = new Map(events.flatMap((event) => keptIn(caches.claims, nameOf(event), event)));
  const missing = events.filter((event) => !found.has(event));
  if (missing.length === 0) return found;
  const made = await read(context, missing, harm);
  // If a write came in between, some statements may have read an earlier state than others.
  const isOneState = (await newestRevision(store)) === revision;
  for (const [event, claims] of made) {
    found.set(event, claims);
    if (isOneState) caches.claims.set(nameOf(event), claims);
  }
  return found;
}

function keptIn(cache: ClaimCache, name: string, event: number): [number, EventClaims][] {
  const claims = cache.get(name);
  return claims ? [[event, claims]] : [];
}

async function read(
  { store }: Context,
  events: readonly number[],
  harm: Harm,
): Promise<ReadonlyMap<number, EventClaims>> {
  const made = new Map<number, EventClaims>();
  if (events.includes(ALL_EVENTS)) {
    const set = await claimsOf(store, null, { harm });
    const facts = eventFactsOf({ ...set, participants: [] }, null);
    made.set(ALL_EVENTS, { ...withIndexes(set.claims, set.affiliations), facts, parties: [] });
  }
  const roots = events.filter((event) => event !== ALL_EVENTS);
  if (roots.length === 0) return made;
  const set = await claimsOf(store, roots, { harm });
  const participants = Map.groupBy(set.participants, (participant) => participant.event);
  const claims = claimsByRoot(set.claims, new Set(roots), (at) => set.events.get(at)?.partOf ?? null);
  for (const root of roots) {
    const own = participants.get(root) ?? [];
    const facts = eventFactsOf({ ...set, participants: own }, root);
    const indexed = withIndexes(claims.get(root) ?? [], set.affiliations);
    made.set(root, { ...indexed, facts, parties: eventParties(own, facts) });
  }
  return made;
}

/** How many indexes of the same claims are kept: clients choose the criteria. */
const MOST_INDEXES = 4;

/** Claims with a cache of their indexes, one for each set of criteria. */
export function withIndexes(
  claims: readonly Claim[],
  affiliations: Affiliations,
): Pick<EventClaims, "claims" | "index" | "affiliations"> {
  const known = new LRUCache<string, ClaimIndex>({ max: MOST_INDEXES });
  return {
    claims,
    affiliations,
    index({ asOf, by, includeUnreviewed }, party) {
      const key = `${asOf} ${by} ${includeUnreviewed} ${party?.join()}`;
      const wanted = new Set(party);
      const isAsked = ({ claimant, stated }: Claim) =>
        claimant !== null && belongsTo(claimant, wanted, affiliations, stated);
      const index = known.get(key) ?? indexClaims(claims, { asOf, by, includeUnreviewed, ...(party && { isAsked }) });
      known.set(key, index);
      return index;
    },
  };
}

/** The claims of each root's tree. A claim belongs to every root above its event. */
function claimsByRoot(
  claims: readonly Claim[],
  roots: ReadonlySet<number>,
  parentOf: (event: number) => number | null,
): Map<number, Claim[]> {
  const rootsAbove = new Map<number, number[]>();
  const above = (event: number): number[] => {
    const known = rootsAbove.get(event);
    if (known) return known;
    const found: number[] = [];
    for (let at: number | null = event; at !== null; at = parentOf(at)) if (roots.has(at)) found.push(at);
    rootsAbove.set(event, found);
    return found;
  };
  const byRoot = new Map<number, Claim[]>();
  for (const claim of claims) {
    for (const root of above(claim.event)) {
      const own = byRoot.get(root);
      if (own) own.push(claim);
      else byRoot.set(root, [claim]);
    }
  }
  return byRoot;
}
