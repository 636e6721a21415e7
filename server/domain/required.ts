/**
 * A value that our own rules say is there.
 * @throws Error that names what is missing: a bug, or a damaged store
 */
export function required<Value>(value: Value | null | undefined, what: string): Value {
  if (value == null) throw new Error(`${what} is missing.`);
  return value;
}
