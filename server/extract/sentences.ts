import model from "wink-eng-lite-web-model";
import winkNLP, { type PartOfSpeech } from "wink-nlp";
import { lazy } from "../domain/lazy.ts";

/** A word or a mark of a text. Offsets are UTF-16 code units. */
export interface Word {
  readonly text: string;
  readonly lower: string;
  readonly pos: PartOfSpeech;
  readonly start: number;
  readonly end: number;
}

export interface Sentence {
  readonly words: readonly Word[];
  readonly start: number;
  readonly end: number;
  /** The text from `start` to `end`, in which all quotation marks, spaces and apostrophes are the plain ones. */
  readonly text: string;
}

/** Loading the model takes half a second. */
const tagger = lazy(() => winkNLP(model, ["sbd", "pos"]));

/** Each character as a plain one of the same length, so that offsets stay. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[’‘ʼ`´]/g, "'"],
  [/[“”„«»]/g, '"'],
  [/[\u00a0\u2007\u2009\u202f\t\r]/g, " "],
  [/[\u2010\u2011]/g, "-"],
];

export const plainText = (text: string): string => PLAIN.reduce((plain, [from, to]) => plain.replace(from, to), text);

/** The sentences of an English text, with the part of speech of each word. A line break ends a sentence if it is doubled. */
export function sentencesOf(text: string): Sentence[] {
  const plain = plainText(text);
  const { readDoc, its } = tagger();
  const sentences: Sentence[] = [];
  for (const [start, end] of paragraphsOf(plain)) {
    const document = readDoc(plain.slice(start, end));
    const tokens = document.tokens();
    const texts = tokens.out();
    const tags = tokens.out(its.pos) as PartOfSpeech[];
    const words = wordsOf(plain, texts, tags, start);
    let first = 0;
    for (const span of document.sentences().out(its.span) as unknown as readonly [number, number][]) {
      let end = first;
      while (end < words.length && (words[end]?.at ?? 0) <= span[1]) end++;
      for (const own of piecesOf(withWholeNames(joined(words.slice(first, end))))) {
        const [from, to] = [own[0], own.at(-1)];
        if (from && to)
          sentences.push({ words: own, start: from.start, end: to.end, text: plain.slice(from.start, to.end) });
      }
      first = end;
    }
  }
  return sentences;
}

/** The longest sentence that is read as one. The rules look at every pair of words, so that longer ones would take long. */
const MOST_WORDS = 300;

function* piecesOf(words: readonly Word[]): Generator<readonly Word[]> {
  for (let at = 0; at < words.length; at += MOST_WORDS) yield words.slice(at, at + MOST_WORDS);
}

function paragraphsOf(text: string): [start: number, end: number][] {
  const paragraphs: [number, number][] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(/\n[^\S\n]*\n\s*/g)) {
    paragraphs.push([start, index]);
    start = index + gap.length;
  }
  paragraphs.push([start, text.length]);
  return paragraphs.filter(([from, to]) => text.slice(from, to).trim() !== "");
}

/** A word with its number among the tokens of its paragraph. */
type Numbered = Word & { readonly at: number };

/** “100,000-120,000” */
const RANGE = /^(\d{1,3}(?:,\d{3})+|\d+)([-–])(\d{1,3}(?:,\d{3})+|\d+)$/;

function wordsOf(text: string, texts: readonly string[], tags: readonly PartOfSpeech[], from: number): Numbered[] {
  let at = from;
  return texts.flatMap((token, number): Numbered | Numbered[] => {
    const start = text.indexOf(token, at);
    if (start < 0 || tags[number] === "SPACE") return [];
    at = start + token.length;
    const range = RANGE.exec(token);
    if (range) {
      let end = start;
      return range.slice(1).map((part, index) => {
        end += part.length;
        return {
          text: part,
          lower: part,
          pos: index === 1 ? "PUNCT" : "NUM",
          start: end - part.length,
          end,
          at: number,
        };
      });
    }
    return { text: token, lower: lowerOf(token), pos: tags[number] ?? "X", start, end: at, at: number };
  });
}

/** “Human Rights Watch said”: a capitalised word after a name is a part of it, whatever it looks like. */
function withWholeNames(words: readonly Word[]): Word[] {
  let isName = false;
  return words.map((word, at) => {
    const isCapital = /^\p{Lu}\p{Ll}/u.test(word.text) && at > 0;
    const isPart = isCapital && isName && (word.pos === "VERB" || word.pos === "NOUN" || word.pos === "ADJ");
    isName = isPart || (word.pos === "PROPN" && /^\p{Lu}/u.test(word.text));
    return isPart ? { ...word, pos: "PROPN" } : word;
  });
}

/** The World Health Organization is no pronoun. */
const lowerOf = (token: string): string => (token === "WHO" ? "w.h.o." : token.toLowerCase());

/** Joins what hyphens join: “Nagorno-Karabakh”, “state-run”, “15-year-old”. The part of speech is that of the last part. */
function joined(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const [hyphen, next] = [words[at + 1], words[at + 2]];
    const before = result.at(-1);
    if (word.text === "-" && before?.end === word.start && hyphen?.start === word.end && /^\p{L}/u.test(hyphen.text)) {
      result.pop();
      result.push(spanning(before, hyphen));
      at++;
    } else if (
      hyphen?.text === "-" &&
      hyphen.start === word.end &&
      next?.start === hyphen.end &&
      /^\p{L}/u.test(next.text) &&
      /[\p{L}\p{N}]$/u.test(word.text)
    ) {
      result.push(spanning(word, next));
      at += 2;
    } else result.push(word);
  }
  return result;
}

const spanning = (first: Word, last: Word): Word => {
  const text = `${first.text}-${last.text}`;
  return { text, lower: text.toLowerCase(), pos: last.pos, start: first.start, end: last.end };
};
