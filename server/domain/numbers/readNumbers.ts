import { EAST_ASIAN_NUMERAL, readEastAsian, VAGUE_AFTER } from "./eastAsian.ts";
import { englishNumberAt } from "./englishWords.ts";
import { evaluate, type Part } from "./evaluate.ts";
import { type Lexicon, lexiconOf } from "./lexicon.ts";
import { type Readings, readNumeral } from "./separators.ts";
import { ATTACHED, hasEnding, IS_CONNECTOR, IS_NAME, isContext } from "./surroundings.ts";

/** A number in a text. Offsets are UTF-16 code units. */
export interface NumberInText extends Readings {
  readonly start: number;
  readonly end: number;
  /** With its units: “1.5 million”. */
  readonly written: string;
  /** Whether it can be a count of people that its readings exhaust. False for dates, ages, percentages and the like. */
  readonly isFirm: boolean;
  /** Whether what is around it makes it something else than a count, such as a date or an age. It is then only possible. */
  readonly isContext: boolean;
  /** What its unit words multiply; 1 if it has none, null if it has several parts. */
  readonly factor: number | null;
  /** The word right after it, which may be a unit that the language's table lacks. */
  readonly nextWord: string | null;
}

const DATE = String.raw`(?<!\p{Nd})(?:\p{Nd}{4}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{1,2}|\p{Nd}{1,2}[-/.]\p{Nd}{1,2}[-/.](?:\p{Nd}{4}|\p{Nd}{2})|\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?)(?!\p{Nd})`;
const NUMERAL = String.raw`\p{Nd}{1,3}(?:(?<group>[,.'’ʼ＇٬،，． \u00a0\u2009\u202f])\p{Nd}{3}(?:\k<group>\p{Nd}{3})*)(?!\p{Nd})(?:[.,٫．]\p{Nd}+(?![.,]?\p{Nd}))?|\p{Nd}+(?:[.,،٫，．]\p{Nd}+)*`;
const WORD = String.raw`(?:(?![〇零一二三四五六七八九两兩壹贰貳叁參肆伍陆陸柒捌玖十拾百佰千仟万萬亿億兆廿])[\p{L}\p{M}\u200c])+(?:['’](?=\p{L})[\p{L}\p{M}]+)*`;
const TOKEN = new RegExp(
  `(?<date>${DATE})|(?<asian>${EAST_ASIAN_NUMERAL})|(?<numeral>${NUMERAL})|(?<word>${WORD})|(?<mark>[^\\s])`,
  "gu",
);

type Kind = "date" | "asian" | "numeral" | "word" | "mark";
interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The numbers of a text in the order in which they stand. Names with numbers (“SU-25”) and dates in digits are none.
 * @param language BCP 47, for separators and unit words
 * @example readNumbers("2 lakh 30 thousand people", "en") // one number with sure: [230000]
 */
export function readNumbers(text: string, language: string): NumberInText[] {
  const lexicon = lexiconOf(language);
  const tokens = tokensOf(text, language);
  const numbers: NumberInText[] = [];
  const only = text.trim();
  for (let at = 0; at < tokens.length; at++) {
    const found = numberAt(text, tokens, at, language, lexicon);
    if (!found) continue;
    numbers.push(found.number);
    at = found.last;
  }
  return shareUnits(
    text,
    numbers.map((number) => withoutBareYear(only, number, numbers.length)),
  );
}

function tokensOf(text: string, language: string): Token[] {
  const isEnglish = /^en\b/i.test(language);
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const { groups = {}, index } = match;
    const kind =
      (Object.keys(groups) as Kind[]).find((name) => groups[name] !== undefined && KINDS.has(name)) ?? "mark";
    let [written] = match;
    const words = kind === "word" && isEnglish ? englishNumberAt(text.slice(index, index + AROUND)) : null;
    if (words) written = words.written;
    tokens.push({ kind: words ? "numeral" : kind, text: written, start: index, end: index + written.length });
    TOKEN.lastIndex = index + written.length;
  }
  return tokens;
}
const KINDS = new Set<string>(["date", "asian", "numeral", "word", "mark"] satisfies Kind[]);

/** How many UTF-16 code units before and after a number can matter: more than the longest words for a measure or a date. */
const AROUND = 100;

const around = (text: string, start: number, end: number): [before: string, after: string] => [
  text.slice(Math.max(0, start - AROUND), start),
  text.slice(end, end + AROUND),
];

interface Found {
  readonly number: NumberInText;
  /** The index of its last token. */
  readonly last: number;
}

function numberAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  language: string,
  lexicon: Lexicon | null,
): Found | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === "asian") return eastAsianAt(text, token, at, lexicon);
  const run = runAt(text, tokens, at, language, lexicon);
  if (!run) return null;
  const end = tokens[run.last]?.end ?? token.end;
  const [before, after] = around(text, token.start, end);
  if (isDigits(token.text) && IS_NAME.test(before)) return null;
  const next = tokens[run.last + 1];
  const nextWord = next?.kind === "word" && !/[^\s-]/.test(text.slice(end, next.start)) ? next.text : null;
  const doubtful = nextWord !== null && lexicon ? lexicon.doubtfulUnit(nextWord) : null;
  const multiplied =
    doubtful === null ? [] : [...run.sure, ...run.possible].map((number) => Math.round(number * doubtful));
  // There are no 1.5 people: “1.5m” is 1.5 million.
  const sure = run.sure.length > 0 ? run.sure : multiplied;
  const isBare = isDigits(token.text) && run.factor === 1;
  const isWeak =
    doubtful !== null ||
    VAGUE_AFTER.test(after) ||
    (isBare && hasEnding(after, lexicon)) ||
    token.text.toLowerCase() === "one";
  const isOther = isContext(before, after, lexicon) || (isBare && doubtful === null && ATTACHED.test(after));
  return {
    last: run.last,
    number: {
      start: token.start,
      end,
      written: text.slice(token.start, end),
      sure: isOther ? [] : sure,
      possible: [...(isOther ? run.sure : []), ...run.possible, ...multiplied],
      isFirm: !isWeak && !isOther && run.sure.length > 0,
      isContext: isOther,
      factor: run.factor,
      nextWord,
    },
  };
}

function eastAsianAt(text: string, { text: written, start, end }: Token, at: number, lexicon: Lexicon | null): Found {
  const [before, after] = around(text, start, end);
  const { sure, possible, isFirm, factor } = readEastAsian(written, before, after);
  const number = { start, end, written, factor, nextWord: null };
  if (!isContext(before, after, lexicon))
    return { last: at, number: { ...number, sure, possible, isFirm, isContext: false } };
  return {
    last: at,
    number: { ...number, sure: [], possible: [...sure, ...possible], isFirm: false, isContext: true },
  };
}

interface Run extends Readings {
  readonly last: number;
  readonly factor: number | null;
}

/** A number with its units and what continues it: “2 million 300 thousand”. */
function runAt(
  text: string,
  tokens: readonly Token[],
  at: number,
  language: string,
  lexicon: Lexicon | null,
): Run | null {
  const first = tokens[at];
  if (!first) return null;
  const atom = atomOf(first, language);
  const unitOf = (token: Token | undefined) => (token?.kind === "word" ? (lexicon?.unit(token.text) ?? null) : null);
  const next = tokens[at + 1];
  if (!atom) {
    const unit = unitOf(next);
    // “a dozen”.
    if (/^an?$/i.test(first.text) && unit !== null && /^en\b/i.test(language) && isJoined(text, first, next)) {
      if (tokens[at - 1]?.text.toLowerCase() === "half") return null;
      return continued(text, tokens, at, { sure: [1], possible: [] }, language, lexicon);
    }
    // “elfu 12”.
    const own = unitOf(first);
    const number = next && isJoined(text, first, next) ? atomOf(next, language) : null;
    if (!lexicon?.data.unitsFirst || own === null || !number) return null;
    const multiply = (list: readonly number[]) => list.map((value) => Math.round(value * own));
    const rest = tokens[at + 2]?.text === lexicon.data.and ? tokens[at + 3] : undefined;
    const more = rest ? (atomOf(rest, language)?.sure[0] ?? null) : null;
    if (more !== null && rest && more < own)
      return {
        last: at + 3,
        sure: multiply(number.sure).map((value) => value + more),
        possible: [...multiply(number.sure), more],
        factor: null,
      };
    return { last: at + 1, sure: multiply(number.sure), possible: multiply(number.possible), factor: own };
  }
  return continued(text, tokens, at, splitBySpace(first, atom, language), language, lexicon);
}

function continued(
  text: string,
  tokens: readonly Token[],
  at: number,
  atom: Readings,
  language: string,
  lexicon: Lexicon | null,
): Run {
  const rest: Part[] = [];
  const separate: number[] = [];
  let last = at;
  let factor: number | null = 1;
  for (;;) {
    const next = nextPart(text, tokens, last, rest, language, lexicon);
    if (!next) break;
    if (next.separate.length > 0) factor = null;
    rest.push(...next.parts);
    separate.push(...next.separate);
    if (factor !== null) for (const part of next.parts) if ("unit" in part) factor *= part.unit;
    last = next.last;
  }
  const value = (number: number) => evaluate([{ number }, ...rest]);
  const values = (list: readonly number[]) => list.map(value).filter((number) => number !== null);
  const whole = values(atom.sure);
  return {
    last,
    factor,
    sure: whole.filter(Number.isInteger),
    possible: [...whole.filter((number) => !Number.isInteger(number)), ...values(atom.possible), ...separate],
  };
}

interface NextParts {
  readonly parts: readonly Part[];
  /** Each part as a separate number, if the text may mean that: “5 thousand 300”. */
  readonly separate: readonly number[];
  readonly last: number;
}

function nextPart(
  text: string,
  tokens: readonly Token[],
  last: number,
  rest: readonly Part[],
  language: string,
  lexicon: Lexicon | null,
): NextParts | null {
  if (!lexicon) return null;
  const [current, following] = [tokens[last], tokens[last + 1]];
  if (!current || !following) return null;
  const isHyphen = following.text === "-" && following.start === current.end;
  const linked = isHyphen || following.text === lexicon.data.of ? 1 : 0;
  const unitToken = tokens[last + 1 + linked];
  const unit = unitToken?.kind === "word" ? lexicon.unit(unitToken.text) : null;
  if (unit !== null && unitToken && (linked === 1 || isJoined(text, current, unitToken)))
    return { parts: [{ unit }], separate: [], last: last + 1 + linked };
  const lowest = rest.at(-1);
  if (!lowest || !("unit" in lowest)) return null;
  const connected = following.kind === "word" && following.text.toLowerCase() === lexicon.data.and ? 1 : 0;
  const numberToken = tokens[last + 1 + connected];
  if (!numberToken || (!connected && !isJoined(text, current, numberToken))) return null;
  const number = numberToken.kind === "asian" ? null : atomOf(numberToken, language)?.sure[0];
  if (number === undefined || number === null || number >= lowest.unit) return null;
  const after = tokens[last + 2 + connected];
  const ownUnit = after?.kind === "word" && isJoined(text, numberToken, after) ? lexicon.unit(after.text) : null;
  if (ownUnit !== null && ownUnit >= lowest.unit && !(lowest.unit < 1000 && ownUnit >= 1000)) return null;
  const before = evaluate([{ number: 1 }, ...rest]);
  const isInWords = !isDigits(numberToken.text);
  const separate = isInWords || before === null ? [] : [number * (ownUnit ?? 1)];
  return { parts: [{ number }], separate, last: last + 1 + connected };
}

const isJoined = (text: string, one: Token | undefined, next: Token | undefined): boolean =>
  one !== undefined && next !== undefined && text.slice(one.end, next.start).trim() === "";

const isDigits = (text: string): boolean => /^\p{Nd}/u.test(text);

function atomOf(token: Token, language: string): Readings | null {
  if (token.kind !== "numeral") return null;
  if (isDigits(token.text)) return readNumeral(token.text, language);
  const words = englishNumberAt(token.text);
  return words ? { sure: [words.value], possible: [] } : null;
}

/** “27 300” may be a day and a number, unless the language writes 27,300 so. */
function splitBySpace({ text }: Token, atom: Readings, language: string): Readings {
  if (!text.includes(" ") || !isDigits(text)) return atom;
  const parts = text.split(" ").flatMap((part) => readNumeral(part, language).sure);
  return { sure: atom.sure, possible: [...atom.possible, ...parts] };
}

/** “In 2020” is a year; “2020 people” is one only if there is another number. */
function withoutBareYear(only: string, number: NumberInText, count: number): NumberInText {
  if (!/^(?:19|20)\p{Nd}{2}$/u.test(asYear(number)) || (number.nextWord !== null && count === 1)) return number;
  return only === number.written ? number : { ...number, isFirm: false };
}
const asYear = ({ written, sure }: NumberInText): string => (/^\p{Nd}{4}$/u.test(written) ? String(sure[0]) : "");

/** In “10 to 12 thousand” the first number has the unit of the second. */
function shareUnits(text: string, numbers: readonly NumberInText[]): NumberInText[] {
  return numbers.map((number, at) => {
    const next = numbers[at + 1];
    if (!next?.factor || next.factor === 1 || number.factor !== 1) return number;
    if (!IS_CONNECTOR.test(text.slice(number.end, next.start))) return number;
    const { factor } = next;
    return { ...number, sure: [...number.sure, ...number.sure.map((value) => Math.round(value * factor))] };
  });
}
