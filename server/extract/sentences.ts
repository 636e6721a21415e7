import model from "wink-eng-lite-web-model";
import winkNLP, { type PartOfSpeech } from "wink-nlp";

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

interface Tagger extends Pick<ReturnType<typeof winkNLP>, "readDoc" | "its"> {
  /** The number of words in its lexicon when it was loaded. */
  readonly size: number;
}

let loadedTagger: Tagger | null = null;

/** Loading the model takes half a second. */
function tagger(): Tagger {
  if (loadedTagger) return loadedTagger;
  const { readDoc, its } = winkNLP(model, ["sbd", "pos"]);
  // A new word gets the next number in the lexicon.
  const [size = 0] = readDoc("\ue000").tokens().out(its.uniqueId) as unknown as number[];
  loadedTagger = { readDoc, its, size };
  return loadedTagger;
}

/** The tagger adds each unknown word to its lexicon and never removes one. After so many new words, it is loaded again. */
const MOST_NEW_WORDS = 20_000;

function unloadIfGrown({ size }: Tagger, wordNumbers: readonly number[]): void {
  if (wordNumbers.some((number) => number > size + MOST_NEW_WORDS)) loadedTagger = null;
}

/** Each character as a plain one of the same length, so that offsets stay. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[’‘ʼ`´]/g, "'"],
  [/[“”„«»]/g, '"'],
  [/[\u00a0\u2007\u2009\u202f\t\r]/g, " "],
  [/[\u2010\u2011]/g, "-"],
];

export const plainText = (text: string): string => PLAIN.reduce((plain, [from, to]) => plain.replace(from, to), text);

const ADDRESS = /\b(?:https?|ftp):\/\/[^\s"'()<>[\]{}]*/gi;
const AFTER_ADDRESS = /[.,;:!?]/;

/** Replaces web addresses by signs, which the tagger reads as one symbol. Some addresses would take it exponential time. */
const withoutAddresses = (text: string): string =>
  text.replace(ADDRESS, (address) => {
    let end = address.length;
    while (AFTER_ADDRESS.test(address[end - 1] ?? "")) end--;
    return "$".repeat(end) + address.slice(end);
  });

/** The longest text without spaces that the tagger gets. For a longer one, it would take quadratic time. */
const LONGEST_RUN = /[^ \n]{100}/gu;

/** The text for the tagger, with spaces inserted where it would take long. It reads two slashes as the start of an address. */
const forTagger = (text: string): string => text.replace(/\/(?=\/)/g, "/ ").replace(LONGEST_RUN, "$& ");

/** The sentences of an English text, with the part of speech of each word. A line break ends a sentence if it is doubled. */
export function sentencesOf(text: string): Sentence[] {
  const plain = plainText(text);
  const tagged = withoutAddresses(plain);
  const sentences: Sentence[] = [];
  for (const [start, end] of paragraphsOf(plain)) {
    const own = tagger();
    const document = own.readDoc(forTagger(tagged.slice(start, end)));
    const tokens = document.tokens();
    unloadIfGrown(own, tokens.out(own.its.uniqueId) as unknown as number[]);
    const words = wordsOf(plain, tagged, tokens.out(), tokens.out(own.its.pos) as PartOfSpeech[], start);
    let [first, past] = [0, 0];
    for (const span of document.sentences().out(own.its.span) as unknown as readonly [number, number][]) {
      while (past < words.length && (words[past]?.at ?? 0) <= span[1]) past++;
      // “Maj. Zwetschke”, “Cpl. Zwetschke”: the tagger does not know these titles.
      if (past < words.length && words[past - 1]?.text === "." && TITLES.test(words[past - 2]?.text ?? "")) continue;
      for (const piece of piecesOf(withoutScareQuotes(withWholeNames(joined(words.slice(first, past)))))) {
        const [from, to] = [piece[0], piece.at(-1)];
        if (from && to)
          sentences.push({ words: piece, start: from.start, end: to.end, text: plain.slice(from.start, to.end) });
      }
      first = past;
    }
  }
  return sentences;
}

const TITLES = /^(?:Maj|Cpl|Pvt|Rev|Adm|Cmdr|Cdr|Spc|Insp|Supt|Hon|Fr|Pte|Lieut|Vice-Adm|Sub-Lt)$/;

/** The longest sentence that is read as one. The rules look at every pair of words, so that longer ones would take long. */
const MOST_WORDS = 300;
/** The same in UTF-16 code units, since words and the spaces between them can be of any length. */
const MOST_LENGTH = 6000;

function* piecesOf(words: readonly Word[]): Generator<readonly Word[]> {
  let first = 0;
  for (let at = 1; at < words.length; at++) {
    const length = (words[at]?.end ?? 0) - (words[first]?.start ?? 0);
    if (at - first < MOST_WORDS && length <= MOST_LENGTH) continue;
    yield words.slice(first, at);
    first = at;
  }
  yield words.slice(first);
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

/** How far after a word the next one is looked for, in case the tagger leaves out characters. */
const MOST_SKIPPED = 100;

/** “100,000-120,000” */
const RANGE = /^(\d{1,3}(?:,\d{3})+|\d+)([-–])(\d{1,3}(?:,\d{3})+|\d+)$/;

/** @param tagged the text as the tagger got it, without the inserted spaces */
function wordsOf(
  plain: string,
  tagged: string,
  tokens: readonly string[],
  tags: readonly PartOfSpeech[],
  from: number,
): Numbered[] {
  let at = from;
  return tokens.flatMap((token, number): Numbered | Numbered[] => {
    if (tags[number] === "SPACE") return [];
    while (/\s/.test(tagged[at] ?? "")) at++;
    const gap = tagged.slice(at, at + MOST_SKIPPED + token.length).indexOf(token);
    if (gap < 0) return [];
    const start = at + gap;
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
    const text = plain.slice(start, at);
    return { text, lower: lowerOf(text), pos: tags[number] ?? "X", start, end: at, at: number };
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

/** The longest run of words in quotation marks that are a part of a sentence like any other: “killed ‘12 puppet soldiers’”. */
const LONGEST_SCARE_QUOTE = 5;

/** Without quotation marks around a few words that are no clause. Who said them is said by the rest of the sentence. */
function withoutScareQuotes(words: readonly Word[]): readonly Word[] {
  const marks = words.flatMap(({ text }, at) => (text === '"' ? at : []));
  const left = new Set<number>();
  for (let open = 0; open + 1 < marks.length; open += 2) {
    const [from, to] = [marks[open] as number, marks[open + 1] as number];
    const inside = words.slice(from + 1, to);
    const isClause = inside.length > 1 && inside.some(({ pos }) => /^(?:VERB|AUX|PUNCT|PRON)$/.test(pos));
    if (inside.length === 0 || inside.length > LONGEST_SCARE_QUOTE || isClause) continue;
    left.add(from).add(to);
  }
  return left.size === 0 ? words : words.filter((_, at) => !left.has(at));
}

/** The World Health Organization is no pronoun. */
const lowerOf = (token: string): string => (token === "WHO" ? "w.h.o." : token.toLowerCase());

/** The longest word that is joined, in UTF-16 code units. */
const LONGEST_JOINED = 100;
const canJoin = (first: Word, last: Word): boolean => last.end - first.start <= LONGEST_JOINED;

/** Joins what hyphens join: “Nagorno-Karabakh”, “state-run”, “15-year-old”. The part of speech is that of the last part. */
function joined(words: readonly Word[]): Word[] {
  const result: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const [hyphen, next] = [words[at + 1], words[at + 2]];
    const before = result.at(-1);
    if (
      word.text === "-" &&
      before?.end === word.start &&
      hyphen?.start === word.end &&
      canJoin(before, hyphen) &&
      /^\p{L}/u.test(hyphen.text)
    ) {
      result.pop();
      result.push(spanning(before, hyphen));
      at++;
    } else if (
      hyphen?.text === "-" &&
      hyphen.start === word.end &&
      next?.start === hyphen.end &&
      canJoin(word, next) &&
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
