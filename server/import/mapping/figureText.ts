import { withSingleSpaces } from "../../domain/text.ts";

/** A figure as it is written in the corpus format. */
export type WrittenFigure =
  | { readonly qualifier: string; readonly value: number; readonly best?: number; readonly text?: string }
  | { readonly qualifier: "BETWEEN"; readonly min: number; readonly max: number; readonly text?: string }
  | { readonly qualifier: "VAGUE"; readonly text: string };

/** In a longer text, a number can count anything. */
const LONGEST_FIGURE = 100;

/** Cells that say that there is no figure. */
const NONE =
  /^(?:|-+|–|—|\?+|n[./]?\s?[ak]\.?|none given|unknown|unspecified|not (?:known|stated|given)|na[nt]?|null)$/i;
const VAGUE = /^(?:an? )?(?:several|some|many|few|a few|numerous|multiple|scores|dozens|tens|hundreds|thousands)\b/i;

/** How a qualifier is written before a number, and after it. */
const QUALIFIERS: readonly (readonly [qualifier: string, before: readonly string[], after: readonly string[]])[] = [
  [
    "AT_LEAST",
    ["at least", "min", "min.", "minimum", "no fewer than", "no less than", "≥", ">="],
    ["+", "or more", "and more", "at least"],
  ],
  ["MORE_THAN", ["more than", "over", "above", ">"], []],
  ["UP_TO", ["up to", "at most", "max", "max.", "maximum", "no more than", "≤", "<="], ["or fewer", "or less"]],
  ["FEWER_THAN", ["fewer than", "less than", "under", "below", "<"], []],
  [
    "ABOUT",
    ["about", "around", "approx", "approx.", "approximately", "c.", "ca", "ca.", "circa", "roughly", "some", "~", "≈"],
    [],
  ],
];

/** The number that is left without the words of a qualifier; null if they are not there. */
function qualifiedNumber(text: string, before: readonly string[], after: readonly string[]): number | null {
  for (const words of before)
    if (text.startsWith(words)) {
      const value = wholeNumber(text.slice(words.length));
      if (value !== null) return value;
    }
  for (const words of after)
    if (text.endsWith(words)) {
      const value = wholeNumber(text.slice(0, -words.length));
      if (value !== null) return value;
    }
  return null;
}

const RANGE = /^(?:between\s+)?(?<from>\d[\d.,\s’']*?)\s*(?:-|–|—|to|and)\s*(?<until>\d[\d.,\s’']*)$/i;

/**
 * Reads the figure in a cell: `12`, `1,200`, `5-10`, `10+`, `at least 10`, `>10`, `~10`, `dozens`. Null if the cell says that there
 * is none, and undefined if it cannot be read.
 */
export function figureIn(cell: string): WrittenFigure | null | undefined {
  const text = cell.trim();
  if (text.length > LONGEST_FIGURE) return undefined;
  if (NONE.test(text)) return null;
  const words = /\p{L}/u.test(text) ? { text } : {};
  const exact = wholeNumber(text);
  if (exact !== null) return { qualifier: "EXACTLY", value: exact };
  const range = RANGE.exec(text)?.groups;
  if (range) {
    const [min, max] = [wholeNumber(range.from ?? ""), wholeNumber(range.until ?? "")];
    return min === null || max === null ? undefined : { qualifier: "BETWEEN", min, max, ...words };
  }
  const lower = withSingleSpaces(text.toLowerCase());
  for (const [qualifier, before, after] of QUALIFIERS) {
    const value = qualifiedNumber(lower, before, after);
    if (value !== null) return { qualifier, value, ...words };
  }
  return VAGUE.test(text) ? { qualifier: "VAGUE", text } : undefined;
}

/**
 * A whole number, with or without separators of thousands: `1200`, `1,200`, `1.200`, `1 200`, `1’200`, `1200.0`. Of `1.000`, the
 * point separates thousands.
 */
export function wholeNumber(text: string): number | null {
  const written = text.trim();
  if (/^\d{1,3}(?:([.,\s’'])\d{3})(?:\1\d{3})*$/.test(written)) return Number(written.replace(/\D/g, ""));
  const plain = written.replace(/[.,]0+$/, "");
  return /^\d+$/.test(plain) ? Number(plain) : null;
}
