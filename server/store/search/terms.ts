import { LRUCache } from "lru-cache";
import { stemmer } from "stemmer";
import { fold } from "../../domain/fold.ts";

/** A normalized word of a text, and the position of the original (UTF-16 offsets). */
export interface Term {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** A word with an inner apostrophe is one word: “Erdoğan's”. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const POSSESSIVE = /['’]s?$/;
/** PostgreSQL stores positions up to 16,383, and at most 255 positions per term. We use the same limits for SQLite. */
const MAX_TERMS = 16_000;
const MAX_OCCURRENCES = 255;
const MAX_TERM_LENGTH = 100;

/**
 * The terms of a text: in lower case, without accents, and with English words stemmed (Porter). Both databases, the
 * queries and the highlighting use this one function, so that they cannot disagree.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    for (const term of toTerms(word)) terms.push({ term, start, end: start + word.length });
  }
  return terms;
}

/** The terms of words that were met before: most words of a text are common. */
const knownTerms = new LRUCache<string, readonly string[]>({ max: 20_000 });

/** Usually one term. Characters with a Unicode decomposition, such as “⑴”, may give several terms or none. */
function toTerms(word: string): readonly string[] {
  const known = knownTerms.get(word);
  if (known) return known;
  const terms = makeTerms(word);
  knownTerms.set(word, terms);
  return terms;
}

function makeTerms(word: string): string[] {
  return fold(word)
    .replace(POSSESSIVE, "")
    .replace(/['’]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== "")
    .map((term) => term.slice(0, MAX_TERM_LENGTH).toWellFormed())
    .map((term) => (/^[a-z]+$/.test(term) ? stemmer(term) : term));
}

const plainTerms = (text: string): string[] => termsOf(text).map(({ term }) => term);

/**
 * The terms of a document in order, as they are indexed: at most the first 16,000. Null in place of a term that has already
 * occurred 255 times.
 */
export function indexedTerms(title: string, body: string): { title: (string | null)[]; body: (string | null)[] } {
  const counts = new Map<string, number>();
  const keep = (term: string): string | null => {
    const count = (counts.get(term) ?? 0) + 1;
    counts.set(term, count);
    return count > MAX_OCCURRENCES ? null : term;
  };
  const titleTerms = plainTerms(title).slice(0, MAX_TERMS).map(keep);
  return {
    title: titleTerms,
    body: plainTerms(body)
      .slice(0, MAX_TERMS - titleTerms.length)
      .map(keep),
  };
}

/** PostgreSQL indexes at most 2,704 bytes. A character has at most three, and the index also has the slug of the record. */
const MAX_SORT_KEY_LENGTH = 500;

/** The sort key of a name, independent of the database's collation: “Önal” sorts next to “Onal”. */
export const sortKey = (text: string): string => sortForm(text).slice(0, MAX_SORT_KEY_LENGTH).toWellFormed();

/** A text in which letters are equal if they differ only in case and accents. */
export const sortForm = (text: string): string => fold(text);

/**
 * Parses a search as phrases that must all occur: each word, and each sequence of words in quotation marks. All other
 * characters only separate words; there are no operators. Empty if the text contains no word.
 */
export function parseSearch(text: string): string[][] {
  return text.split(/["“”„«»]/).flatMap((piece, index) => {
    const terms = plainTerms(piece);
    if (index % 2 === 0) return terms.map((term) => [term]);
    return terms.length > 0 ? [terms] : [];
  });
}
