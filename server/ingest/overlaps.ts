/** Two sets that share enough, by their positions in the list. */
export interface Overlap {
  readonly earlier: number;
  readonly later: number;
  readonly shared: number;
}

/**
 * What more sets have in common, such as the address of an agency below each text, counts only with the first of them.
 * So the time is in proportion to the size of all sets.
 */
const MOST_HOLDERS = 50;

/**
 * The pairs of sets that share enough, ordered by the later one.
 * @param leastShared how many items a pair must share, from the size of the smaller set
 */
export function* findOverlaps<Item>(
  sets: readonly ReadonlySet<Item>[],
  leastShared: (smaller: number) => number,
): Generator<Overlap> {
  const holders = new Map<Item, number[]>();
  for (const [later, items] of sets.entries()) {
    const sharedWith = new Map<number, number>();
    for (const item of items) {
      const earlier = holders.get(item) ?? [];
      for (const holder of earlier) sharedWith.set(holder, (sharedWith.get(holder) ?? 0) + 1);
      if (earlier.length === 0) holders.set(item, [later]);
      else if (earlier.length < MOST_HOLDERS) earlier.push(later);
    }
    for (const [earlier, shared] of [...sharedWith].sort(([a], [b]) => a - b))
      if (shared >= leastShared(Math.min(items.size, sets[earlier]?.size ?? 0))) yield { earlier, later, shared };
  }
}
