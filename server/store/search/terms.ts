import { stemmer } from "stemmer";

/** A word of a text as the index knows it, and where it stands (UTF-16 offsets). */
export interface Term {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

/** Words with inner apostrophes are one: “Erdoğan's”. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;
const POSSESSIVE = /['’]s?$/;
/** Letters that Unicode does not take apart, as people type them on a keyboard without them. */
const BASE_LETTERS: Readonly<Record<string, string>> = {
  ı: "i",
  ə: "e",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ß: "ss",
};
const SPECIAL = new RegExp(`[${Object.keys(BASE_LETTERS).join("")}]`, "g");
/** PostgreSQL keeps positions up to 16,383, and 255 for one term: both databases are given no more. */
const MAX_TERMS = 16_000;
const MAX_OCCURRENCES = 255;
const MAX_TERM_LENGTH = 100;

/**
 * The terms of a text: lower case, without accents, English endings stemmed (Porter). One place for both databases, the
 * query and the highlighting, so that they cannot disagree.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    for (const term of toTerms(word)) terms.push({ term, start, end: start + word.length });
  }
  return terms;
}

/** Usually one; signs that Unicode spells out, such as “⑴”, may hold several or none. */
function toTerms(word: string): string[] {
  return word
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(POSSESSIVE, "")
    .replace(/['’]/g, "")
    .replace(SPECIAL, (letter) => BASE_LETTERS[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((term) => term !== "")
    .map((term) => term.slice(0, MAX_TERM_LENGTH).toWellFormed())
    .map((term) => (/^[a-z]+$/.test(term) ? stemmer(term) : term));
}

const plainTerms = (text: string): string[] => termsOf(text).map(({ term }) => term);

/**
 * The terms of a document as they are indexed, in their places. Null where a term is left out, because it stands there
 * too often to be of use; the words beyond the first 16,000 are left out altogether.
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

/** A name as it sorts: “Önal” beside “Onal”, whatever the database's collation. */
export const sortForm = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(SPECIAL, (letter) => BASE_LETTERS[letter] ?? letter);

/**
 * What a person typed: each word, and each phrase in quotation marks, must occur. Every other sign parts words, so that
 * nothing typed is an operator. Empty where it holds no word.
 */
export function parseSearch(text: string): string[][] {
  return text.split(/["“”„«»]/).flatMap((piece, index) => {
    const terms = plainTerms(piece);
    if (index % 2 === 0) return terms.map((term) => [term]);
    return terms.length > 0 ? [terms] : [];
  });
}
