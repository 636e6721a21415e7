import type { Word } from "./sentences.ts";

/** Finds the noun phrase that is the subject of a verb of saying. */

/** What speaks for somebody who was named before. */
const DOCUMENT = /^(?:release|statement|communique|communiqué|message|post|tweet)$/;
const BOUNDARY =
  /^(?:[;:"()]|-|--+|—|–|while|but|although|though|whereas|as|because|after|when|where|which|who|that|and|since)$/;
export const PRONOUN = /^(?:he|she|it|they|him|her|them|(?:one|some|two) of (?:them|these|those))$/;
const DETERMINER = /^(?:the|a|an|its|his|her|their|same)$/;
const CLOCK = /^(?:\d{1,2}[:.]\d\d|gmt|bst|edt|est|utc|\*+)$/;
const AUXILIARY =
  /^(?:as|quoted|has|have|had|also|later|earlier|then|is|was|were|are|been|further|previously|who|meanwhile|did|not|has|himself|itself|would|could|can|will|may|only|to|continues?|continued|still|now|initially|first|subsequently|separately|immediately|officially|reportedly|at)$/;
export const TIME =
  /^(?:on|late|early|last|this|yesterday|today|tonight|earlier|later|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|evening|afternoon|night)$/i;
export const DATE =
  /^(?:then|there|here|now|again|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|hours?|afterwards)\.?$/;

/** The noun phrase that a sentence begins with, after its dateline. */
export function subjectOf(words: readonly Word[]): string | null {
  const dash = words.slice(0, 14).findLastIndex(({ text }) => /^(?:-|--+|—|–)$/.test(text));
  let start = dash + 1;
  if (/^(?:but|and|yet|however|meanwhile)$/.test(words[start]?.lower ?? "")) start++;
  if (start > dash + 1 && words[start]?.text === ",") start++;
  const [text, end] = phraseAfter(words, start);
  const close = words.findIndex((word, at) => at > end && at < end + 8 && word.text === ",");
  const named = words[end]?.text === "," && close > 0 ? withName(words, end, close) : null;
  if (named) return named.text;
  return text === null || PRONOUN.test(text.toLowerCase()) ? null : text;
}

interface Subject {
  readonly text: string;
  readonly isPronoun: boolean;
  /** “…, officials said”: at the end of what is said. */
  readonly isFinal: boolean;
  /** Whether what comes after it is said too: “…, officials said, killing 12”. */
  readonly goesOn: boolean;
  /** Whether it comes after a comma, so that what stands before may be said too. */
  readonly isAfterComma: boolean;
  readonly isAfter: boolean;
}

export function subjectBefore(words: readonly Word[], verb: number): Subject | null {
  let end = verb - 1;
  let isRelative = false;
  for (;;) {
    while (end >= 0 && AUXILIARY.test(words[end]?.lower ?? "")) {
      isRelative ||= words[end]?.lower === "who";
      end--;
    }
    // “State television had on Saturday reported”.
    const time = timeBefore(words, end);
    if (time === end) break;
    end = time;
  }
  // An abbreviation: “the Free Valley Front (FVF) told”.
  const skipAbbreviation = (): void => {
    if (words[end]?.text === ")") while (end >= 0 && words[end + 1]?.text !== "(") end--;
  };
  // “the president, who had put the toll at 30”.
  if (isRelative && words[end]?.text === ",") end--;
  skipAbbreviation();
  // An apposition: “the Observatory, a body that counts the dead, said”.
  if (words[end]?.text === "," || words[end]?.text === "—") {
    const mark = words[end]?.text;
    let open = end - 1;
    while (open >= 0 && words[open]?.text !== mark) open--;
    if (open <= 0) return null;
    // “its spokesman, Colonel Zwetschke, said”: with the name, if the words before it have none.
    const named = withName(words, open, end);
    if (named) return { ...named, isPronoun: false, ...placeOf(words, named.start, verb), isAfter: false };
    end = open - 1;
    skipAbbreviation();
  }
  let start = end;
  while (start >= 0 && !isBoundary(words, start, end)) start--;
  // “a priest who reached the town said”: the subject is before the relative clause.
  if (/^(?:who|which)$/.test(words[start]?.lower ?? "") && start < end) {
    end = words[start - 1]?.text === "," ? start - 2 : start - 1;
    start = end;
    while (start >= 0 && !isBoundary(words, start, end)) start--;
  }
  start++;
  // “…killed in the city a monitor said”: without a comma, only the nearest noun phrase.
  if (words.slice(start, end + 1).some((_, at) => at > 0 && isVerbAt(words, start + at))) {
    const before = beforeParticiple(words, start, end);
    if (before !== null) end = before;
    else start = end;
    while (
      before === null &&
      start > 0 &&
      /^(?:NOUN|PROPN|ADJ|PART)$/.test(words[start]?.pos ?? "") &&
      /^(?:NOUN|PROPN|ADJ|PART|DET)$/.test(words[start - 1]?.pos ?? "")
    )
      start--;
  }
  while (
    start <= end &&
    (TIME.test(words[start]?.text ?? "") || /^(?:and|while|[,"])$/.test(words[start]?.lower ?? ""))
  )
    start++;
  if (start > end) return null;
  if (words[start]?.lower === "according") start += 2;
  // “General Zwetschke, deputy chief of staff told”: the name.
  if (
    words[start - 1]?.text === "," &&
    words[start - 2]?.pos === "PROPN" &&
    /^\p{Ll}/u.test(words[start]?.text ?? "") &&
    TITLE.test(words[start]?.text ?? "")
  ) {
    end = start - 2;
    start = end;
    while (start > 0 && words[start - 1]?.pos === "PROPN") start--;
  }
  const own = words.slice(start, end + 1);
  const [first] = own;
  if (!first || !(own.some(({ pos }) => /^(?:NOUN|PROPN|PRON)$/.test(pos)) || (first.pos === "DET" && own.length > 1)))
    return null;
  // “The group owned up to the blast and, in a statement, said”.
  if (first.pos === "VERB" && start > 0) {
    const subject = subjectOf(words);
    return subject === null
      ? null
      : { text: subject, isPronoun: false, isFinal: false, goesOn: false, isAfterComma: false, isAfter: false };
  }
  const isPronoun =
    // “A farmer said he counted 82 bodies”.
    /^(?:he|she|they)$/.test(own.at(-1)?.lower ?? "") ||
    (PRONOUN.test(first.lower) && own.slice(1).every(({ pos }) => pos === "ADV")) ||
    PRONOUN.test(textOf(own).toLowerCase()) ||
    (own.length === 2 && DOCUMENT.test(own[1]?.lower ?? ""));
  if (own.length === 1 && /^(?:who|which|that|what|we|i|you|there|this)$/.test(first.lower)) return null;
  return { text: textOf(own), isPronoun, ...placeOf(words, start, verb), isAfter: false };
}

/** The word before a time that ends at a word: “on Saturday”, “late last week”. */
function timeBefore(words: readonly Word[], end: number): number {
  let at = end;
  while (at > 0 && (DATE.test(words[at]?.lower ?? "") || TIME.test(words[at]?.lower ?? ""))) at--;
  return at < end && /^(?:on|in|at|by)$/.test(words[at]?.lower ?? "") ? at - 1 : at;
}

/** Whether a word before a verb of saying is a verb itself: not “the banned group”, “the U.S.-based monitor” or “the war monitor”. */
function isVerbAt(words: readonly Word[], at: number): boolean {
  const { pos, text = "" } = words[at] ?? {};
  if (pos === "AUX") return true;
  if (pos !== "VERB" || /-|^\p{Lu}/u.test(text)) return false;
  const before = words[at - 1]?.pos ?? "";
  const isAdjective = before === "DET" && /^(?:NOUN|PROPN|ADJ)$/.test(words[at + 1]?.pos ?? "");
  const isNoun = !/(?:ed|ing)$/.test(text) && /^(?:DET|ADJ|NOUN|VERB)$/.test(before) && words[at - 2]?.pos !== "PRON";
  return !isAdjective && !isNoun;
}

/** Where a speech stands in what is said. @param start the first word of its subject */
function placeOf(
  words: readonly Word[],
  start: number,
  verb: number,
): Pick<Subject, "isFinal" | "goesOn" | "isAfterComma"> {
  const before = words[start - 1]?.lower ?? "";
  const end = endOfSpeech(words, verb);
  // “… were killed,” a statement said of the raids.
  const isFinal = before === '"' || (start > 1 && !/^(?:that|and|while|but)$/.test(before) && end !== null);
  const [mark, next] = [words[end ?? verb + 1]?.text, words[(end ?? verb + 1) + 1]?.lower ?? ""];
  return {
    isFinal,
    goesOn:
      mark === ":" ||
      // “They took in 31,” the doctor said over the telephone, “nine already dead.”
      (before === '"' &&
        words.slice(verb, verb + 9).some(({ text }, at) => text === '"' && words[verb + at - 1]?.text === ",")) ||
      (mark === "," && !/^(?:but|although|though)$/.test(next)),
    isAfterComma:
      before === "," &&
      start > 3 &&
      !/^(?:while|although|though|as)$/.test(words[0]?.lower ?? "") &&
      words[verb + 1]?.lower !== "that",
  };
}

/**
 * The subject with a name in apposition: the function comes first, as in “its spokesman, Colonel Zwetschke, said”.
 * @param open the comma before the name
 * @param close the comma after it
 */
function withName(
  words: readonly Word[],
  open: number,
  close: number,
): { readonly text: string; readonly start: number } | null {
  const name = words.slice(open + 1, close);
  if (
    name.length === 0 ||
    name.length > 6 ||
    !name.every(({ pos, text }) => pos === "PROPN" || /^\p{Lu}|^\.$/u.test(text))
  )
    return null;
  let start = open - 1;
  const isOfName = (at: number): boolean => /^\p{Lu}/u.test(words[at]?.text ?? "");
  const belongs = (at: number): boolean =>
    !/^(?:[;:"]|that|as|in|on|at)$/.test(words[at]?.lower ?? "") &&
    (/^(?:NOUN|PROPN|ADJ|PART|ADP|DET)$/.test(words[at]?.pos ?? "") ||
      (words[at]?.pos === "VERB" && words[at]?.lower.endsWith("ed") && words[at - 1]?.pos === "DET") ||
      isOfName(at) ||
      (words[at]?.lower === "and" && isOfName(at - 1) && isOfName(at + 1)));
  while (start >= 0 && belongs(start)) start--;
  start++;
  while (
    TIME.test(words[start]?.text ?? "") ||
    /^(?:ADP|PART)$/.test(words[start]?.pos ?? "") ||
    /^(?:but|and|yet)$/.test(words[start]?.lower ?? "")
  )
    start++;
  const head = words.slice(start, open);
  return head.length > 0 && head.some(({ lower }) => ROLE.test(lower))
    ? { text: textOf(words.slice(start, close)), start }
    : null;
}

const ROLE =
  /^(?:deputy|chief|head|spokes(?:man|woman|person)|commander|director|manager|minister|president|governor|mayor|secretary|leader|chairman|chairwoman|coordinator|representative|adviser|prosecutor|chairperson|envoy|doctor|nurse|member|lawmaker|legislator|resident|activist|ambassador|aide|priest|researcher|official|officer|general|colonel|captain)$/;
/** The noun phrase that ends right before a word. */
export function nounPhraseBefore(words: readonly Word[], end: number): string | null {
  let start = end - 1;
  while (start >= 0 && /^(?:NOUN|PROPN|ADJ|PART|DET)$/.test(words[start]?.pos ?? "")) start--;
  return start < end - 1 ? textOf(words.slice(start + 1, end)) : null;
}

/**
 * “Residents fleeing the area said”, “reporters taken there by the army counted”: the last word of the subject, if the last noun
 * phrase belongs to a participle. Null for “… were killed in the city a monitor said”.
 */
function beforeParticiple(words: readonly Word[], start: number, end: number): number | null {
  const participle = words.findIndex(
    ({ pos, lower }, at) =>
      at > start &&
      at < end &&
      pos === "VERB" &&
      /(?:ing|ed|en)$/.test(lower) &&
      /^(?:NOUN|PROPN)$/.test(words[at - 1]?.pos ?? ""),
  );
  if (participle < 0 || words.slice(start, participle).some(({ pos }) => pos === "VERB" || pos === "NUM")) return null;
  let noun = end;
  while (noun > participle && /^(?:NOUN|PROPN|ADJ|PART|DET)$/.test(words[noun]?.pos ?? "")) noun--;
  return noun === participle || /^(?:ADP|VERB)$/.test(words[noun]?.pos ?? "") ? participle - 1 : null;
}

const TITLE =
  /^(?:deputy|chief|head|spokes(?:man|woman|person)|commander|director|minister|president|governor|mayor|secretary|leader|chairman|chairwoman|coordinator|representative|member|adviser|prosecutor|chairperson)$/;
/** Nouns for that in which or by which something is said. */
const MEDIUM =
  /^(?:statement|statements|release|conference|briefing|website|site|telephone|phone|report|tweet|post|message|telegram|facebook|twitter|interview|television|tv|radio|channel|condition|anonymity|bulletin|communique|communiqué|no|letter|email|e-mail|hearing|speech|update)$/;
/**
 * The mark after a verb of saying, if nothing is said before it, only when, where and to whom: “…, he told reporters in a
 * statement on Friday.” Otherwise null.
 */
function endOfSpeech(words: readonly Word[], verb: number): number | null {
  let at = verb + 1;
  const lower = (index: number): string => words[index]?.lower ?? "";
  if (/^(?:told|tells)$/.test(lower(verb)))
    while (/^(?:PROPN|NOUN|DET|ADJ|PRON|PART)$/.test(words[at]?.pos ?? "") && !TIME.test(lower(at))) at++;
  for (;;) {
    if (/^(?:in|on|by|via|at|during|from|through|of)$/.test(lower(at)) && lower(at + 1) !== "least") {
      let noun = at + 1;
      while (
        noun < at + 9 &&
        /^(?:NOUN|PROPN|ADJ|DET|PART|PRON|NUM)$/.test(words[noun]?.pos ?? "") &&
        !/^(?:its|their|his|her)$/.test(lower(noun + 1))
      )
        noun++;
      const isPlaceOrMedium = words
        .slice(at + 1, noun)
        .some(
          (word) => MEDIUM.test(word.lower) || TIME.test(word.lower) || word.pos === "PROPN" || DATE.test(word.lower),
        );
      if (!isPlaceOrMedium && !/^[.,":]?$/.test(lower(noun))) return null;
      at = noun;
    } else if (TIME.test(lower(at)) || DATE.test(lower(at)) || (words[at]?.pos === "NUM" && DATE.test(lower(at - 1))))
      at++;
    else return at >= words.length || /^(?:[.,";:)]|--|—|–)$/.test(words[at]?.text ?? "") ? at : null;
  }
}

/** “…,” said the mayor. */
export function subjectAfter(words: readonly Word[], verb: number): Subject | null {
  const before = words[verb - 1]?.text;
  if (!/^(?:[,"]|--|—|–)$/.test(before ?? "")) return null;
  if (!/^(?:said|says|added|read|adds|reported)$/.test(words[verb]?.lower ?? "")) return null;
  if (before !== '"' && before !== "," && words[verb + 1]?.pos === "VERB") return null;
  const [text, end] = phraseAfter(words, verb + 1);
  return text === null || TIME.test(text)
    ? null
    : {
        text,
        isPronoun: PRONOUN.test(text.toLowerCase()) || DOCUMENT.test(text.toLowerCase()),
        isFinal: false,
        isAfter: true,
        // “Not so, said the mayor, a former officer: only two had died.”
        goesOn: words.slice(end, end + 12).some(({ text: mark }) => mark === ":"),
        isAfterComma: false,
      };
}

const isBoundary = (words: readonly Word[], at: number, end: number): boolean => {
  const { lower = "", text = "" } = words[at] ?? {};
  if (text === ",") return true;
  if (lower === "and") return !/^(?:NOUN|PROPN|ADJ)$/.test(words[at - 1]?.pos ?? "") || words[at + 1]?.pos === "PRON";
  return BOUNDARY.test(lower) && !(lower === "that" && at === end);
};

/** A noun phrase from a word on, up to a mark or a verb. */
export function phraseAfter(words: readonly Word[], from: number): [string | null, number] {
  let at = from;
  while (at < words.length && at < from + 14) {
    const { text = "", lower = "", pos = "X" } = words[at] ?? {};
    if (
      /^[,.;:"()]$/.test(text) ||
      pos === "AUX" ||
      (pos === "NUM" && at > from && !/^\p{Lu}/u.test(text)) ||
      (pos === "VERB" && at > from && !text.includes("-")) ||
      (/^(?:who|which|that|on|as|when|while|after|amid)$/.test(lower) && at > from)
    )
      break;
    at++;
  }
  const own = words.slice(from, at);
  return [own.length === 0 ? null : textOf(own), at];
}

export function textOf(words: readonly Word[]): string {
  let start = 0;
  // “13:10 A resident said”: the clock of a live blog.
  while (
    start < words.length - 1 &&
    (DETERMINER.test(words[start]?.lower ?? "") || CLOCK.test(words[start]?.lower ?? ""))
  )
    start++;
  return words
    .slice(start)
    .map(({ text }) => text)
    .join(" ")
    .replace(/ '(s?)\b/g, "'$1")
    .replace(/ ([,.])/g, "$1");
}
