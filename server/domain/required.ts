/**
 * A value that cannot be missing here.
 * @param what the value's name in the error message
 * @throws Error if the value is null or undefined
 */
export function required<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`${what} is missing.`);
  return value;
}
