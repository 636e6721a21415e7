import { type ConflictGraphError, isTransient } from "./errors.ts";
import { operationError } from "./response.ts";

/**
 * Rejects as soon as the caller's signal aborts (with the signal's reason) or the time is up (with the code `TIMEOUT`), even
 * if `work` ignores the signal that it is given.
 * @param timeoutMs 0, or more than a timer allows, means no timeout
 */
export function withTimeout<T>(
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
    const timedOut = () => end(operationError(text, "TIMEOUT", `No response within ${timeoutMs} ms.`));
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort);
    const timer = timeoutMs > 0 && timeoutMs < 2 ** 31 ? setTimeout(timedOut, timeoutMs) : undefined;
    work(control.signal).then(resolve, reject).finally(release);
  });
}

/** Never resolves if the signal aborts, so call it inside `withTimeout`. */
export const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });

/** Milliseconds to wait: exponential backoff with jitter, and at least `Retry-After`. */
export const retryDelay = (tries: number, { retryAfterMs }: ConflictGraphError): number =>
  Math.max(retryAfterMs ?? 0, Math.min(250 * 2 ** tries, 30_000) * (0.5 + Math.random() / 2));

/** Retries transient errors, unless the wait would be longer than the timeout. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  retries: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= retries || !isTransient(error)) throw error;
      const wait = retryDelay(tries, error);
      if (timeoutMs > 0 && wait >= timeoutMs) throw error;
      await sleep(wait, signal);
    }
  }
}
