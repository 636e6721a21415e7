/**
 * Whether a value from an answer is one that this version of the client knows. If so, its type is narrowed and a filter
 * accepts it.
 * @example
 * if (isOneOf(harmValues, claim.harm)) await client.casualtyReports({ filter: { harm: [claim.harm] } });
 */
export const isOneOf = <Value extends string>(values: readonly Value[], value: string): value is Value =>
  (values as readonly string[]).includes(value);
