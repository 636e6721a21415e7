import type { ClaimStatus, Scope } from "../domain/vocabulary.ts";
import type { Harmed } from "./harms.ts";
import type { Sentence } from "./sentences.ts";

/** Words that make a figure a total. */
const TOTAL =
  /\b(?:so far|to date|in total|in all|(?<!(?:worst|deadliest|heaviest|biggest|first|bloodiest|largest|highest) (?:\S+ ){0,8})since (?!the (?:attack|blast|shelling|strike)s?\b)|as of|this year|cumulative|overall|updated|\d+ years|decades?|same period|until|between \d{4} and|during the (?:war|battle|siege|campaign)|a (?:\S+ ){0,3}month|month of|each (?:month|year)|per (?:month|year)|(?:half|quarter|months|weeks) of (?:the year|last year|(?:19|20)\d\d))\b|\bwar\b(?: (?:that|which|has|have|had|already|,))|\bin the (?:\S+ )?(?:\S+ )?war\b|\bin a war\b/i;
/** “From 1 to 28 February”, “between January 2019 and May 2020”. */
const PERIOD =
  /\b(?:from|between) (?:\S+ ){1,4}?(?:to|and|through|until) (?:\S+ ){0,2}(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|oct|nov|dec)\b/;
const PERFECT =
  /\b(?:has|have|had) (?:\S+ ){0,2}(?:killed|left|claimed|displaced|been|lost|died|fled|driven|wounded|injured|amounted|sustained|embraced)\b/i;

/** What goes on has killed so many until now. */
const FIGHTING =
  /\b(?:fighting|conflict|violence|war|insurgency|siege|crisis|unrest|rebellion|hostilities) (?:\S+ ){0,8}?(?:has|have) (?:\S+ )?(?:left|killed|claimed|cost|displaced|wounded|injured)\b|\b(?:conflict|war|insurgency|siege) (?:killed|claimed|cost) /;

/** What earlier sentences of a paragraph say about the time of which it speaks. */
export interface Discourse {
  /** The year in which the text was written, as far as the text shows it. */
  readonly year: number | null;
  /** Whether the year is known. Otherwise it may be that of an earlier time. */
  readonly isPublished: boolean;
  /** Whether it tells of a war that was only played or computed. */
  readonly isSimulated: boolean;
  isHistoric: boolean;
  /** Whether the last sentence that was followed itself speaks of a time that is long over. */
  isSentenceHistoric: boolean;
  /** Whether each clause of that sentence makes a figure a total, by its first and last word. */
  readonly totals: Map<string, boolean>;
  /** It tells of an ended war, so that its figures are those of the war. */
  isWar: boolean;
}

/** What the whole text shows. */
export const discourseOf = (sentences: readonly Sentence[], published: number | null): Discourse => {
  const isWar = sentences.some(({ text }) => WAR.test(text));
  return {
    isSimulated: sentences.some(({ text }) => SIMULATION.test(text)),
    year: published ?? yearOf(sentences),
    isPublished: published !== null,
    isHistoric: isWar,
    isSentenceHistoric: isWar,
    totals: new Map(),
    isWar,
  };
};

/** The year of a dateline, or the latest year up to which something is counted: “from February 2022 to March 2023”. */
function yearOf(sentences: readonly Sentence[]): number | null {
  const dateline = /^[^.]{0,60}?\((?:[^)]*\s)?((?:19|20)\d\d)\)/.exec(sentences[0]?.text ?? "");
  const ends = sentences.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:to|until|through|till|and|-|–) (?:\S+ ){0,2}((?:19|20)\d\d)\b/g)].map(([, year]) =>
      Number(year),
    ),
  );
  const isCounted = sentences.some(({ text }) => /\b[Ff]rom (?:\S+ ){0,4}(?:(?:19|20)\d\d|\d)/.test(text));
  const years = [...(dateline ? [Number(dateline[1])] : []), ...(isCounted ? ends : [])];
  return years.length === 0 ? null : years.reduce((latest, year) => Math.max(latest, year));
}

/** A date with its day and year, of something that is over: then the next sentences may tell of it too. */
const DATE =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\.? \d\d?, (?:1[89]|20)\d\d\b|\b\d\d? (?:january|february|march|april|may|june|july|august|september|october|november|december),? (?:1[89]|20)\d\d\b/i;
const PRESENT = /\b(?:are|is|still|now|has|have|today|since)\b/i;

/** Takes over what a sentence says about the time. */
export function follow(discourse: Discourse, sentence: Sentence): void {
  discourse.isSentenceHistoric = isHistoric(sentence, discourse);
  discourse.totals.clear();
  if (discourse.isSentenceHistoric && DATE.test(sentence.text)) discourse.isHistoric = true;
  else if (!discourse.isWar && PRESENT.test(sentence.text)) discourse.isHistoric = false;
  else if (/\bsince\b/.test(sentence.text)) discourse.isHistoric = false;
}

/** Whether a figure of the sentence that was followed last is a running total or that of one incident. */
export function scopeOf(
  sentence: Sentence,
  { harm, quantity, first, last, rule }: Harmed,
  discourse: Discourse,
): Scope {
  const { words, text } = sentence;
  if (discourse.isWar && discourse.isHistoric) return "CUMULATIVE";
  const isPut = [1, 2].some((step) => /^(?:put|puts)$/.test(words[first - step]?.lower ?? ""));
  const isOneSide =
    /^losses$/.test(words[first]?.lower ?? "") && /\b(?:were|amounted)\b/.test(text) && !TOTAL.test(text);
  if (rule.startsWith("toll")) return isPut || isOneSide ? "NEW" : "CUMULATIVE";
  if (harm === "DISPLACED") return /\balone\b/.test(text) ? "NEW" : "CUMULATIVE";
  const [from, to] = clauseAround(words, first, last);
  if (harm === "MISSING" && words.slice(from, to + 1).some(({ lower }) => /\bstill\b/.test(lower))) return "CUMULATIVE";
  const key = `${from}-${to}`;
  const isTotal = discourse.totals.get(key) ?? isTotalClause(sentence, from, to);
  discourse.totals.set(key, isTotal);
  if (isTotal) return "CUMULATIVE";
  const number = quantity.min ?? quantity.max ?? 0;
  return number >= 5000 || (number >= 1000 && PERFECT.test(text)) ? "CUMULATIVE" : "NEW";
}

function isTotalClause({ words, text }: Sentence, from: number, to: number): boolean {
  const clause = words
    .slice(from, to + 1)
    .map(({ lower }) => lower)
    .join(" ");
  return TOTAL.test(clause) || PERIOD.test(text.toLowerCase()) || FIGHTING.test(clause);
}

/** The first and the last word of a clause. */
function clauseAround(words: Sentence["words"], first: number, last: number): [from: number, to: number] {
  let [from, to] = [first, last];
  // “… since 22 April, when 26 were killed”: the 26 are of that day.
  while (
    from > 0 &&
    !/^(?:;|while|but|said|—)$/.test(words[from - 1]?.lower ?? "") &&
    !(words[from - 1]?.lower === "when" && words[from - 2]?.text === ",")
  )
    from--;
  // “recorded another 40, pushing the toll to 90 since May”: only the toll is since May.
  while (
    to < words.length - 1 &&
    !/^(?:;|but|—)$/.test(words[to + 1]?.lower ?? "") &&
    !/^(?:bringing|pushing|raising|taking|lifting)$/.test(words[to + 1]?.lower ?? "") &&
    !(words[to + 1]?.text === "," && /^(?:with|while)$/.test(words[to + 2]?.lower ?? ""))
  )
    to++;
  return [from, to];
}

const MODAL = /^(?:could|might|may|will|can|should|if|possibly|potentially|scenario|ultimately)$/;
const BASE_FORM = /^(?:kill|leave|wound|injure|displace|maim|claim|cause|cost|lose|die)$/;
/** “It could confirm 11 deaths” supposes nothing. */
const KNOWS = /^(?:only|confirm|verify|document|count|report|say|see)$/;
const SIMULATION = /\bwar ?games?\b|\bwargam(?:es?|ing)\b|\btabletop exercise\b|\bsimulat(?:ed|ions?)\b/i;
const WAR = /\bWorld War\b|\b(?:Gulf|Vietnam|Korean|Civil|Cold|Chechen|Balkan|Falklands) War\b/;
/** A war with a length is over: “the 74-day conflict cost 900 lives”. */
const LONG_WAR =
  /\b(?:[a-z0-9]+-(?:day|week|month|year|decade)|decade-long|years-long) (?:\S+ )?(?:war|conflict|insurgency|siege|occupation) (?!which|that|has|have|is|was still)\w+/i;
/** “the 1990s, when 30,000 people were killed”. */
const DECADE =
  /\b(?:the|late|early|mid-) ?(?:19|20)\d0s,? (?:when|in which|during which)\b|\b(?:in|during) the (?:late |early |mid-)?(?:19|20)\d0s\b/i;
/** A year that dates what happened: “on May 12, 1999”. Not the start of a time that goes on. */
const YEAR = /\b(?:1[89]|20)\d\d\b/g;
const GOES_ON =
  /\b(?:since|from|between)\s(?:\S+\s){0,12}$|\b(?:until|till|as of|starting|began in|after|compared (?:to|with)|than in|same period (?:in|of))\s(?:\S+\s){0,6}$/i;
/** Who says so now tells of what has just been counted: “said on Tuesday”. */
const SAID_NOW =
  /\b(?:said|says|claimed|reported|announced|told|confirmed|maintained) (?:\S+ ){0,4}?(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** How far before a year its date and “since” can stand, in UTF-16 code units: more than 13 words. */
const MOST_BEFORE = 300;

/** Whether a sentence speaks of a time that is long over. */
function isHistoric({ text }: Sentence, { year: now, isPublished }: Discourse): boolean {
  if (WAR.test(text) || LONG_WAR.test(text) || DECADE.test(text)) return true;
  return [...text.matchAll(YEAR)].some(({ index, 0: year }) => {
    if (now !== null && Number(year) >= (isPublished ? now : now - 1)) return false;
    const before = text.slice(Math.max(0, index - MOST_BEFORE), index);
    const isDate =
      /(?:\bin|\bof|,|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)|\d\d?|\band|\bbetween) $/i.test(
        before,
      );
    return (
      isDate &&
      !GOES_ON.test(before) &&
      !(now === null && SAID_NOW.test(text)) &&
      !/^\s?(?:ceasefire|agreement)/.test(text.slice(index + year.length))
    );
  });
}

/** “denied that 12 had died”, “it is not true that 12 died”, “reports that 12 died are false” */
function isDenied(words: Sentence["words"], first: number, last: number): boolean {
  const textOf = (from: number, to: number): string =>
    words
      .slice(Math.max(0, from), to)
      .map(({ lower }) => lower)
      .join(" ");
  if (
    /\b(?:not true|untrue|no truth|false|not the case) (?:\S+ ){0,3}that (?:\S+ ){0,8}$/.test(
      `${textOf(first - 14, first)} `,
    )
  )
    return true;
  const isReport =
    /\b(?:reports?|claims?|allegations?|rumou?rs?|suggestions?|statements?) (?:\S+ ){0,4}(?:that|of) (?:\S+ ){0,6}$/.test(
      `${textOf(first - 12, first)} `,
    );
  if (
    isReport &&
    /\b(?:is|are|was|were) (?:\S+ ){0,2}(?:false|untrue|fabricated|baseless|incorrect|fake|lies|groundless|fiction)\b/.test(
      textOf(last + 1, last + 20),
    )
  )
    return true;
  const before = words.slice(Math.max(0, first - 14), first).map(({ lower }) => lower);
  const verb = before.findLastIndex((word) =>
    /^(?:denied|denies|denying|deny|said|says|reported|claimed|but|and)$/.test(word),
  );
  return /^den/.test(before[verb] ?? "") && before.indexOf("that", verb) > verb;
}

/** Whether a claim of the sentence that was followed last is about the present, an ended war, denied, or only supposed. */
export function statusOf(sentence: Sentence, { first, last }: Harmed, discourse: Discourse): ClaimStatus {
  const { words, text } = sentence;
  const near = words.slice(Math.max(0, first - 6), last + 1).map((word) => (word.text === "May" ? "" : word.lower));
  const isModal = (word: string, at: number): boolean =>
    MODAL.test(word) && !(word === "may" && near[at - 1] === "in") && !KNOWS.test(near[at + 1] ?? "");
  if (discourse.isSimulated || near.some(isModal)) return "HYPOTHETICAL";
  // “would kill 13 and leave 5 wounded”.
  const isJoined = near.some((word, at) => BASE_FORM.test(word) && /^(?:and|or)$/.test(near[at - 1] ?? ""));
  if (isJoined && words.slice(0, first).some(({ lower }) => lower === "would" || MODAL.test(lower)))
    return "HYPOTHETICAL";
  if (near.includes("would") && !/\b(?:19|20)\d\d\b/.test(text)) return "HYPOTHETICAL";
  if (/\?\s*$/.test(text) && /^how many\b/i.test(text)) return "HYPOTHETICAL";
  if (near.includes("allegedly") || isDenied(words, first, last)) return "DENIED";
  return discourse.isHistoric || discourse.isSentenceHistoric ? "HISTORIC" : "CURRENT";
}
