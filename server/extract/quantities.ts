import { readNumbers } from "../domain/numbers/readNumbers.ts";
import type { NumberKind, Qualifier } from "../domain/vocabulary.ts";
import type { Sentence, Word } from "./sentences.ts";
import { NOUNS as HARM_NOUNS } from "./words/harms.ts";
import { isNational } from "./words/nationalities.ts";
import { type PeopleNoun, peopleNoun } from "./words/people.ts";

/** A number with what it counts, as it stands in a sentence. `first` and `last` are the numbers of words, both inclusive. */
export interface Quantity {
  readonly first: number;
  readonly last: number;
  /** The last word of the figure itself: “twenty” in “at least twenty people”. */
  readonly lastOfFigure: number;
  readonly qualifier: Qualifier;
  readonly min: number | null;
  readonly max: number | null;
  /** “dozens”: the word that stands for the number. */
  readonly vague: string | null;
  /** What is counted. Null if no noun follows: “six wounded”. */
  readonly head: Head | null;
  /** True if there is no number: “a soldier”. */
  readonly isImplicit: boolean;
  /** True for “more”, “other”, “another”: these people are not among those named before. */
  readonly isFurther: boolean;
}

export interface Head {
  readonly at: number;
  /** Null for things: “12 tanks”. */
  readonly people: PeopleNoun | null;
  /** The words before it: “northern”, “rebel”. */
  readonly modifiers: readonly Word[];
}

/** Words that say how exactly, before a number. The longest that fits is taken. */
const QUALIFIERS: readonly (readonly [words: string, Qualifier])[] = [
  ["at least", "AT_LEAST"],
  ["no fewer than", "AT_LEAST"],
  ["no less than", "AT_LEAST"],
  ["not less than", "AT_LEAST"],
  ["a minimum of", "AT_LEAST"],
  ["a total of", "EXACTLY"],
  ["total of", "EXACTLY"],
  ["more than", "MORE_THAN"],
  ["upwards of", "MORE_THAN"],
  ["in excess of", "MORE_THAN"],
  ["well over", "MORE_THAN"],
  ["over", "MORE_THAN"],
  ["as many as", "UP_TO"],
  ["up to", "UP_TO"],
  ["as high as", "UP_TO"],
  ["no more than", "UP_TO"],
  ["a maximum of", "UP_TO"],
  ["fewer than", "FEWER_THAN"],
  ["less than", "FEWER_THAN"],
  ["about", "ABOUT"],
  ["around", "ABOUT"],
  ["some", "ABOUT"],
  ["nearly", "ABOUT"],
  ["almost", "ABOUT"],
  ["roughly", "ABOUT"],
  ["approximately", "ABOUT"],
  ["an estimated", "ABOUT"],
  ["estimated", "ABOUT"],
  ["close to", "ABOUT"],
  ["closer to", "ABOUT"],
  ["approaching", "ABOUT"],
];
const QUALIFIER_WORDS = QUALIFIERS.map(([words, qualifier]) => [words.split(" "), qualifier] as const);

const VAGUE = /^(?:dozens|scores|hundreds|thousands|tens|millions|several|many|numerous|countless)$/;
const TIME_NOUNS =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|(?:mid|early|late)?-?(?:morning|afternoon|evening|night|noon|today|yesterday|tonight)s?|days?|weeks?|months?|years?|hours?|minutes?|decades?|times?)$/;
const MONTH =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?$/;
const FURTHER = /^(?:more|other|others|further|additional|another|fellow)$/;
/** Words between a number and its noun that say nothing. */
const LINKS = /^(?:of|the|these|those|their|its|his|her|our|more|other|others|additional|further|such|fellow|all|or)$/;
/** Words that end a noun phrase although they look like a part of it. */
const ENDS_PHRASE =
  /^(?:killed|slain|murdered|massacred|executed|assassinated|martyred|beheaded|wounded|injured|hurt|maimed|dead|missing|captured|kidnapped|abducted|displaced|died|dying|killing|wounding|injuring|lost|arrested|detained|burned|drowned)$/;
const NOT_HEADS =
  /^(?:captive|percent|per|cent|%|km|kilometers?|kilometres?|miles?|meters?|metres?|am|pm|a\.m\.|p\.m\.|years?-old|year-old)$/;

/** All quantities of a sentence, in the order in which they stand. */
export function quantitiesOf({ words }: Sentence, numbers: ReadonlyMap<number, NumberAt>): Quantity[] {
  const found: Quantity[] = [];
  for (let at = 0; at < words.length; at++) {
    const quantity =
      rangeAt(words, numbers, at) ?? numberAt(words, numbers, at) ?? vagueAt(words, at) ?? implicitAt(words, at);
    if (!quantity) continue;
    // “as many as 50”: “many” was read as a number before.
    while (found.length > 0 && (found.at(-1)?.last ?? -1) >= quantity.first) found.pop();
    found.push(quantity);
    at = quantity.last;
  }
  return sharedHeads(words, found);
}

/** A number that can be a count: the number of its last word, and its value. */
export interface NumberAt {
  readonly last: number;
  readonly value: number;
}

/** The numbers of a sentence in figures and words. */
export interface NumbersOf {
  /** Those that can be counts, by the number of their first word. */
  readonly counts: ReadonlyMap<number, NumberAt>;
  readonly others: readonly (Pick<Word, "start" | "end"> & { readonly kind: OtherKind })[];
}

/** What a number says that is no count. */
type OtherKind = Extract<NumberKind, "MONEY" | "SHARE" | "TIME_OR_MEASURE" | "UNCLEAR">;

export function numbersOf({ words, text, start }: Sentence): NumbersOf {
  const counts = new Map<number, NumberAt>();
  const others: NumbersOf["others"][number][] = [];
  for (const number of readNumbers(text, "en")) {
    const [from, to] = [start + number.start, start + number.end];
    const value = number.sure[0] ?? number.possible[0];
    const first = words.findIndex((word) => word.start === from);
    const last = words.findLastIndex((word) => word.end <= to && word.end > from);
    const kind = otherKindOf(words, first, last, number.isContext, value);
    if (kind === null) counts.set(first, { last, value: value as number });
    else if (kind !== "PRONOUN") others.push({ start: from, end: to, kind });
  }
  return { counts, others };
}

/** What a number says if it is no count; otherwise null. */
function otherKindOf(
  words: readonly Word[],
  first: number,
  last: number,
  isMeasure: boolean,
  value: number | undefined,
): OtherKind | "PRONOUN" | null {
  if (/^[$€£]/.test(words[first - 1]?.text ?? "")) return "MONEY";
  if (/^(?:percent|per|%)$/.test(words[last + 1]?.lower ?? "")) return "SHARE";
  // “this year, 46 fled” and “this month: nine people died”, but not “12 May, 1999”.
  const isApart = /^[,:]$/.test(words[first - 1]?.text ?? "") && !MONTH.test(words[first - 2]?.lower ?? "");
  const unit = words[last + 1]?.lower ?? "";
  if (isMeasure && (NOT_HEADS.test(unit) || TIME_NOUNS.test(unit))) return "TIME_OR_MEASURE";
  if (isMeasure && (isYear(words, first, value ?? 0) || !(isApart || peopleIn(words, last + 1, 2))))
    return "TIME_OR_MEASURE";
  if (value === undefined || !Number.isInteger(value) || first < 0 || last < first) return "UNCLEAR";
  if (isYear(words, first, value) || isAge(words, first)) return "TIME_OR_MEASURE";
  return words[first]?.lower === "one" && !isCountOfOne(words, first) ? "PRONOUN" : null;
}

const isCountOfOne = (words: readonly Word[], at: number): boolean =>
  (isOneOfPeople(words, at) || !/^(?:of|another|that|this|the)$/.test(words[at + 1]?.lower ?? "")) &&
  !/^(?:the|this|that|no|every|each|any)$/.test(words[at - 1]?.lower ?? "");

/** “one of its workers”. */
const isOneOfPeople = (words: readonly Word[], at: number): boolean =>
  words[at + 1]?.lower === "of" &&
  /^(?:the|its|his|her|their|our)$/.test(words[at + 2]?.lower ?? "") &&
  peopleIn(words, at + 3, 3);

/** “two boys, aged 4 and 11”, “a guard, 30, was killed”. */
function isAge(words: readonly Word[], at: number): boolean {
  const isAside = words[at - 1]?.text === "," && words[at + 1]?.text === ",";
  const isOfPerson = words[at - 2]?.pos === "PROPN" || peopleNoun(words[at - 2]?.lower ?? "")?.isPlural === false;
  if (isAside && isOfPerson && /^\d\d?$/.test(words[at]?.text ?? "")) return true;
  let before = at - 1;
  while (before > 0 && (/^(?:and|,)$/.test(words[before]?.lower ?? "") || words[before]?.pos === "NUM")) before--;
  return /^(?:ages|aged|age)$/.test(words[before]?.lower ?? "") || /^year-old$/.test(words[at + 1]?.lower ?? "");
}

/** “in 1987”, “the 1987 truce”. */
function isYear(words: readonly Word[], at: number, value: number): boolean {
  if (!/^(?:1[89]|20)\d\d$/.test(words[at]?.text ?? "") || value < 1800) return false;
  const [before, after] = [words[at - 1]?.lower ?? "", words[at + 1]];
  return (
    /^(?:in|since|of|until|till|by|from|to|between|and|after|before|the|a|during|early|late|mid)$/.test(before) ||
    !after ||
    after.pos !== "NOUN" ||
    /^[a-z]/.test(after.text) === false
  );
}

function numberAt(words: readonly Word[], numbers: ReadonlyMap<number, NumberAt>, at: number): Quantity | null {
  const number = numbers.get(at);
  if (!number) return null;
  const { first, qualifier } = qualifierBefore(words, at);
  const { value } = number;
  const plus = words[number.last + 1]?.text === "+" ? 1 : 0;
  const orMore = words[number.last + 1]?.lower === "or" && words[number.last + 2]?.lower === "more" ? 2 : 0;
  const own = plus + orMore > 0 ? "AT_LEAST" : qualifier;
  return withHead(words, numbers, {
    first,
    last: number.last + plus + orMore,
    ...boundsOf(own, value),
    vague: null,
    isImplicit: false,
  });
}

type Bounds = Pick<Quantity, "qualifier" | "min" | "max">;

function boundsOf(qualifier: Qualifier, value: number): Bounds {
  if (qualifier === "AT_LEAST" || qualifier === "MORE_THAN") return { qualifier, min: value, max: null };
  if (qualifier === "UP_TO" || qualifier === "FEWER_THAN") return { qualifier, min: null, max: value };
  return { qualifier, min: value, max: value };
}

const UPWARDS = /^(?:gone|going|go|goes|went|risen|rose|rises|shot|moved|added|adds|adding|crept|edged)$/;

function qualifierBefore(
  words: readonly Word[],
  at: number,
): { readonly first: number; readonly qualifier: Qualifier } {
  let best: { first: number; qualifier: Qualifier } = { first: at, qualifier: "EXACTLY" };
  for (const start of /^(?:another|further|additional)$/.test(words[at - 1]?.lower ?? "") ? [at, at - 1] : [at])
    for (const [parts, qualifier] of QUALIFIER_WORDS) {
      if (words[start - 1]?.lower !== parts.at(-1)) continue;
      const first = start - parts.length;
      if (first < 0 || best.first < first || !parts.every((part, index) => words[first + index]?.lower === part))
        continue;
      // “has gone up to 104”: the number itself.
      if (parts.join(" ") === "up to" && UPWARDS.test(words[first - 1]?.lower ?? "")) continue;
      best = { first, qualifier };
    }
  if (best.first === at && /^(?:another|further|additional)$/.test(words[at - 1]?.lower ?? "")) {
    const article = words[at - 2]?.lower;
    return { first: article === "a" || article === "an" ? at - 2 : at - 1, qualifier: "EXACTLY" };
  }
  return best;
}

const MAGNITUDES: ReadonlyMap<string, number> = new Map([
  ["dozen", 12],
  ["hundred", 100],
  ["thousand", 1000],
  ["million", 1_000_000],
]);

/** “between 10 and 12”, “10 to 12”, “10-12”. */
function rangeAt(words: readonly Word[], numbers: ReadonlyMap<number, NumberAt>, at: number): Quantity | null {
  const low = numbers.get(at);
  if (!low) return null;
  const link = words[low.last + 1];
  const high = numbers.get(low.last + 2);
  if (!link || !high || high.value <= low.value) return null;
  const isBetween = words[at - 1]?.lower === "between" && /^(?:and|to)$/.test(link.lower);
  if (!isBetween && !/^(?:to|-|–|or)$/.test(link.lower)) return null;
  const first = isBetween ? at - 1 : at;
  // “between 2 and 3 million”: both are millions.
  const unit = MAGNITUDES.get(words[high.last]?.lower ?? "") ?? 1;
  const isShared = low.value < 1000 && !MAGNITUDES.has(words[low.last]?.lower ?? "") && low.value * unit < high.value;
  return withHead(words, numbers, {
    first,
    last: high.last,
    qualifier: "BETWEEN",
    min: isShared ? low.value * unit : low.value,
    max: high.value,
    vague: null,
    isImplicit: false,
  });
}

function vagueAt(words: readonly Word[], at: number): Quantity | null {
  const { lower = "" } = words[at] ?? {};
  const number = (last: number, vague: string, first = at): Quantity =>
    withHead(words, new Map(), { first, last, qualifier: "VAGUE", min: null, max: null, vague, isImplicit: false });
  if (
    /^(?:tens|hundreds|dozens|scores)$/.test(lower) &&
    words[at + 1]?.lower === "of" &&
    /^(?:thousands|millions|hundreds)$/.test(words[at + 2]?.lower ?? "")
  )
    return number(at + 2, `${lower} of ${words[at + 2]?.lower}`);
  // “How many will die?”
  if (/^(?:how|so|as)$/.test(words[at - 1]?.lower ?? "")) return null;
  // “many hundreds of people”
  if (/^(?:many|several)$/.test(lower) && /^(?:hundreds|thousands|dozens|scores)$/.test(words[at + 1]?.lower ?? ""))
    return number(at + 1, words[at + 1]?.lower ?? lower);
  if (VAGUE.test(lower)) {
    const hundred = lower === "several" && /^(?:hundred|thousand|dozen)$/.test(words[at + 1]?.lower ?? "");
    return number(hundred ? at + 1 : at, hundred ? `several ${words[at + 1]?.lower}` : lower);
  }
  if (/^an?$/.test(lower) && words[at + 1]?.lower === "few") return number(at + 1, "few");
  if (/^an?$/.test(lower) && words[at + 1]?.lower === "number" && words[at + 2]?.lower === "of")
    return number(at + 2, "a number");
  return null;
}

/** People of whom there is one, although nobody was named before: “the pilot”. */
const ROLES = /^(?:pilot|co-pilot|driver|bomber|attacker|assailant|gunman)$/;

/** “a soldier”, “another civilian”, “his son”, “the pilot”: one person. */
function implicitAt(words: readonly Word[], at: number): Quantity | null {
  const { lower = "" } = words[at] ?? {};
  const isRole =
    lower === "the" &&
    (ROLES.test(words[at + 1]?.lower ?? "") || /^(?:including|included|include)$/.test(words[at - 1]?.lower ?? ""));
  const isOwned = lower === "'s" && words[at - 1]?.pos === "PROPN";
  if (!isRole && !isOwned && !/^(?:an?|another|his|her|their|one)$/.test(lower)) return null;
  if (lower === "a" && words[at - 1]?.lower === "not") return null;
  const quantity = withHead(words, new Map(), {
    first: at,
    last: at,
    qualifier: "EXACTLY",
    min: 1,
    max: 1,
    vague: null,
    isImplicit: true,
  });
  const { head } = quantity;
  if (lower === "another" && head === null && /^(?:AUX|VERB|ADP|PUNCT)$/.test(words[at + 1]?.pos ?? ""))
    return quantity;
  if (!head?.people || head.people.isPlural) return null;
  return quantity;
}

type Bare = Omit<Quantity, "head" | "isFurther" | "lastOfFigure">;

/** Reads the noun that follows. */
function withHead(words: readonly Word[], numbers: ReadonlyMap<number, NumberAt>, bare: Bare): Quantity {
  let at = bare.last + 1;
  // “scores” of fighters.
  if (words[at]?.text === '"' && words[at + 1]?.lower === "of") at++;
  let isFurther = false;
  for (let count = bare.first; count <= bare.last; count++) isFurther ||= FURTHER.test(words[count]?.lower ?? "");
  let lastFurther = bare.last;
  while (LINKS.test(words[at]?.lower ?? "")) {
    if (FURTHER.test(words[at]?.lower ?? "")) {
      isFurther = true;
      lastFurther = at;
    }
    // “three of the eight bakers”; “brought to 61 the number of”.
    if (numbers.has(at + 1) || (words[at]?.lower === "the" && at === bare.last + 1)) break;
    at++;
  }
  const from = at;
  const run: Word[] = [];
  while (isPartOfNounPhrase(words, at, run)) {
    run.push(words[at++] as Word);
    // “12 Workers' Party (WP) fighters”, “14 WP/NF fighters”.
    if (
      words[at]?.text === "(" &&
      words[at + 2]?.text === ")" &&
      words[at + 1]?.pos === "PROPN" &&
      peopleIn(words, at + 3, 2)
    )
      at += 3;
    if (words[at]?.text === "/" && words[at + 1]?.pos === "PROPN") at++;
    // “20 army and rebel fighters”: adjectives of one noun.
    if (words[at]?.lower === "and" && !isPeople(run.at(-1) as Word) && peopleIn(words, at + 1, 3))
      run.push(words[at++] as Word);
  }
  const head = headOf(run, from);
  let end = head?.at ?? lastFurther;
  // “160 soldiers and policemen”.
  const other = words[end + 2];
  const isPair = head?.people?.isPlural && /^(?:and|or)$/.test(words[end + 1]?.lower ?? "");
  if (isPair && other && other.pos !== "NUM" && peopleNoun(other.lower)?.isPlural && !VAGUE.test(other.lower)) end += 2;
  return { ...bare, last: Math.max(bare.last, end), lastOfFigure: bare.last, head, isFurther };
}

function isPartOfNounPhrase(words: readonly Word[], at: number, before: readonly Word[]): boolean {
  const word = words[at];
  if (!word || before.length > 6) return false;
  // “six dead soldiers”, but not “six dead in the raid”.
  if (ENDS_PHRASE.test(word.lower))
    return ["NOUN", "ADJ", "PROPN"].includes(words[at + 1]?.pos ?? "") && peopleIn(words, at + 1, 3);
  // “a 9 year-old boy”.
  if (word.pos === "NUM" && words[at + 1]?.lower === "year-old") return true;
  if (TIME_NOUNS.test(word.lower) || NOT_HEADS.test(word.lower)) return false;
  // “five heavily armed fighters”
  if (word.pos === "ADV" && word.lower.endsWith("ly") && peopleIn(words, at + 2, 2)) return true;
  const previous = before.at(-1);
  if (previous && isPeople(previous) && isFinalPeople(previous, word) && !HARM_NOUNS.has(word.lower)) return false;
  if (previous?.lower === "and") return true;
  if (word.lower === "'s" || word.lower === "'") return false;
  if (["NOUN", "PROPN", "ADJ"].includes(word.pos)) return true;
  return word.pos === "VERB" && /(?:ed|ing)$/.test(word.lower) && peopleIn(words, at + 1, 2);
}

const isPeople = (word: Word): boolean => peopleNoun(word.lower) !== null || isNational(word.text);
/** A plural noun for people ends its phrase: “troops Sunday”. A singular may go before another noun: “rebel fighters”. */
const isFinalPeople = (word: Word, next: Word): boolean =>
  (peopleNoun(word.lower)?.isPlural ?? /s$/.test(word.text)) && !isPeople(next);

function peopleIn(words: readonly Word[], from: number, most: number): boolean {
  for (let at = from; at < from + most; at++) {
    const word = words[at];
    if (!word || !["NOUN", "PROPN", "ADJ"].includes(word.pos)) return false;
    if (isPeople(word)) return true;
  }
  return false;
}

const PERSON_ENDING = /(?:men|women|[^e]ers|ors|ists|ants|ees|eers|ians)$/;
const NO_PERSON =
  /^(?:numbers|members?hips|lasers|trailers|quarters|headquarters|shelters|tankers|boosters|centers|centres|computers|containers|borders|orders|offers|towers|powers|waters|rivers|papers|newspapers|matters|letters|corridors|sectors|factors|motors|tractors|bunkers|launchers|helicopters|fighters-jets|carriers|choppers|mortars|errors|doors|floors|restaurants|pants|plants|grants|warrants|elephants|committees|trees|degrees|guarantees|dollars|howitzers|covers|others|disasters|encounters|clusters|meters|diameters|drivers-licences)$/;

function headOf(run: readonly Word[], from: number): Head | null {
  const last = run.at(-1);
  if (!last) return null;
  const people = peopleNoun(last.lower) ?? nationalNoun(last) ?? unknownPeople(last);
  // An adjective alone is no noun: “nine army and 14 rebel fighters”.
  if (!people && last.pos === "ADJ") return null;
  return { at: from + run.length - 1, people, modifiers: run.slice(0, -1) };
}

const nationalNoun = ({ text }: Word): PeopleNoun | null =>
  isNational(text) ? { victims: "UNSPECIFIED", tags: [], isPlural: /s$|men$|ese$/.test(text) } : null;

const unknownPeople = ({ lower, pos }: Word): PeopleNoun | null =>
  pos === "NOUN" && PERSON_ENDING.test(lower) && !NO_PERSON.test(lower)
    ? { victims: "UNSPECIFIED", tags: [], isPlural: true }
    : null;

/** “nine army and 14 rebel fighters”: the first has the noun of the second. */
function sharedHeads(words: readonly Word[], quantities: readonly Quantity[]): Quantity[] {
  return quantities.map((quantity, at) => {
    const next = quantities[at + 1];
    if (quantity.head?.people || quantity.isImplicit || !next?.head?.people) return quantity;
    const between = words.slice(quantity.last + 1, next.first).map(({ lower }) => lower);
    const link = between.at(-1);
    if (link !== "and" || between.length > 2) return quantity;
    const own = quantity.head
      ? words.slice(quantity.head.at, quantity.head.at + 1)
      : words.slice(quantity.last + 1, next.first - 1);
    if (own.length === 0) return quantity;
    return { ...quantity, head: { at: quantity.last, people: next.head.people, modifiers: own } };
  });
}
