import { expect } from "vitest";

/** The lengths of hostile texts. */
const LENGTHS = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072];
/** In milliseconds of processor time. As long as the work takes less, it cannot be hostile; more is not waited for. */
const ENOUGH = 300;
/** By how much the time may grow if the text is four times as long. Linear work takes 4 times as long, quadratic work 16 times. */
const MOST_GROWTH = 9;

/** Checks that a function does not take much more time than its text is long. @param piece is repeated */
export function expectLinear(run: (text: string) => unknown, piece: string): void {
  const times: number[] = [];
  for (const length of LENGTHS) {
    const time = cpuTimeOf(() => run(piece.repeat(Math.ceil(length / piece.length))));
    times.push(time);
    if (time < ENOUGH) continue;
    const shorter = times.at(-3) ?? 0;
    expect(time / shorter, `“${piece}”, ${length} characters: ${time} ms`).toBeLessThan(MOST_GROWTH);
    return;
  }
}

function cpuTimeOf(run: () => unknown): number {
  const start = process.cpuUsage();
  try {
    run();
  } catch {
    // A refusal is fine, if it comes soon.
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
