import type { Measured } from "./measure.ts";
import type { Round } from "./soak.ts";

/** How much more a service may hold at the end than after the warm-up. */
export interface Bounds {
  /** In the heaps of all threads and outside of them. */
  readonly memory: number;
  readonly descriptors: number;
  /** Objects of the main thread for each request. */
  readonly objectsPerRequest: number;
}

/** What the service held after the warm-up, and at the end. */
export interface Growth {
  readonly before: Measured;
  readonly after: Measured;
  /** The requests in between. */
  readonly requests: number;
}

/** In bytes. Resident memory is not compared: the allocator keeps what a peak has needed. */
export const inUse = ({ heap, threadHeaps, external }: Measured): number => heap + threadHeaps + external;

/** @param warmUp the number of rounds in which caches fill */
export function growthOf(rounds: readonly Round[], warmUp: number): Growth | null {
  const [before, after] = [rounds[warmUp - 1]?.measured, rounds.at(-1)?.measured];
  if (!before || !after || rounds.length <= warmUp) return null;
  const counts = rounds.slice(warmUp).flatMap(({ recorded }) => recorded.map(({ count }) => count));
  return { before, after, requests: counts.reduce((sum, count) => sum + count, 0) };
}

/** What must not be: more in use than the bounds allow, and failures that nobody expects. Empty if all is well. */
export function findFaults(rounds: readonly Round[], warmUp: number, bounds: Bounds): string[] {
  const failures = rounds.flatMap(({ recorded }) =>
    recorded.flatMap(({ kind, codes }) =>
      codes.filter(({ isExpected }) => !isExpected).map(({ code, count }) => `${count} × ${code} (${kind})`),
    ),
  );
  const growth = growthOf(rounds, warmUp);
  return [...failures, ...(growth ? excessOf(growth, bounds) : [])];
}

function excessOf({ before, after, requests }: Growth, bounds: Bounds): string[] {
  const grown = [
    ["bytes in use", inUse(after) - inUse(before), bounds.memory],
    ["file descriptors", after.descriptors - before.descriptors, bounds.descriptors],
    ["objects", (after.objects.all ?? 0) - (before.objects.all ?? 0), bounds.objectsPerRequest * requests],
  ] as const;
  return grown
    .filter(([, growth, most]) => growth > most)
    .map(([what, growth, most]) => `${growth} more ${what} after ${requests} requests (at most ${Math.round(most)})`);
}
