/** One step of affiliation: `member` belongs to `organisation` during the time, where one is given. */
export interface AffiliationEdge {
  readonly member: number;
  readonly organisation: number;
  readonly from: number | null;
  readonly until: number | null;
}

/** UTC milliseconds, both ends included. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What leads upwards from each actor. */
export type Affiliations = ReadonlyMap<number, readonly AffiliationEdge[]>;

export const affiliationsByMember = (edges: readonly AffiliationEdge[]): Affiliations =>
  Map.groupBy(edges, ({ member }) => member);

/** An actor and all that its affiliations of a time lead to, each once; `isTop` where they lead on to nobody. */
function* upwards(
  actor: number,
  affiliations: Affiliations,
  at: Span | null,
): Generator<{ readonly actor: number; readonly isTop: boolean }> {
  const seen = new Set<number>();
  const pending = [actor];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const above = (affiliations.get(current) ?? []).filter((edge) => holdsAt(edge, at));
    yield { actor: current, isTop: above.length === 0 };
    pending.push(...above.map(({ organisation }) => organisation));
  }
}

const holdsAt = (edge: AffiliationEdge, at: Span | null): boolean =>
  at === null || ((edge.from === null || edge.from <= at.until) && (edge.until === null || at.from <= edge.until));

/** Whether an actor is one of some, or belonged to one of them at a time, directly or by others. */
export function belongsTo(
  actor: number,
  wanted: ReadonlySet<number>,
  affiliations: Affiliations,
  at: Span | null,
): boolean {
  for (const above of upwards(actor, affiliations, at)) if (wanted.has(above.actor)) return true;
  return false;
}

/**
 * The party of an actor at a time: the topmost actor that its affiliations of that time lead to, itself where it has
 * none. Null where they lead to more than one, since then no single party speaks. An affiliation counts where its time
 * overlaps the one asked for; without a time, every affiliation does. Cycles end where they close.
 */
export function partyAt(actor: number, affiliations: Affiliations, at: Span | null): number | null {
  const tops = [...upwards(actor, affiliations, at)].filter(({ isTop }) => isTop);
  return tops.length === 1 ? (tops[0]?.actor ?? null) : null;
}
