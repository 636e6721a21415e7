import { failure } from "./answer.ts";
import { type ConflictGraphError, isPassing } from "./errors.ts";

/**
 * Runs work under a signal that ends with the caller's, or when the time is up. Rejects at once then, with the caller's
 * reason or the code `TIMEOUT`, also where the work pays the signal no heed.
 * @param timeoutMs 0 and what no timer can hold mean no limit
 * @param text the operation's
 */
export function within<T>(
  signal: AbortSignal | undefined,
  timeoutMs: number,
  text: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const control = new AbortController();
    const end = (reason: unknown) => {
      release();
      reject(reason);
      control.abort(reason);
    };
    const abort = () => end(signal?.reason);
    const late = () => end(failure(text, "TIMEOUT", `No answer within ${timeoutMs} ms.`));
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    const timer = timeoutMs > 0 && timeoutMs < 2 ** 31 ? setTimeout(late, timeoutMs) : undefined;
    work(control.signal).then(resolve, reject).finally(release);
  });
}

/** Waits; for ever, where the signal ends meanwhile, so it stands within `within`. */
export const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });

/** How many milliseconds to wait before a try is repeated: longer each time, at least what the service asks, and never in step with others. */
export const delay = (tries: number, { retryAfterMs }: ConflictGraphError): number =>
  Math.max(retryAfterMs ?? 0, Math.min(250 * 2 ** tries, 30_000) * (0.5 + Math.random() / 2));

/** Repeats what failed on its way, unless the wait that the service asks for would outlast the call's own time. */
export async function repeating<T>(
  attempt: () => Promise<T>,
  retries: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= retries || !isPassing(error)) throw error;
      const wait = delay(tries, error);
      if (timeoutMs > 0 && wait >= timeoutMs) throw error;
      await sleep(wait, signal);
    }
  }
}
