/**
 * What the work gives or, if it takes longer, what `onTimeout` gives or throws. The work itself is not stopped.
 */
export async function withTimeout<Result>(
  work: Promise<Result>,
  milliseconds: number,
  onTimeout: () => Result,
): Promise<Result> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  try {
    return await Promise.race([work, promise.then(onTimeout)]);
  } finally {
    clearTimeout(timer);
  }
}
