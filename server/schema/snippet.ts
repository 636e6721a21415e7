import { parseSearch, termsOf } from "../store/terms.ts";

/** A stretch of text, and whether the search matched it. */
export interface SnippetPart {
  readonly text: string;
  readonly isMatch: boolean;
}

const LONGEST = 200;

/**
 * The stretch of a text (about 200 UTF-16 code units, cut at words) that holds the most different words of a search,
 * with the matches told apart. Empty where nothing matches.
 */
export function snippet(text: string, search: string): SnippetPart[] {
  const wanted = new Set(parseSearch(search).flat());
  const matches = termsOf(text).filter(({ term }) => wanted.has(term));
  const best = densest(matches);
  if (!best) return [];
  const from = wordStart(text, Math.max(0, Math.min(best.start - 40, text.length - LONGEST)));
  const until = wordEnd(text, Math.min(text.length, Math.max(from + LONGEST, best.end)));
  const parts: SnippetPart[] = [];
  let at = from;
  const add = (end: number, isMatch: boolean) => {
    if (end > at) parts.push({ text: text.slice(at, end).replace(/\s+/g, " "), isMatch });
    at = Math.max(at, end);
  };
  for (const { start, end } of matches) {
    if (start < from || end > until) continue;
    add(start, false);
    add(end, true);
  }
  add(until, false);
  if (from > 0) parts.unshift({ text: "… ", isMatch: false });
  if (until < text.length) parts.push({ text: " …", isMatch: false });
  return parts;
}

/** The span from a match over those that fit into one snippet with it, where most different terms do. */
function densest(
  matches: readonly { term: string; start: number; end: number }[],
): { start: number; end: number } | null {
  let best: { start: number; end: number; terms: number } | null = null;
  for (const [index, first] of matches.entries()) {
    const near = matches.slice(index).filter(({ end }) => end - first.start <= LONGEST - 40);
    const terms = new Set(near.map(({ term }) => term)).size;
    if (!best || terms > best.terms) best = { start: first.start, end: near.at(-1)?.end ?? first.end, terms };
  }
  return best;
}

const wordStart = (text: string, at: number): number => (at === 0 ? 0 : text.slice(0, at + 1).search(/\S*$/));

function wordEnd(text: string, at: number): number {
  const rest = text.slice(at).search(/\s|$/);
  return at + rest;
}
