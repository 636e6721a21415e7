import { fold } from "../fold.ts";
import { decodedView } from "./decodedView.ts";
import type { Capitals, NameForms, WordSequence } from "./nameForms.ts";
import { DESCRIBING, PARTICLES } from "./nameWords.ts";
import { type Word, wordsIn } from "./words.ts";

/** A part of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How many words of no meaning may stand between two words of a name: “Jane A. de Roe”. */
const MOST_SKIPPED = 3;
/** A longer name in one word is found within another word too, as in “realjaneroe”. */
const LONG_NAME = 8;

/**
 * Finds a name in a text.
 * @param isAbout whether the text is known to be about the bearer: then parts of the name count too
 * @returns the places in order; they do not overlap
 */
export function findName(text: string, forms: NameForms, isAbout: boolean): Span[] {
  if (!mayContainName(text, forms)) return [];
  const words = wordsIn(text);
  const found: Span[] = [];
  for (const [at, word] of words.entries()) {
    const isSingle = isWord(word, forms.single, forms) || (isAbout && isWord(word, forms.parts, forms));
    if (isSingle || isJoined(word, forms)) found.push({ start: startOf(words, at, forms, isAbout), end: word.end });
    for (const sequence of forms.sequences) {
      const last = endOfSequence(words, at, sequence, forms);
      if (last) found.push({ start: word.start, end: last.end });
    }
  }
  return mergedSpans([...found, ...unspacedIn(text, forms)]);
}

/** A quick check that rules out most texts. Also for JSON text. */
export function mayContainName(text: string, { triggers, unspaced }: NameForms): boolean {
  const folded = fold(decodedView(text).text)
    .toLowerCase()
    .replace(/[\p{Cf}'’ʼʹ＇`´]/gu, "");
  return triggers.some((word) => folded.includes(word)) || unspaced.some((name) => text.includes(name));
}

const wordOf = ({ readings }: Word, { spellings }: NameForms): readonly string[] =>
  readings.flatMap((reading) => spellings.get(reading) ?? []);

function isWord(word: Word, among: ReadonlyMap<string, Capitals>, forms: NameForms): boolean {
  return wordOf(word, forms).some((folded) => {
    const capitals = among.get(folded);
    if (capitals === undefined) return false;
    if (capitals === "ALL") return word.isAllCapitals;
    return capitals === "ANY" || word.isCapitalised || word.isInCode();
  });
}

const isJoined = ({ readings }: Word, { joined }: NameForms): boolean =>
  readings.some((reading) =>
    joined.some((name) => reading === name || (name.length >= LONG_NAME && reading.includes(name))),
  );

/** Where a part of a name begins, with the initials before it: “J. Roe”. */
function startOf(words: readonly Word[], at: number, { parts }: NameForms, isAbout: boolean): number {
  const initials = new Set([...parts.keys()].map((part) => part[0]));
  let first = at;
  while (isAbout && words[first - 1]?.readings.some((reading) => [...reading].length === 1 && initials.has(reading)))
    first--;
  return words[first]?.start ?? 0;
}

/** The last word of a sequence that begins with a word of the text. */
function endOfSequence(
  words: readonly Word[],
  from: number,
  { words: wanted, isAnyOrder }: WordSequence,
  forms: NameForms,
): Word | null {
  const left = [...wanted];
  let [skipped, needsCapitals] = [0, false];
  const isName = ({ isCapitalised, isInCode }: Word) => !needsCapitals || isCapitalised || isInCode();
  for (let at = from; at < words.length; at++) {
    const word = words[at] as Word;
    const names = wordOf(word, forms);
    const next = isAnyOrder ? left.findIndex((name) => names.includes(name)) : names.includes(left[0] ?? "") ? 0 : -1;
    // In small letters, only the words in their order are the name: the name may consist of common words.
    if (isAnyOrder) needsCapitals ||= next !== 0;
    if (next >= 0) left.splice(next, 1);
    else if (at === from || ++skipped > MOST_SKIPPED || !canSkip(word, names, isAnyOrder)) return null;
    if (left.length === 0) return isName(word) && isName(words[from] as Word) ? word : null;
  }
  return null;
}

/** Initials, small words, and other words of the bearer's names. */
const canSkip = ({ readings, isCapitalised }: Word, names: readonly string[], isPerson: boolean): boolean =>
  names.length > 0 ||
  readings.some((reading) =>
    isPerson ? PARTICLES.has(reading) || (isCapitalised && [...reading].length === 1) : DESCRIBING.has(reading),
  );

function unspacedIn(text: string, { unspaced }: NameForms): Span[] {
  return unspaced.flatMap((name) => {
    const found: Span[] = [];
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      found.push({ start: at, end: at + name.length });
    return found;
  });
}

/** Spans in order, with those that overlap as one. */
export function mergedSpans(spans: readonly Span[]): Span[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}
