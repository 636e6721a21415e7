import { type Lexicon, UNSPACED } from "./lexicon.ts";

/** What stands around a number and tells what it is. */

const ALPHABETS = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]`;
/** F16, SU-25, سو-25; but not “כ-200”, where a Hebrew preposition is before the number. */
export const IS_NAME = new RegExp(
  String.raw`(?:${ALPHABETS}\p{M}*[.]?|(?:${ALPHABETS}|[${UNSPACED}]|[\p{L}\p{M}]{2})[-‐‑–])$`,
  "u",
);
const CURRENCY_OR_SIGN = /^\s?(?:[%٪％‰°\p{Sc}]|[/⁄]\p{Nd}|½|¼|¾)/u;
const ORDINAL_BEFORE = /(?:\p{Sc}\s?|[#№]\s?|\p{Nd}[/⁄]|\bNo\.\s?|\bNr\.\s?|[%٪]\s?)$/u;

/** Whether what is around a number makes it something else than a count of people. */
export const isContext = (before: string, after: string, lexicon: Lexicon | null): boolean =>
  CURRENCY_OR_SIGN.test(after) ||
  ORDINAL_BEFORE.test(before) ||
  (lexicon !== null && (lexicon.isMeasureAfter(after.replace(/^[-‐‑]/, "")) || lexicon.isMeasureBefore(before)));

export const ATTACHED = new RegExp(`^${ALPHABETS}|^[ªº½¼¾]`, "u");
const HYPHENATED = /^[-‐‑](?<word>[\p{L}\p{M}]+)/u;
/** “12th”, “5km” and “12-year-old”, but not the case ending in “95-ը”. */
export function hasEnding(after: string, lexicon: Lexicon | null): boolean {
  const word = HYPHENATED.exec(after)?.groups?.word;
  if (word === undefined) return ATTACHED.test(after);
  return !(lexicon?.data.hyphenatedEndings && word.length <= 3);
}

/** What joins two numbers to a range or a list. */
export const IS_CONNECTOR = /^\s?(?:[-‐‑–—~〜～,、至到]|[\p{L}\p{M}]{1,6}|から|에서)\s?$/u;
