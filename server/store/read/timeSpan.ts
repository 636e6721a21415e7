import type { Span } from "../../domain/affiliation.ts";

/** A span of time from two columns (UTC milliseconds, both inclusive). Null if either column is null. */
export const timeSpan = (from: number | null, until: number | null): Span | null =>
  from === null || until === null ? null : { from, until };
