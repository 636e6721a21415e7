/** In milliseconds: how often a small store is measured again. */
const INTERVAL = 5000;

/**
 * Whether a store is large, as far as is known. The store is measured in the background. If the store does not respond, the
 * requests that read it report the failure. A large store stays large.
 */
export function watchStoreSize(measure: () => Promise<boolean>): () => boolean {
  let isLarge = false;
  let measuredAt = Number.NEGATIVE_INFINITY;
  const update = async (): Promise<void> => {
    try {
      isLarge = await measure();
    } catch {
      // The last measurement stays.
    }
  };
  const current = () => {
    if (!isLarge && performance.now() - measuredAt > INTERVAL) {
      measuredAt = performance.now();
      void update();
    }
    return isLarge;
  };
  current();
  return current;
}
