import { DESCRIBING, PARTICLES, TITLES, withTwoLetters } from "./nameWords.ts";
import { plainWord, wordsIn } from "./words.ts";

/** A name to remove. */
export interface GivenName {
  readonly text: string;
  /** True for the name itself, false for an alias. */
  readonly isOwn: boolean;
}

/** Words that are the name if they come one after the other. */
export interface WordSequence {
  readonly words: readonly string[];
  readonly isAnyOrder: boolean;
}

/** How a single word must be written to be the name. In addresses and tags, only acronyms need their capitals. */
export type Capitals = "ANY" | "FIRST" | "ALL";

/** The forms in which a text may contain a name. All words are folded. */
export interface NameForms {
  /** For each way to write a word, the word in the other fields. */
  readonly spellings: ReadonlyMap<string, string>;
  readonly sequences: readonly WordSequence[];
  /** Names written as one word: “janeroe”. */
  readonly joined: readonly string[];
  /** Single words that are the name wherever they are. */
  readonly single: ReadonlyMap<string, Capitals>;
  /** Single words that are the name only where a text is known to be about its bearer. */
  readonly parts: ReadonlyMap<string, Capitals>;
  /** Names in scripts that do not separate words. */
  readonly unspaced: readonly string[];
  /** A text without any of these words contains no form. */
  readonly triggers: readonly string[];
}

interface NameWord {
  readonly folded: string;
  readonly capitals: Capitals;
  readonly spellings: readonly string[];
}

const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]{2,}$/u;

/** A word of a name that texts also leave out: an initial, or a small word. */
const isSmall = (folded: string): boolean =>
  [...folded].length === 1 || PARTICLES.has(folded) || DESCRIBING.has(folded);

/** @param isPerson the words of a person's name also name the person one by one, and in another order */
export function nameForms(names: readonly GivenName[], isPerson: boolean): NameForms {
  const spellings = new Map<string, string>();
  const sequences: WordSequence[] = [];
  const joined = new Set<string>();
  const single = new Map<string, Capitals>();
  const parts = new Map<string, Capitals>();
  const unspaced = new Set<string>();

  const named = names.map(({ text: whole, isOwn }) => {
    const text = withoutBrackets(whole);
    return { text, isOwn, words: namingWords(text, isPerson) };
  });
  const isOneWord = named.some(({ words, isOwn }) => isOwn && words.length === 1);
  for (const { text, isOwn, words } of named) {
    const compact = text.replace(/[\s·・]/gu, "");
    if (UNSPACED.test(compact)) for (const form of ["NFC", "NFD"]) unspaced.add(compact.normalize(form));
    for (const { folded, spellings: all } of words) for (const spelling of all) spellings.set(spelling, folded);
    const [first, ...more] = words;
    if (!first) continue;
    if (more.length === 0) {
      allow(isOwn || isOneWord ? single : parts, first.folded, first.capitals);
      continue;
    }
    const isAnyOrder = isPerson && !isDescription(text);
    for (const some of isAnyOrder ? shorterForms(words) : [words]) {
      sequences.push({ words: some.map(({ folded }) => folded), isAnyOrder });
      for (const order of isAnyOrder ? [some, familyNameFirst(some)] : [some])
        for (const spelling of [0, 1] as const)
          joined.add(order.map(({ folded, spellings: all }) => all[spelling] ?? folded).join(""));
    }
    joined.add(wholeWord(text));
    if (isAnyOrder) for (const word of words) if (isPart(word, words)) allow(parts, word.folded, withoutAcronym(word));
  }
  const all = [...sequences.flatMap(({ words }) => words), ...single.keys(), ...parts.keys()];
  const triggers = [...spellings].flatMap(([spelling, word]) => (all.includes(word) ? [spelling] : []));
  return { spellings, sequences, joined: [...joined], single, parts, unspaced: [...unspaced], triggers };
}

/** If a word is written in two ways, the less demanding one counts. */
function allow(words: Map<string, Capitals>, word: string, capitals: Capitals): void {
  const known = words.get(word);
  words.set(word, known === undefined || STRICTNESS[capitals] < STRICTNESS[known] ? capitals : known);
}

const STRICTNESS: Readonly<Record<Capitals, number>> = { ANY: 0, FIRST: 1, ALL: 2 };

/** What stands in brackets after a name, as in “Jane Roe (ministry)”, is not part of the name. */
const withoutBrackets = (text: string): string => text.replace(/[([{][^()[\]{}]*[)\]}]/g, " ").trim() || text;

const isDescription = (text: string): boolean =>
  wordsIn(text).some(({ readings }) => DESCRIBING.has(readings[0] ?? ""));

const wholeWord = (text: string): string =>
  wordsIn(text)
    .map(({ readings }) => readings[0])
    .join("");

/** The words of a name that tell it: without particles and, for a person, without titles, if two words or more are left. */
function namingWords(text: string, isPerson: boolean): NameWord[] {
  const all = wordsIn(text).map((word) => {
    const written = text.slice(word.start, word.end);
    const folded = plainWord(written);
    const letters = [...folded].length;
    const capitals = !word.isCapitalised ? "ANY" : word.isAllCapitals && letters > 1 && letters <= 5 ? "ALL" : "FIRST";
    return { folded, capitals, spellings: [...new Set([folded, plainWord(withTwoLetters(written))])] } as const;
  });
  const words = all.filter(({ folded }) => folded !== "" && !isSmall(folded));
  const withoutTitles = words.filter(({ folded }) => !TITLES.has(folded));
  if (isPerson && !isDescription(text) && withoutTitles.length > 1) return withoutTitles;
  return words.length > 1 ? words : all.filter(({ folded }) => folded !== "");
}

/** Middle names may be left out. */
function shorterForms(words: readonly NameWord[]): (readonly NameWord[])[] {
  const [first, last] = [words[0], words.at(-1)];
  return first && last && words.length > 2 ? [words, [first, last]] : [words];
}

const familyNameFirst = (words: readonly NameWord[]): readonly NameWord[] => [
  ...words.slice(-1),
  ...words.slice(0, -1),
];

/** Whether a word of a person's name names the person by itself. A title may be a family name, as in “Jane King”. */
function isPart(word: NameWord, words: readonly NameWord[]): boolean {
  const { folded } = word;
  if (isSmall(folded) || /^\p{N}+$/u.test(folded)) return false;
  return !TITLES.has(folded) || (words.length === 2 && words[1] === word && !TITLES.has(words[0]?.folded ?? ""));
}

/** Family names are often written in capitals, so that capitals do not make an acronym of a part of a name. */
const withoutAcronym = ({ capitals }: NameWord): Capitals => (capitals === "ALL" ? "FIRST" : capitals);
