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
const PLAIN: Readonly<Record<string, string>> = {
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
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");
/** What PostgreSQL's tsvector keeps at most of positions; both databases are given no more. */
const MOST_TERMS = 16_000;
const LONGEST_TERM = 100;

/**
 * The terms of a text: lower case, without accents, English endings stemmed (Porter). One place for both databases, the
 * query and the highlighting, so that they cannot disagree.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(WORD)) {
    const term = toTerm(match[0]);
    if (term !== "") terms.push({ term, start: match.index, end: match.index + match[0].length });
  }
  return terms;
}

function toTerm(word: string): string {
  const folded = word
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(POSSESSIVE, "")
    .replace(/['’]/g, "")
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .slice(0, LONGEST_TERM)
    .toWellFormed();
  return /^[a-z]+$/.test(folded) ? stemmer(folded) : folded;
}

export const indexTerms = (text: string): string[] =>
  termsOf(text)
    .slice(0, MOST_TERMS)
    .map(({ term }) => term);

/** A name as it sorts: “Önal” beside “Onal”, whatever the database's collation. */
export const sortForm = (text: string): string => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/**
 * What a person typed: each word, and each phrase in quotation marks, must occur. Every other sign parts words, so that
 * nothing typed is an operator. Empty where it holds no word.
 */
export function parseSearch(text: string): string[][] {
  return text.split(/["“”„«»]/).flatMap((piece, index) => {
    const terms = indexTerms(piece);
    if (index % 2 === 0) return terms.map((term) => [term]);
    return terms.length > 0 ? [terms] : [];
  });
}
