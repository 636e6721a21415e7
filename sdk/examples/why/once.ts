/** Runs one work at a time: a new one ends the one under way by its signal, and what that one says is not heard. */
export function oneAtATime(failed: (error: unknown) => void): (work: (signal: AbortSignal) => Promise<void>) => void {
  let current: AbortController | undefined;
  return (work) => {
    current?.abort();
    const own = new AbortController();
    current = own;
    work(own.signal).catch((error: unknown) => {
      if (!own.signal.aborted) failed(error);
    });
  };
}
