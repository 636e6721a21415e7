/**
 * Lets callers share work: all who ask while it is in progress, or within some milliseconds after it began, get the same result
 * or the same error.
 */
export function shareFor<Result>(
  milliseconds: number,
  work: () => Promise<Result>,
  now: () => number = () => performance.now(),
): () => Promise<Result> {
  let shared: { readonly result: Promise<Result>; readonly startedAt: number } | null = null;
  let isInProgress = false;
  const start = async (): Promise<Result> => {
    isInProgress = true;
    try {
      return await work();
    } finally {
      isInProgress = false;
    }
  };
  return () => {
    if (shared === null || (!isInProgress && now() - shared.startedAt >= milliseconds))
      shared = { startedAt: now(), result: start() };
    return shared.result;
  };
}
