/** `member` belongs to `organisation` from `from` to `until`, inclusive, in UTC milliseconds. Null means no limit. */
export interface AffiliationEdge {
  readonly member: number;
  readonly organisation: number;
  readonly from: number | null;
  readonly until: number | null;
}

/** A period in UTC milliseconds, both ends inclusive. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The affiliations of each actor. */
export type Affiliations = ReadonlyMap<number, readonly AffiliationEdge[]>;

export const affiliationsByMember = (edges: readonly AffiliationEdge[]): Affiliations =>
  Map.groupBy(edges, ({ member }) => member);

/** An actor and everyone above it at a time, each once. `isTop`: true if the actor belongs to nobody at that time. */
function* selfAndAbove(
  actor: number,
  affiliations: Pick<Affiliations, "get">,
  at: Span | null,
): Generator<{ readonly actor: number; readonly isTop: boolean }> {
  const seen = new Set<number>();
  const pending = [actor];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const above = (affiliations.get(current) ?? []).filter((edge) => overlaps(edge, at));
    yield { actor: current, isTop: above.length === 0 };
    pending.push(...above.map(({ organisation }) => organisation));
  }
}

const overlaps = (edge: AffiliationEdge, at: Span | null): boolean =>
  at === null || ((edge.from === null || edge.from <= at.until) && (edge.until === null || at.from <= edge.until));

/**
 * True if an actor is one of the given actors or, at that time, belonged to one of them, directly or through others.
 * Without a time, every affiliation counts.
 * @example belongsTo(spokeswoman, new Set([state]), affiliations, statedAt) // true: ministry → state
 */
export function belongsTo(
  actor: number,
  wanted: ReadonlySet<number>,
  affiliations: Affiliations,
  at: Span | null,
): boolean {
  for (const above of selfAndAbove(actor, affiliations, at)) if (wanted.has(above.actor)) return true;
  return false;
}

/** Everyone whom an actor belongs to at any time, directly or through others. */
export const organisationsOf = (actor: number, affiliations: Affiliations): ReadonlySet<number> =>
  new Set([...selfAndAbove(actor, affiliations, null)].map((above) => above.actor).filter((above) => above !== actor));

/**
 * The party of an actor: the topmost actor that it belonged to at that time, or the actor itself if it belonged to nobody.
 * Null if there are several topmost actors, or only a cycle of affiliations. An affiliation counts if it overlaps the time.
 * Without a time, every affiliation counts.
 * @example partyAt(spokeswoman, affiliations, statedAt) // the state that her ministry belongs to
 */
export function partyAt(actor: number, affiliations: Pick<Affiliations, "get">, at: Span | null): number | null {
  const [top, ...others] = [...selfAndAbove(actor, affiliations, at)].filter(({ isTop }) => isTop);
  return top && others.length === 0 ? top.actor : null;
}
