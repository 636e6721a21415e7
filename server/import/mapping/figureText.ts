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

/** How a qualifier is written before or after a number. */
const QUALIFIERS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:at least|min(?:imum)?\.?|no fewer than|no less than|≥|>=)\s*(?<n>.+)$|^(?<m>.+?)\s*(?:\+|or more|and more|at least)$/i,
    "AT_LEAST",
  ],
  [/^(?:more than|over|above|>)\s*(?<n>.+)$/i, "MORE_THAN"],
  [/^(?:up to|at most|max(?:imum)?\.?|no more than|≤|<=)\s*(?<n>.+)$|^(?<m>.+?)\s*or (?:fewer|less)$/i, "UP_TO"],
  [/^(?:fewer than|less than|under|below|<)\s*(?<n>.+)$/i, "FEWER_THAN"],
  [/^(?:about|around|approx(?:imately|\.)?|ca?\.?|circa|roughly|some|~|≈)\s*(?<n>\d.*)$/i, "ABOUT"],
];
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
  for (const [pattern, qualifier] of QUALIFIERS) {
    const found = pattern.exec(text)?.groups;
    const value = found && wholeNumber(found.n ?? found.m ?? "");
    if (value != null) return { qualifier, value, ...words };
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
