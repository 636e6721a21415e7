/** What one written numeral may mean, in a language or a part of the world. */
export interface Readings {
  /** By the language's own way of writing. */
  readonly sure: readonly number[];
  /** What it could mean as well, in another place. */
  readonly possible: readonly number[];
}

const ZERO_BLOCK = /\p{Nd}/u;

/** The text with every decimal digit of Unicode as one of 0 to 9. */
export const asciiDigits = (text: string): string => text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));

/** Unicode keeps the ten digits of a script together, in order, from zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (ZERO_BLOCK.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}

interface Separators {
  readonly group: string;
  readonly decimal: string;
}

const SEPARATORS = new Map<string, Separators | null>();

/** The separators of a BCP 47 language; null if it is unknown here. */
function separatorsOf(language: string): Separators | null {
  let found = SEPARATORS.get(language);
  if (found === undefined) {
    const isKnown = Intl.NumberFormat.supportedLocalesOf(language).length > 0;
    const parts = isKnown ? new Intl.NumberFormat(language).formatToParts(1_234_567.5) : [];
    const of = (type: string) => unified(parts.find((part) => part.type === type)?.value ?? "");
    found = isKnown ? { group: of("group"), decimal: of("decimal") } : null;
    SEPARATORS.set(language, found);
  }
  return found;
}

/** Each kind of separator as one character. */
const unified = (text: string): string =>
  text
    .replace(/[\u00a0\u2009\u202f]/g, " ")
    .replace(/[’ʼ＇]/g, "'")
    .replace(/[٬،，]/g, (found) => (found === "٬" ? "'" : ","))
    .replace(/[٫．]/g, (found) => (found === "٫" ? "٫" : "."));

/** 1,500 or 1,234,567, with one kind of separator. */
const WESTERN = /^\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*$/;
/** 1,50,000. */
const INDIAN = /^\d{1,2}(?:,\d{2})+,\d{3}$/;

/**
 * What a numeral such as “1.500” means in a language. Empty if it is not a number there or elsewhere (“27.09.2020”).
 * @example readNumeral("1.500", "de") // { sure: [1500], possible: [1.5] }
 */
export function readNumeral(written: string, language: string): Readings {
  const numeral = unified(asciiDigits(written));
  if (/^\d+$/.test(numeral)) return { sure: [Number(numeral)], possible: [] };
  if (INDIAN.test(numeral)) return { sure: [digitsOf(numeral)], possible: [] };
  const grouping = WESTERN.exec(numeral)?.[1];
  const decimal = /^(?<whole>\d+|\d{1,3}(?:(?<group>[,.' ])\d{3})(?:\k<group>\d{3})*)(?<sign>[,.٫])(?<rest>\d+)$/.exec(
    numeral,
  )?.groups;
  const asWhole = grouping === undefined ? [] : [digitsOf(numeral)];
  const asFraction =
    decimal === undefined || decimal.group === decimal.sign
      ? []
      : [Number(`${(decimal.whole ?? "").replace(/\D/g, "")}.${decimal.rest}`)];
  // With two groups or two kinds of separators, only one reading is left.
  if (asWhole.length + asFraction.length < 2) return { sure: [...asWhole, ...asFraction], possible: [] };
  const own = separatorsOf(language);
  if (own?.group === grouping) return { sure: asWhole, possible: asFraction };
  if (own?.decimal === grouping) return { sure: asFraction, possible: asWhole };
  return own ? { sure: asWhole, possible: asFraction } : { sure: [], possible: [...asWhole, ...asFraction] };
}

const digitsOf = (numeral: string): number => Number(numeral.replace(/\D/g, ""));
