import { parseSearch, termsOf } from "../store/search/terms.ts";

/** A part of a snippet, and whether this part matches the search. */
export interface SnippetPart {
  readonly text: string;
  readonly isMatch: boolean;
}

const LONGEST = 200;
/** The length of the text before the first match, and the furthest that either end may move to a word boundary. */
const LEAD = 40;

type Match = ReturnType<typeof termsOf>[number];

/**
 * The part of a text (about 200 UTF-16 code units, cut at word boundaries) that contains the most distinct words of a
 * search, with the matches marked. Empty if nothing matches.
 */
export function snippet(text: string, search: string): SnippetPart[] {
  const wanted = new Set(parseSearch(search).flat());
  const matches = termsOf(text).filter(({ term }) => wanted.has(term));
  const best = densest(matches);
  if (!best) return [];
  const from = wordStart(text, Math.max(0, Math.min(best.start - LEAD, text.length - LONGEST)));
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

/** The range of matches that fits into a snippet and contains the most distinct terms. */
function densest(matches: readonly Match[]): { start: number; end: number } | null {
  const counts = new Map<string, number>();
  let best: { start: number; end: number; terms: number } | null = null;
  let last = 0;
  for (const first of matches) {
    for (let next = matches[last]; next && next.end - first.start <= LONGEST - LEAD; next = matches[++last]) {
      counts.set(next.term, (counts.get(next.term) ?? 0) + 1);
    }
    if (counts.size > (best?.terms ?? 0))
      best = { start: first.start, end: matches[last - 1]?.end ?? first.end, terms: counts.size };
    const left = (counts.get(first.term) ?? 0) - 1;
    if (left > 0) counts.set(first.term, left);
    else counts.delete(first.term);
  }
  // A single match that is longer than a snippet is shown as well.
  return best ?? matches[0] ?? null;
}

/** Moves a position back to the start of its word, unless the word is very long. */
function wordStart(text: string, at: number): number {
  const from = Math.max(0, at - LEAD);
  const blank = text.slice(from, at).search(/\s\S*$/);
  return at === 0 ? 0 : blank < 0 ? wholeCharacter(text, at) : from + blank + 1;
}

function wordEnd(text: string, at: number): number {
  const blank = text.slice(at, at + LEAD).search(/\s|$/);
  return blank < LEAD ? at + blank : wholeCharacter(text, at);
}

/** Moves a position forward if it is between the two halves of a surrogate pair. */
const wholeCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at + 1 : at);
