import { formatNumber } from "../english.ts";
import { isUnitAnywhere, type Lexicon, lexiconOf } from "./lexicon.ts";
import { type NumberInText, readNumbers } from "./readNumbers.ts";
import { IS_CONNECTOR } from "./surroundings.ts";

/** The numbers that a figure states. */
export interface StatedNumbers {
  readonly min: number | null;
  readonly max: number | null;
  readonly best?: number | null;
}

export type Comparison =
  | { readonly verdict: "SAME" }
  /** The words surely have another number: `written`, which is read as `number`. */
  | { readonly verdict: "OTHER"; readonly written: string; readonly number: number | null }
  /** Whether the words say this number cannot be told; `reason` continues a sentence about them. */
  | { readonly verdict: "UNKNOWN"; readonly reason: string };

const SAME: Comparison = { verdict: "SAME" };

/**
 * Whether a figure's words say its numbers. In doubt, the answer is UNKNOWN: OTHER must never be said of right words.
 * @param language BCP 47, of the words
 * @example compareWords("1,5 Millionen Menschen", "de", { min: 1500000, max: 1500000 }) // SAME
 */
export function compareWords(text: string, language: string, stated: StatedNumbers): Comparison {
  const { min, max, best = null } = stated;
  const wanted = [...new Set([min, max, best])].filter((number) => number !== null);
  const numbers = readNumbers(text, language);
  const isWanted = (number: number) => wanted.includes(number);
  const says = (list: readonly number[]) => list.some(isWanted);
  const range = min !== null && max !== null && min !== max ? rangeIn(text, numbers) : [];
  const otherEnd = range.find(({ sure, possible }) => !says(sure) && !says(possible));
  if (numbers.some(({ sure }) => says(sure)) && !otherEnd) return SAME;
  const doubtful = numbers.find(({ possible }) => says(possible));
  if (doubtful?.isContext && !otherEnd) return unknown(`“${doubtful.written}” may be a date, an age or a measure`);
  if (doubtful && !otherEnd) return unknown(`“${doubtful.written}” may mean ${meanings(doubtful)}`);
  // “More than 100” is at least 101.
  const beside = [max === null && min !== null ? min - 1 : null, min === null && max !== null ? max + 1 : null];
  const next = numbers.find(({ sure }) => sure.some((number) => beside.includes(number)));
  if (next) return unknown(`whether the figure includes “${next.written}” depends on the other words`);
  const other = otherEnd ?? numbers.find(({ isFirm }) => isFirm);
  const reason = reasonToDoubt(text, language, numbers, wanted);
  if (reason !== null) return unknown(reason);
  return other
    ? { verdict: "OTHER", written: other.written, number: other.sure[0] ?? null }
    : unknown("no number in them is surely a count");
}

const unknown = (reason: string): Comparison => ({ verdict: "UNKNOWN", reason });

const meanings = ({ sure, possible }: NumberInText): string =>
  [...new Set([...sure, ...possible])].map(formatNumber).join(" or ");

/** The two numbers of “10 to 12”, if there is one such pair. */
function rangeIn(text: string, numbers: readonly NumberInText[]): readonly NumberInText[] {
  const [first, second, ...more] = numbers.filter(({ isFirm }) => isFirm);
  if (!first || !second || more.length > 0) return [];
  return IS_CONNECTOR.test(text.slice(first.end, second.start)) ? [first, second] : [];
}

/** Why the words may say the wanted numbers although no number that was read is one of them; null if they cannot. */
function reasonToDoubt(
  text: string,
  language: string,
  numbers: readonly NumberInText[],
  wanted: readonly number[],
): string | null {
  const rest = [...numbers, null]
    .map((number, at) => {
      const between = text.slice(numbers[at - 1]?.end ?? 0, number?.start);
      return number === null ? between : between + " ".repeat(number.end - number.start);
    })
    .join("");
  const lexicon = lexiconOf(language);
  const numberWord = lexicon?.numberWordIn(rest) ?? null;
  if (numberWord !== null) return `“${numberWord}” may be part of a number`;
  if (!lexicon && /\p{L}/u.test(text)) return `the number words of the language ${language} are not known here`;
  if (numbers.length === 0) return "they have no number that can be read";
  const unit = numbers.find(({ nextWord }) => nextWord !== null && mayBeUnit(nextWord, lexicon))?.nextWord;
  if (unit) return `“${unit}” may be a unit`;
  const values = numbers.flatMap(({ sure: [number] }) => number ?? []);
  const sum = values.reduce((total, number) => total + number, 0);
  const results = [sum, ...values.map((number) => number - (sum - number))];
  if (values.length > 1 && results.some((number) => wanted.includes(number)))
    return "the figure is the sum or the difference of their numbers";
  const first = numbers[0];
  if (first && wanted.some((number) => number <= FEW) && /\p{L}/u.test(text.slice(0, first.start)))
    return "a person or two may be meant without a number";
  return null;
}

/** The words of an article may be of another language, or written together. */
const mayBeUnit = (word: string, lexicon: Lexicon | null): boolean =>
  isUnitAnywhere(word) || (lexicon?.beginsWithUnit(word) ?? false);

/** As many people as a noun can mean without a number: one, or two where the language has a dual. */
const FEW = 2;
