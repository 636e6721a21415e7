import { plainWords } from "../../domain/text.ts";
import { findOverlaps } from "../overlaps.ts";

/** A text with paragraphs separated by empty lines. */
interface KnownText {
  readonly id: string;
  readonly text: string;
}

export interface FoundCopy {
  readonly id: string;
  /** The earlier text. */
  readonly copyOf: string;
  /** The part of the shorter text's runs of eight words that are also in the other one: 0.6 to 1. */
  readonly share: number;
  /** A sentence that both texts have, in the words of the later one. */
  readonly sentence: string;
}

/** Two texts about the same event share facts and quotations, but rarely this many sentences and so much of the wording. */
const LEAST_SENTENCES = 3;
const LEAST_SHARE = 0.6;
const SHINGLE = 8;
/** “He did not comment.” is in many texts. */
const LEAST_WORDS = 5;
const LONGEST_EXAMPLE = 200;

/**
 * Finds the texts that repeat the wording of an earlier one, as reports of one news agency do. If a text repeats several, the
 * result names the one with the largest share. Capitals, punctuation and paragraphs do not matter.
 * @param texts the earliest first
 */
export function findCopies(texts: readonly KnownText[]): FoundCopy[] {
  const sentences = texts.map(({ text }) => new Set(sentencesOf(text).keys()));
  const known = new Map<number, ReadonlySet<string>>();
  const shinglesAt = (at: number): ReadonlySet<string> => {
    const before = known.get(at) ?? shinglesOf(texts[at]?.text ?? "");
    known.set(at, before);
    return before;
  };
  const found = new Map<number, { readonly earlier: number; readonly share: number }>();
  for (const { earlier, later } of findOverlaps(sentences, () => LEAST_SENTENCES)) {
    if (found.get(later)?.share === 1) continue;
    const [one, other] = [shinglesAt(earlier), shinglesAt(later)];
    const share = one.intersection(other).size / Math.min(one.size, other.size);
    if (share >= LEAST_SHARE && share > (found.get(later)?.share ?? 0)) found.set(later, { earlier, share });
  }
  return [...found].flatMap(([later, { earlier, share }]) => {
    const [original, copy, theirs] = [texts[earlier], texts[later], sentences[earlier]];
    if (!original || !copy || !theirs) return [];
    const sentence = exampleOf([...sentencesOf(copy.text)].flatMap(([plain, own]) => (theirs.has(plain) ? own : [])));
    return { id: copy.id, copyOf: original.id, share, sentence };
  });
}

/** “Dr. Roe” makes two sentences of one, but in both texts. */
const SENTENCE_END = /(?<=[.!?…][”"’')\]]{0,2})\s+/;

/** The sentences of a text, by their words without typography. */
function sentencesOf(text: string): ReadonlyMap<string, string> {
  const sentences = text.split(/\n+/).flatMap((paragraph) => paragraph.split(SENTENCE_END));
  return new Map(
    sentences
      .map((sentence) => [plainWords(sentence), sentence.trim()] as const)
      .filter(([plain]) => plain.split(" ").length >= LEAST_WORDS),
  );
}

function shinglesOf(text: string): ReadonlySet<string> {
  const words = plainWords(text).split(" ");
  const count = Math.max(1, words.length - SHINGLE + 1);
  return new Set(Array.from({ length: count }, (_, at) => words.slice(at, at + SHINGLE).join(" ")));
}

/** The longest sentence that a message has room for. */
const exampleOf = (shared: readonly string[]): string => {
  const [example = ""] = shared
    .map((sentence) => sentence.slice(0, LONGEST_EXAMPLE))
    .sort((one, other) => other.length - one.length);
  return example;
};
