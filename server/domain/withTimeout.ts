/**
 * Waits for work, but not longer than a timeout in milliseconds. The work itself is not stopped.
 * @returns the result of the work or, after the timeout, the result of `onTimeout`
 * @throws the error of the work or, after the timeout, the error of `onTimeout`
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
