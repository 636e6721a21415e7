import { lazy } from "../lazy.ts";
import { FACTORS, NUMBER_LANGUAGES, type NumberLanguage } from "./languages.ts";

/** The words of a language that matter beside numbers, ready to be compared with words of a text. */
export interface Lexicon {
  readonly data: NumberLanguage;
  /** The factor of a unit word, or null. */
  unit(word: string): number | null;
  /** Whether a word begins with a unit and goes on, as “هزارنفر” without its space. */
  beginsWithUnit(word: string): boolean;
  doubtfulUnit(word: string): number | null;
  /** The first number word or unit in a text from which the numbers that were read are removed; null if there is none. */
  numberWordIn(rest: string): string | null;
  /** Whether what follows a number, or is before it, makes it a date, an age, a time or a measure. */
  isMeasureAfter(text: string): boolean;
  isMeasureBefore(text: string): boolean;
}

/** A word as words are compared: without case, vowel signs and variants of letters. */
export const fold = (word: string): string =>
  // The words of English texts need nothing more.
  /[\u0080-\uffff]/.test(word)
    ? word
        .normalize("NFC")
        .toLowerCase()
        .replace(/[\u0307\u064b-\u0652\u0640\u200c\u200d]/g, "")
        .replace(/[أإآ]/g, "ا")
        .replace(/[يى]/g, "ی")
        .replace(/ك/g, "ک")
        .replace(/’/g, "'")
    : word.toLowerCase();

/** Letters of scripts that are written without spaces between words. */
export const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;

/** “million*” has an ending of up to three letters, “zwölf**” any rest, and “her_iki” a space. */
function pattern(words: string): string {
  const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return words
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => {
      const [stem = "", rest = ""] = [word.replace(/\*+$/, ""), /\*+$/.exec(word)?.[0]];
      const ending = rest === "" ? "" : rest === "*" ? String.raw`[\p{L}\p{M}']{0,3}` : String.raw`[\p{L}\p{M}']*`;
      return escaped(fold(stem)).replaceAll("_", String.raw`\s+`) + ending;
    })
    .join("|");
}

const START = String.raw`(?<![\p{L}\p{M}])`;
const END = String.raw`(?![\p{L}\p{M}])`;
const matcher = (words: string): RegExp => (words === "" ? /(?!)/ : new RegExp(`^(?:${pattern(words)})$`, "u"));

const LEXICONS = new Map<string, Lexicon | null>();

/** Null for a language that is not in the table, or not in the script of the table (az-Cyrl). */
export function lexiconOf(language: string): Lexicon | null {
  let found = LEXICONS.get(language);
  if (found === undefined) {
    found = buildLexicon(language);
    LEXICONS.set(language, found);
  }
  return found;
}

/** Languages that write numbers like another one. */
const LIKE: Readonly<Record<string, string>> = { ms: "id", prs: "fa", yue: "zh", cmn: "zh", mo: "ro" };

function buildLexicon(language: string): Lexicon | null {
  const locale = new Intl.Locale(language).maximize();
  const base = LIKE[locale.language] ?? locale.language;
  const data = Object.hasOwn(NUMBER_LANGUAGES, base) ? NUMBER_LANGUAGES[base] : undefined;
  if (!data || (base !== "zh" && locale.script !== new Intl.Locale(base).maximize().script)) return null;
  const units = unitMatchers(data.units);
  const isLong = (word: string) => [...word].length >= (/\p{Script=Arabic}/u.test(word) ? 4 : 5);
  const stems = Object.values(data.units).join(" ").replaceAll("*", "").split(" ").filter(isLong);
  const longUnits = stems.length === 0 ? /(?!)/ : new RegExp(`^(?:${pattern(stems.join(" "))})`, "u");
  const doubtful = unitMatchers(data.doubtfulUnits ?? {});
  const quantities = [data.words, ...Object.values(data.units)].join(" ").trim();
  const quantity = new RegExp(
    quantities === "" ? "(?!)" : `${START}(?:[${fold(data.prefixes ?? "")}]?)(?:${pattern(quantities)})${END}`,
    "u",
  );
  const isUnspaced = ["zh", "ja", "ko"].includes(base);
  const measures = lazy(() => {
    const agesBefore = data.agesBefore ? [pattern(data.agesBefore)] : [];
    const words = pattern([...new Set([...intlMeasures(base), ...(data.ages ?? "").split(" ")])].join(" "));
    return {
      after: new RegExp(String.raw`^[\s.]*(?:de\s+)?(?:${words})${isUnspaced ? "" : END}`, "u"),
      before: new RegExp(String.raw`${START}(?:${[words, ...agesBefore].join("|")})[\s.,:]*$`, "u"),
    };
  });
  return {
    data,
    unit: (word) => units.find(([words]) => words.test(fold(word)))?.[1] ?? null,
    beginsWithUnit: (word) => longUnits.test(fold(word)),
    doubtfulUnit: (word) => doubtful.find(([words]) => words.test(fold(word)))?.[1] ?? null,
    numberWordIn: (rest) => {
      const found = quantity.exec(fold(rest))?.[0] ?? null;
      // As it is written: folding may have changed it.
      return rest.match(/[\p{L}\p{M}'’]+/gu)?.find((word) => fold(word) === found) ?? found;
    },
    isMeasureAfter: (text) => measures().after.test(fold(text)),
    isMeasureBefore: (text) => !isUnspaced && measures().before.test(fold(text)),
  };
}

const unitMatchers = (units: NumberLanguage["units"]): [RegExp, number][] =>
  (Object.keys(units) as (keyof typeof FACTORS)[]).map((unit) => [matcher(units[unit] ?? ""), FACTORS[unit]]);

const MEASURES = [
  ...["year", "month", "week", "day", "hour", "minute", "second", "percent", "degree"],
  ...["kilometer", "meter", "centimeter", "millimeter", "mile", "foot", "kilogram", "gram"],
];

/** What the language calls measures in the plural forms that it has, and its months. */
function intlMeasures(language: string): string[] {
  const measures = MEASURES.flatMap((unit) =>
    (["long", "short"] as const).flatMap((unitDisplay) => {
      const format = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay });
      return [1, 2, 5, 11, 0.5].flatMap((number) =>
        format.formatToParts(number).flatMap(({ type, value }) => (type === "unit" ? [value] : [])),
      );
    }),
  );
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2021, month, 15)).flatMap((time) =>
    (["long", "short"] as const).flatMap((month) =>
      [{ month }, { month, day: "numeric" as const }].flatMap((options) =>
        new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...options, timeZone: "UTC" })
          .formatToParts(time)
          .flatMap(({ type, value }) => (type === "month" ? [value] : [])),
      ),
    ),
  );
  return [...measures, ...months]
    .map((words) => words.trim().replace(/\.$/, ""))
    .filter(
      (words) =>
        /^\p{L}/u.test(words) && !/^\p{Nd}/u.test(words) && words.length > (/\p{Script=Latin}/u.test(words) ? 1 : 0),
    )
    .map((words) => words.replace(/\s+/g, "_"));
}

/** Whether a word is a unit in any language. */
export const isUnitAnywhere = (word: string): boolean =>
  Object.keys(NUMBER_LANGUAGES).some((language) => {
    const lexicon = lexiconOf(language);
    return lexicon !== null && (lexicon.unit(word) ?? lexicon.doubtfulUnit(word)) !== null;
  });
