import type { Harmed } from "./harms.ts";
import type { Word } from "./sentences.ts";
import { countryOf, isNational } from "./words/nationalities.ts";

/** Where people were harmed, by its name in the text. Offsets are UTF-16 code units. */
export interface PlaceInText {
  readonly start: number;
  readonly end: number;
}

const PREPOSITION = /^(?:in|at|near|outside|around)$/;
/** How many words can stand between a preposition and the name: “in a crowded market in the southern city of”. */
const MOST_BETWEEN = 6;
/** How far from the people a place is looked for. */
const MOST_WORDS = 40;
const NO_PLACE =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|(?:mon|tues|wednes|thurs|fri|satur|sun)day|gmt|christmas|ramadan|eid|facebook|twitter|telegram)\.?$/;
/** Words of names of organisations, of which something can be said “in” and “at” too. */
const ORGANISATION =
  /^(?:ministry|army|forces?|police|observatory|agency|council|committee|hospital|news|front|brigade|command|party|university|office|radio|tv|television|war|times|post|islamic|taliban)$/;
/** Nouns for places after their names: “Aleppo province”. */
const KIND =
  /^(?:province|region|regions|district|districts|governorate|state|city|county|department|valley|pass|camp|airport|island|islands|village|villages|town|area|sector)$/;

/** The first place that is named after the people in their sentence, or else the last one before them. Null if none is named. */
export function placeOf({ first, last }: Harmed, words: readonly Word[]): PlaceInText | null {
  for (let at = last + 1; at < Math.min(words.length, last + MOST_WORDS); at++) {
    if (/^[;]$/.test(words[at]?.text ?? "")) break;
    const place = placeAt(words, at);
    if (place) return place;
  }
  for (let at = first - 1; at >= Math.max(0, first - MOST_WORDS); at--) {
    if (words[at]?.text === ";") break;
    const place = placeAt(words, at);
    if (place) return place;
  }
  return null;
}

/** The name of a place after a preposition. */
function placeAt(words: readonly Word[], preposition: number): PlaceInText | null {
  if (!PREPOSITION.test(words[preposition]?.lower ?? "")) return null;
  let from = preposition + 1;
  while (from <= preposition + MOST_BETWEEN && isBeforeName(words, from)) from++;
  let to = from;
  while (
    isName(words[to]) ||
    (to > from &&
      /^(?:-|al|el|de|la|of|and|'s)$/.test(words[to]?.lower ?? "") &&
      isName(words[to + 1]) &&
      words[to]?.lower !== "and")
  )
    to++;
  if (to === from) return null;
  const name = words.slice(from, to);
  if (name.some(({ lower }) => NO_PLACE.test(lower) || ORGANISATION.test(lower))) return null;
  // “in Syrian custody”, “in the Kurdish southeast”: a nationality is not a place. “in the Israeli city of Haifa” has one.
  const own = name.at(-1);
  const isAdjective = own !== undefined && countryOf(own.text) !== own.text && isNational(own.text);
  if (!own || (isAdjective && words[to]?.pos === "NOUN")) return null;
  if (KIND.test(words[to]?.lower ?? "")) to++;
  // “in a Lodrenian strike on the town”: a name before another noun describes it.
  else if (words[to]?.pos === "NOUN") return null;
  return { start: words[from]?.start ?? 0, end: words[to - 1]?.end ?? 0 };
}

const isName = (word: Word | undefined): boolean => word?.pos === "PROPN" && /^\p{Lu}|^al-/u.test(word.text);

const isBeforeName = (words: readonly Word[], at: number): boolean =>
  !isName(words[at]) &&
  (/^(?:DET|ADJ|NOUN|ADV|ADP|NUM)$/.test(words[at]?.pos ?? "") || /'s$/.test(words[at]?.text ?? "")) &&
  !/^(?:on|by|with|after|when|as|for|during|since|from|between)$/.test(words[at]?.lower ?? "");
