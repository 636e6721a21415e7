/** What the users of a round did. */
export interface Recorded {
  readonly kind: string;
  readonly count: number;
  /** In milliseconds: how long they waited. */
  readonly p50: number;
  readonly p99: number;
  /** How many were refused or failed, by code, and whether the kind expects the code. */
  readonly codes: readonly { readonly code: string; readonly count: number; readonly isExpected: boolean }[];
}

export interface Recorder {
  /** @param code of the refusal or failure; null if there was none */
  record(kind: string, milliseconds: number, code?: string | null): void;
  /** What was recorded since the last call. */
  take(): Recorded[];
}

/** @param expected the codes that are expected, by kind */
export function createRecorder(expected: Readonly<Record<string, readonly string[]>>): Recorder {
  let kinds = new Map<string, { readonly waited: number[]; readonly codes: Map<string, number> }>();
  return {
    record(kind, milliseconds, code = null) {
      const of = kinds.get(kind) ?? { waited: [], codes: new Map<string, number>() };
      kinds.set(kind, of);
      of.waited.push(milliseconds);
      if (code !== null) of.codes.set(code, (of.codes.get(code) ?? 0) + 1);
    },
    take() {
      const taken = kinds;
      kinds = new Map();
      return [...taken].sort().map(([kind, { waited, codes }]) => ({
        kind,
        count: waited.length,
        ...percentiles(waited),
        codes: [...codes].map(([code, count]) => ({
          code,
          count,
          isExpected: expected[kind]?.includes(code) ?? false,
        })),
      }));
    },
  };
}

function percentiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
