import { expect } from "vitest";
import { cpuTimeOf } from "./cpuTime.ts";

/** The lengths of hostile texts. */
const LENGTHS = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072];
/** In milliseconds of processor time. As long as the work takes less, it cannot be hostile; more is not waited for. */
const ENOUGH = 300;
/** By how much the time may grow if the text is four times as long. Linear work takes 4 times as long, quadratic work 16 times. */
const MOST_GROWTH = 10;
/** How often to measure again what seems to grow too much: garbage collection or the compiler may have come in between. */
const ATTEMPTS = 4;

/** Checks that a function does not take much more time than its text is long. @param piece is repeated */
export function expectLinear(run: (text: string) => unknown, piece: string): void {
  const timeFor = (length: number): number => cpuTimeOf(() => run(piece.repeat(Math.ceil(length / piece.length))));
  for (const length of LENGTHS) {
    const time = timeFor(length);
    if (time < ENOUGH) continue;
    let growth = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < ATTEMPTS && growth >= MOST_GROWTH; attempt++)
      growth = Math.min(growth, timeFor(length) / timeFor(length / 4));
    expect(growth, `“${piece}”, ${length} characters: ${time} ms`).toBeLessThan(MOST_GROWTH);
    return;
  }
}
