import { constants } from "node:os";
import { ExpectedError } from "../domain/errors.ts";

export type StopSignal = "SIGINT" | "SIGTERM";

/** It was told to stop before it had done what it was to do: nothing was wrong. */
export class StoppedError extends ExpectedError {
  override name = "StoppedError";
  override readonly exitCode: number;
  /** @param during what was going on, such as “while the corpus was being loaded” */
  constructor(signal: StopSignal, during: string) {
    super(`Stopped ${during}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}
