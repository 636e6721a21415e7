/** Runs one task at a time: a new task aborts the previous task, and errors of the aborted task are ignored. */
export function takeLatest(onError: (error: unknown) => void): (task: (signal: AbortSignal) => Promise<void>) => void {
  let current: AbortController | undefined;
  return (task) => {
    current?.abort();
    const own = new AbortController();
    current = own;
    task(own.signal).catch((error: unknown) => {
      if (!own.signal.aborted) onError(error);
    });
  };
}
