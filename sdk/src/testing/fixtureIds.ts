const counts = new Map<string, number>();

/** A new slug for each call: `event-1`, `event-2`. */
export function nextSlug(kind: string): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return `${kind}-${count}`;
}

/** A record's global id, encoded as the service does. */
export const globalId = (type: string, slug: string): string => btoa(`${type}:${slug}`);
