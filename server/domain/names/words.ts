import { fold } from "../fold.ts";
import { decodedView } from "./decodedView.ts";

/** A word of a text, and its position in the text (UTF-16 offsets). */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** The folded words that it may be: “d'Ali's” may be “dalis”, “dali” or “alis”, and “20roe” may be “roe”. */
  readonly readings: readonly string[];
  /** Whether it has a capital letter, or is of a script without capitals. */
  readonly isCapitalised: boolean;
  readonly isAllCapitals: boolean;
  /** Whether it stands in an address, a handle or a tag, where names have no capitals. */
  isInCode(): boolean;
}

const APOSTROPHE = /['’ʼʹ＇`´]/;
/** Letters with marks, digits and invisible characters. An apostrophe between letters belongs to the word. */
const WORD = /[\p{L}\p{M}\p{N}\p{Cf}]+(?:['’ʼʹ＇`´][\p{L}\p{M}\p{N}\p{Cf}]+)*/gu;
const INVISIBLE = /\p{Cf}/gu;
/** What addresses, handles and tags contain, and prose seldom does. */
const CODE = /[/_@#=&\\]|[\p{L}\p{N}]\.[\p{L}\p{N}]/u;

/** The words of a text. Percent-encoded characters of addresses are read as what they stand for. */
export function wordsIn(text: string): Word[] {
  const view = decodedView(text);
  const isCode = !/\s/.test(text.trim()) && text === text.toLowerCase();
  return [...view.text.matchAll(WORD)].flatMap(({ 0: written, index }) => {
    const readings = readingsOf(written);
    const upper = written.toUpperCase();
    const lower = written.toLowerCase();
    if (readings.length === 0) return [];
    return {
      ...view.sourceOf(index, index + written.length),
      readings,
      isCapitalised: written !== lower || upper === lower,
      isAllCapitals: written === upper,
      isInCode: () => isCode || CODE.test(chunkAt(view.text, index)),
    };
  });
}

/** The folded word without apostrophes and invisible characters. */
export const plainWord = (written: string): string => letters(written).join("");

const letters = (written: string): string[] => fold(written.replace(INVISIBLE, "")).toLowerCase().split(APOSTROPHE);

function readingsOf(written: string): string[] {
  const pieces = letters(written);
  const whole = [pieces.join("")];
  // Before the ending, as in “Roe's”, and after the article, as in “d'Ali”.
  if (pieces.length > 1) whole.push(pieces.slice(0, -1).join(""), pieces.slice(1).join(""));
  if (pieces.length > 2) whole.push(pieces.slice(1, -1).join(""));
  const withoutDigits = whole.map((word) => word.replace(/^\p{N}+|\p{N}+$/gu, ""));
  return [...new Set([...whole, ...withoutDigits])].filter((word) => word !== "");
}

/** The characters around an offset up to the next spaces. */
function chunkAt(text: string, at: number): string {
  const before = /\S*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? "";
  return before + (/^\S*/.exec(text.slice(at, at + 200))?.[0] ?? "");
}
