import { constants } from "node:os";
import { ExpectedError } from "../domain/errors.ts";

export type StopSignal = "SIGINT" | "SIGTERM";

/** A command was stopped before it was done. Nothing was wrong. */
export class StoppedError extends ExpectedError {
  override name = "StoppedError";
  override readonly exitCode: number;
  readonly signal: StopSignal;
  /** @param when completes “Stopped …”, such as “while the corpus was being loaded” */
  constructor(signal: StopSignal, when: string) {
    super(`Stopped ${when}.`);
    this.signal = signal;
    this.exitCode = exitCodeOf(signal);
  }
}

const exitCodeOf = (signal: StopSignal): number => 128 + constants.signals[signal];

/** In milliseconds. npm repeats a signal that the terminal has sent to every process. A repetition comes within this time. */
const REPEATED_WITHIN = 1000;

/**
 * Calls `onFirst` for the first signal to stop. A second signal ends the process at once, whatever the process is doing.
 * Disposing restores the previous handling of signals.
 */
export function onStopSignal(
  onFirst: (signal: StopSignal) => void,
  onSecond: (signal: StopSignal) => void = () => {},
): Disposable {
  let stoppedAt: number | undefined;
  const onSignal = (signal: StopSignal) => {
    if (stoppedAt === undefined) {
      stoppedAt = performance.now();
      return onFirst(signal);
    }
    if (performance.now() - stoppedAt < REPEATED_WITHIN) return;
    onSecond(signal);
    process.exit(exitCodeOf(signal));
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return {
    [Symbol.dispose]() {
      process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    },
  };
}

/** The first signal to stop. Until the process ends, a second signal ends it at once. */
export const firstStopSignal = (onSecond: (signal: StopSignal) => void): Promise<StopSignal> =>
  new Promise((resolve) => onStopSignal(resolve, onSecond));

/**
 * Runs work that a signal to stop aborts.
 * @param when completes “Stopped …”, such as “before the backup was complete”
 * @throws StoppedError as the reason for the abort
 */
export async function stoppable<Result>(when: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  using _ = onStopSignal((signal) => controller.abort(new StoppedError(signal, when)));
  return await work(controller.signal);
}
