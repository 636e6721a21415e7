/** A part of a written number: a number, or a unit that multiplies what is before it. */
export type Part = { readonly number: number } | { readonly unit: number };

/**
 * The value of parts in the order in which they are read; null if they do not make one number.
 * @param large units from here on multiply everything before them that is smaller: 205 thousand, not 200 and 5 thousand
 * @example evaluate([{ number: 2 }, { unit: 100_000 }, { number: 30 }, { unit: 1000 }]) // 230,000
 */
export function evaluate(parts: readonly Part[], large = 1000): number | null {
  let total = 0;
  let section = 0;
  let pending: number | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    if ("number" in part) {
      if (pending !== null || part.number >= lowest) return null;
      pending = part.number;
    } else if (part.unit < large) {
      section += (pending ?? 1) * part.unit;
      pending = null;
      lowest = part.unit;
    } else {
      const multiplied = section + (pending ?? 0);
      // “3 lakh crore”: a unit after a unit multiplies all of it.
      if (multiplied === 0 && total > 0) total *= part.unit;
      else total += (multiplied === 0 && pending === null ? 1 : multiplied) * part.unit;
      section = 0;
      pending = null;
      lowest = part.unit;
    }
  }
  // 1.4 × 1,000,000 must not be 1399999.9999999998.
  return Math.round((total + section + (pending ?? 0)) * 1e6) / 1e6;
}
