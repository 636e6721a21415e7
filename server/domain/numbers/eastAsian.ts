import { evaluate, type Part } from "./evaluate.ts";
import { asciiDigits, type Readings } from "./separators.ts";

/** Numerals of Chinese, Japanese and Korean: “3万5千”, “1億2000万”, “三百零五”, “1억 2천만”. */

const DIGITS = "〇零一二三四五六七八九两兩壹贰貳叁參肆伍陆陸柒捌玖";
const DIGIT_VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  [...DIGITS].map((digit, at) => [
    digit,
    [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9][at] ?? 0,
  ]),
);
const UNIT_VALUES: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  廿: 20,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  万: 10_000,
  萬: 10_000,
  亿: 100_000_000,
  億: 100_000_000,
  兆: 1_000_000_000_000,
  십: 10,
  백: 100,
  천: 1000,
  만: 10_000,
  억: 100_000_000,
  조: 1_000_000_000_000,
};
const HAN_UNITS = "十拾百佰千仟万萬亿億兆";
const HANGUL_UNITS = "십백천만억조";
const ARABIC = String.raw`\p{Nd}+(?:[,，]\p{Nd}{3})*(?:[.．]\p{Nd}+)?`;

/** As the source of a regular expression: a numeral with at least one Chinese digit or unit, or digits with a Korean unit. */
export const EAST_ASIAN_NUMERAL = [
  `(?:${ARABIC})(?:[${HANGUL_UNITS}]+(?: ?(?:${ARABIC})(?=[${HANGUL_UNITS}]))?)+(?: ?\\p{Nd}{1,4}(?!\\p{Nd}|[,，]\\p{Nd}))?`,
  `(?:${ARABIC})?(?:[${DIGITS}${HAN_UNITS}廿]+(?:${ARABIC})?)+`,
].join("|");

/** What people are counted with. A numeral of Chinese characters alone may be part of a word if nothing of these follows. */
const COUNTED = /^[多余餘余几幾]?[人名位个個口具體体遗遺死亡傷伤兵員员民士명]/u;
/** “数千”, “几十”, “上百”: a vague number, which ends like an exact one. */
const VAGUE_BEFORE = /[数數几幾上近半第]$/u;
/** “三十多人”, “200余人”, “100여명”: somewhat more. */
export const VAGUE_AFTER = /^[多余餘几幾数數여강]/u;

export interface EastAsianNumeral extends Readings {
  /** Whether it is surely this number and not a vague one or a part of a word. */
  readonly isFirm: boolean;
  /** What its units multiply: 10,000 in “12万”. Null if it is more than one number and its units. */
  readonly factor: number | null;
}

export function readEastAsian(written: string, before: string, after: string): EastAsianNumeral {
  const hasDigits = /\p{Nd}/u.test(written);
  const readings = readParts(written);
  const isVague = (VAGUE_BEFORE.test(before) && !hasDigits) || /第$/u.test(before) || VAGUE_AFTER.test(after);
  const lead = new RegExp(`^(?:${ARABIC})`, "u").exec(written)?.[0];
  const isSimple = lead !== undefined && !/\p{Nd}/u.test(written.slice(lead.length));
  const factor = isSimple ? (readParts(`1${written.slice(lead.length)}`).sure[0] ?? null) : null;
  // “数千”: several thousand.
  if (isVague && !hasDigits)
    return { sure: [], possible: [...readings.sure, ...readings.possible], factor, isFirm: false };
  return { ...readings, factor, isFirm: !isVague && (hasDigits || COUNTED.test(after)) };
}

function readParts(written: string): Readings {
  if ([...written].every((character) => character in DIGIT_VALUES)) {
    // 二〇二〇, digit by digit.
    return { sure: [Number([...written].map((character) => DIGIT_VALUES[character]).join(""))], possible: [] };
  }
  const pieces = written.match(new RegExp(`${ARABIC}|[^\\s]`, "gu")) ?? [];
  const parts: Part[] = [];
  let hasZero = false;
  for (const piece of pieces) {
    const unit = UNIT_VALUES[piece];
    const digit = DIGIT_VALUES[piece];
    if (unit === 20) parts.push({ number: 2 }, { unit: 10 });
    else if (unit !== undefined) parts.push({ unit });
    else if (digit === 0) hasZero = true;
    else parts.push({ number: digit ?? Number(asciiDigits(piece).replace(/[,，]/g, "").replace("．", ".")) });
  }
  const value = evaluate(parts, 10_000);
  if (value === null) return { sure: [], possible: [] };
  const last = parts.at(-1);
  const unit = parts.at(-2);
  // “3万5” and “一万二” may be 35,000 and 12,000.
  if (last && unit && "number" in last && "unit" in unit && unit.unit > 10 && last.number < 10 && !hasZero)
    return { sure: [], possible: [value, value - last.number + (last.number * unit.unit) / 10] };
  return { sure: [value], possible: [] };
}
