import type { ParsedComponents, ParsedResult } from "chrono-node";
import { casual } from "chrono-node/en";
import type { Sentence } from "./sentences.ts";

/** A time expression in a text, as precise as the words. Offsets are UTF-16 code units. */
export interface TimeInText {
  readonly start: number;
  readonly end: number;
  /** In the corpus format: a year, a month, a day, or a span of two of these. */
  readonly at: string;
  /** The first and the last day, as in `2020-09-28`. */
  readonly from: string;
  readonly until: string;
}

/** A time with the indexes of its first and last word in the sentence. */
export interface PlacedTime extends TimeInText {
  readonly first: number;
  readonly last: number;
}

const DAY = 86_400_000;
const WEEKDAY = /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/;
const MONTH =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b/;
/** Times relative to the publication. */
const RELATIVE =
  /^(?:on )?(?:yesterday|today|tonight|last night|this (?:morning|afternoon|evening|month|year)|last (?:month|year)|(?:late |early )?yesterday (?:morning|afternoon|evening))$/i;
const WINDOW = /^(?:past|last|previous) (?:\S+ )?(?:hours|days|weeks|months)$/i;
const AGO = /^(?:a|an|one|two|three|four|five|six|\d{1,2}) (?:day|week)s? ago$/i;
/** Without one of these, a sentence names no time, and is not read for one. */
const CAN_HAVE_TIME =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|yesterday|today|tonight|last|past|this|previous|ago|since|in|until|19\d\d|20\d\d)/;
const YEAR = /\b(since|in|from|until|during) ((?:19|20)\d\d)\b/gi;

/**
 * The times that a sentence names, for a text that was published then. A weekday is the last one before the publication, and
 * nothing is in the future.
 */
export function timesIn(sentence: Sentence, publishedAt: number): PlacedTime[] {
  const { text, words, start } = sentence;
  if (!CAN_HAVE_TIME.test(text)) return [];
  const found: (Omit<TimeInText, "start" | "end"> & { index: number; length: number })[] = [];
  for (const result of casual.parse(text, { instant: new Date(publishedAt), timezone: 0 })) {
    const time = timeOf(result, text, publishedAt);
    if (time) found.push({ ...time, index: result.index, length: result.text.length });
  }
  for (const { index, 0: match, 1: word = "", 2: year = "" } of text.matchAll(YEAR)) {
    const [from, length] = [index + match.length - year.length, year.length];
    const isKnown = found.some((other) => other.index < from + length && from < other.index + other.length);
    const isNow = `${new Date(publishedAt).getUTCFullYear()}` < year;
    if (!isKnown && !isNow && word !== "") found.push({ index: from, length, ...spanOf(year, year) });
  }
  return found.flatMap(({ index, length, ...time }) => {
    const [from, to] = [start + index, start + index + length];
    const first = words.findIndex((word) => word.start >= from && word.start < to);
    let last = words.findLastIndex((word) => word.end <= to && word.end > from);
    while (words[last]?.pos === "PUNCT" && words[last]?.text !== ".") last--;
    if (last < endOfDateline(words)) return [];
    return first < 0 || last < first
      ? []
      : [{ ...time, start: words[first]?.start ?? from, end: words[last]?.end ?? to, first, last }];
  });
}

/** The number of the dash after “BAGHDAD, 14 March (Agency) -”: the date of a dateline says nothing of what happened. */
const endOfDateline = (words: Sentence["words"]): number =>
  words.slice(0, 16).findLastIndex(({ text }) => /^(?:-|--+|—|–)$/.test(text));

type Span = Pick<TimeInText, "at" | "from" | "until">;

function timeOf({ text, start, end, index }: ParsedResult, sentence: string, publishedAt: number): Span | null {
  const plain = text.replace(/^(?:on|at|in|late on|early on) /i, "");
  // “Three weeks” after “in” are a length: “in three weeks of fighting”.
  if (/^in /i.test(text) && !MONTH.test(text)) return null;
  // A duration counts back from the publication: “the past 24 hours”.
  if (WINDOW.test(plain)) return spanOf(dayOf(start.date()), dayOf(new Date(publishedAt)));
  const isNamed = WEEKDAY.test(text) || MONTH.test(text) || /\b(?:19|20)\d\d\b/.test(text);
  if (!isNamed && !RELATIVE.test(plain) && !AGO.test(plain)) return null;
  // “He may march”: months and days have a capital, and May and March a number or a preposition.
  if (/^(?:may|march)$/i.test(plain) && !/\b(?:in|since|until|by|of|last|from|to)\s+$/i.test(sentence.slice(0, index)))
    return null;
  const from = inThePast(start, publishedAt);
  const until = end ? inThePast(end, publishedAt) : from;
  // “Between 4 and 8 September”.
  const begin = /\bbetween (\d{1,2}) and $/i.exec(sentence.slice(0, index))?.[1];
  if (begin !== undefined && from !== null && until === from && from.length === 10) {
    const day = `${from.slice(0, 8)}${begin.padStart(2, "0")}`;
    if (day < from) return spanOf(day, from);
  }
  return from === null || until === null || until < from ? null : spanOf(from, until);
}

/** A day, a month or a year that has begun when the text was published. Null if there is none. */
function inThePast(components: ParsedComponents, publishedAt: number): string | null {
  const today = dayOf(new Date(publishedAt));
  let day = dayOf(components.date());
  const isDay = components.isCertain("day") || components.isCertain("weekday");
  if (
    !components.isCertain("year") &&
    components.isCertain("month") &&
    day > (isDay ? today : `${today.slice(0, 7)}-99`)
  )
    day = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  if (components.isCertain("weekday") && !components.isCertain("day"))
    while (day > today) day = dayOf(new Date(Date.parse(day) - 7 * DAY));
  if (day > today && isDay) return null;
  if (isDay) return day;
  return components.isCertain("month") ? day.slice(0, 7) : components.isCertain("year") ? day.slice(0, 4) : null;
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** From one year, month or day to another, both included. */
function spanOf(from: string, until: string): Span {
  const [year = 0, month] = until.split("-").map(Number);
  const last =
    until.length === 10 ? until : month === undefined ? `${until}-12-31` : dayOf(new Date(Date.UTC(year, month, 0)));
  const first = from.length === 10 ? from : from.length === 7 ? `${from}-01` : `${from}-01-01`;
  return { at: from === until ? from : `${from}/${until}`, from: first, until: last };
}
