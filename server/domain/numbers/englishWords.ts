/** English numbers below a hundred in words. Hundreds and more are units, as in “three hundred”. */

const ONES = [
  ...["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
  ...["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const VALUES: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, value) => [word, value] as const),
  ...TENS.map((word, at) => [word, (at + 2) * 10] as const),
]);
const COMPOUND = new RegExp(`^(${TENS.join("|")})(?:[-‐‑ ](${ONES.slice(1, 10).join("|")}))?(?![\\p{L}\\p{M}])`, "iu");
const SIMPLE = new RegExp(`^(?:${ONES.join("|")})(?![\\p{L}\\p{M}])`, "iu");

/** The number in words at the beginning of a text, or null. */
export function englishNumberAt(text: string): { readonly written: string; readonly value: number } | null {
  const written = COMPOUND.exec(text)?.[0] ?? SIMPLE.exec(text)?.[0];
  if (written === undefined) return null;
  const words = written.toLowerCase().split(/[^a-z]/);
  return { written, value: words.reduce((sum, word) => sum + (VALUES.get(word) ?? 0), 0) };
}
