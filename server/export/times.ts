import type { KnownTime } from "../domain/time.ts";
import type { TimeBasis, TimePrecision } from "../domain/vocabulary.ts";

/** A time in the cells of a row. */
export interface TimeCells {
  /** Instants in UTC, ISO 8601. */
  readonly earliest: string;
  readonly latest: string;
  readonly precision: TimePrecision;
  readonly basis: TimeBasis;
}

export const timeCells = ({ earliest, latest, precision, basis }: KnownTime): TimeCells => ({
  earliest: new Date(earliest).toISOString(),
  latest: new Date(latest).toISOString(),
  precision,
  basis,
});

/** Many claims have the same time. */
const MOST = 5000;

/** Reads columns of JSON with a time. Each distinct text is parsed once. */
export function timeReader(): (json: string | null) => TimeCells | null {
  const known = new Map<string, TimeCells>();
  return (json) => {
    if (json === null) return null;
    let cells = known.get(json);
    if (cells === undefined) {
      cells = timeCells(JSON.parse(json));
      if (known.size >= MOST) known.clear();
      known.set(json, cells);
    }
    return cells;
  };
}
