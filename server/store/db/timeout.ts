/** The result of the promise, or the error of `onTimeout` if it does not settle in time. */
export async function withTimeout<Result>(
  promise: Promise<Result>,
  milliseconds: number,
  onTimeout: () => Error,
): Promise<Result> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(onTimeout()), milliseconds);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
