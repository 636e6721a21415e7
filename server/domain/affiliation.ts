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

/** Whether an actor is one of some, or belonged to one of them at a time, directly or by others. */
export function belongsTo(
  actor: number,
  wanted: ReadonlySet<number>,
  affiliations: Affiliations,
  at: Span | null,
): boolean {
  const seen = new Set<number>();
  const pending = [actor];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (wanted.has(current)) return true;
    if (seen.has(current)) continue;
    seen.add(current);
    for (const edge of affiliations.get(current) ?? []) if (holdsAt(edge, at)) pending.push(edge.organisation);
  }
  return false;
}

const holdsAt = (edge: AffiliationEdge, at: Span | null): boolean =>
  at === null || ((edge.from === null || edge.from <= at.until) && (edge.until === null || at.from <= edge.until));

/**
 * The party of an actor at a time: the topmost actor that its affiliations of that time lead to, itself where it has
 * none. Null where they lead to more than one, since then no single party speaks. An affiliation counts where its time
 * overlaps the one asked for; without a time, every affiliation does. Cycles end where they close.
 */
export function partyAt(actor: number, affiliations: Affiliations, at: Span | null): number | null {
  const tops = new Set<number>();
  const seen = new Set<number>();
  const pending = [actor];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const above = (affiliations.get(current) ?? [])
      .filter((edge) => holdsAt(edge, at))
      .map((edge) => edge.organisation);
    if (above.length === 0) tops.add(current);
    pending.push(...above);
  }
  const [top = null] = tops;
  return tops.size === 1 ? top : null;
}
