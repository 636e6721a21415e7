const counts = new Map<string, number>();

/** A slug that no call gave before: `event-1`, `event-2`. */
export function nextSlug(kind: string): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}-${count}`;
}

/** A record's id as a service makes it of type and slug. */
export const globalId = (type: string, slug: string): string => btoa(`${type}:${slug}`);
