import type { Span } from "../../domain/affiliation.ts";

/** A span of time from two columns (UTC milliseconds, both inclusive); null if either is. */
export const timeSpan = (from: number | null, until: number | null): Span | null =>
  from === null || until === null ? null : { from, until };
