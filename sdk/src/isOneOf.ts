/**
 * Whether this version of the client knows a value from an answer. If so, the value's type is narrowed, and a filter
 * accepts the value.
 * @example
 * if (isOneOf(harmValues, claim.harm)) await client.casualtyReports({ filter: { harm: [claim.harm] } });
 */
export const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  (values as readonly string[]).includes(value);
