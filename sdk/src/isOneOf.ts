/**
 * Whether a value is one of these: `isOneOf(harmValues, report.harm)` tells that an answer's harm is one that this client
 * knows, and so may be asked for again.
 */
export const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  (values as readonly string[]).includes(value);
