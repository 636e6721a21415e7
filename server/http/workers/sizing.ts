/** How often a store that was small is looked at again, in milliseconds. */
const EVERY = 5000;

/**
 * Whether a store is large, as far as it is known. Nobody waits for that: a store that does not answer is found out by
 * whoever reads it. One that was large stays so.
 */
export function createSizing(isLarge: () => Promise<boolean>): () => boolean {
  let isKnownLarge = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<void> => {
    try {
      isKnownLarge = await isLarge();
    } catch {
      // Nothing is known anew.
    }
  };
  const sizing = () => {
    if (!isKnownLarge && performance.now() - lookedAt > EVERY) {
      lookedAt = performance.now();
      void look();
    }
    return isKnownLarge;
  };
  sizing();
  return sizing;
}
