import type { Word } from "./sentences.ts";
import { COUNTS, SPEECH_VERBS, type SpeechVerb, STATEMENTS } from "./words/speech.ts";

const VERB_OF_FORM: ReadonlyMap<string, SpeechVerb> = new Map(
  SPEECH_VERBS.flatMap((verb) => verb.forms.split(" ").map((form): [string, SpeechVerb] => [form, verb])),
);
/** Forms that are nouns too: “fresh reports from the north”. */
const NOUN_TOO = /^(?:reports?|claims?|states|counts|estimates?|notes|records|lists|cut|read|quote)$/;
const SINGULAR = /^(?:report|claim|estimate|record)$/;
/** Verbs that have the subject of the sentence: “…, saying 12 had been killed”. */
const GERUND = /^(?:saying|adding|stressing|claiming|noting|insisting|admitting|putting|speaking|giving)$/;
/** What speaks for somebody who was named before. */
const DOCUMENT = /^(?:release|statement|communique|communiqué|message|post|tweet)$/;
/** No sources: “according to preliminary data”. */
const FIGURES = /\b(?:data|information|figures|statistics|assessment|assessments|toll|tolls|tally|tallies|count)$/i;
/** What is counted says nothing: “the number of deaths reported”. */
const NO_SOURCE =
  /^(?:(?:the )?(?:number|total) of\b|deaths|casualties|fatalities|injuries|losses|victims|people|bodies)/i;
const BOUNDARY =
  /^(?:[;:"()]|-|--+|—|–|while|but|although|though|whereas|as|because|after|when|where|which|who|that|and|since)$/;
const PRONOUN = /^(?:he|she|it|they|him|her|them|(?:one|some|two) of (?:them|these|those))$/;
const DETERMINER = /^(?:the|a|an|its|his|her|their|same)$/;
const CLOCK = /^(?:\d{1,2}[:.]\d\d|gmt|bst|edt|est|utc|\*+)$/;
const AUXILIARY =
  /^(?:as|quoted|has|have|had|also|later|earlier|then|is|was|were|are|been|further|previously|who|meanwhile|did|not|has|himself|itself|would|could|can|will|may|only|to|continues?|continued|still|now|initially|first|subsequently|separately|immediately|officially|reportedly|at)$/;
const TIME =
  /^(?:on|late|early|last|this|yesterday|today|tonight|earlier|later|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|evening|afternoon|night)$/i;

const DATE =
  /^(?:then|there|here|now|again|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|hours?|afterwards)\.?$/;

/** A clause that says who says something. */
export interface Speech {
  /** The number of the verb's word, or of “according”. */
  readonly at: number;
  /** Null for a pronoun that stands for nobody in the text. */
  readonly claimant: string | null;
  readonly isPronoun: boolean;
  readonly via: string | null;
  /** The words that it covers: from, to. */
  readonly from: number;
  readonly to: number;
}

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

/** Who can be named after a colon in a headline. */
const HEADLINE_SOURCE =
  /\b(?:ministry|minister|police|army|military|officials?|sources?|monitors?|UN|government|mayor|governor|president|spokes(?:man|woman|person)|report|authorities|media|agency|witnesses|residents|hospital|group|observatory|Red Cross|Red Crescent|TV|television|radio|committees?|council|centre|center|organi[sz]ation|doctors|medics|rescuers|office|command|coalition|staff|prosecutors?|service)\b/i;

/** Who says something in a sentence, in the order in which they stand. */
export const speechesIn = (words: readonly Word[]): readonly Speech[] => withHeadline(speechesOf(words), words);

/** “40 killed in the north: ministry”, “Ministry: 40 killed in the north”. */
function withHeadline(speeches: readonly Speech[], words: readonly Word[]): readonly Speech[] {
  if (speeches.length > 0 || words.length > 25) return speeches;
  const colon = words.findIndex(({ text }) => text === ":");
  const [before, after] = [words.slice(0, colon), words.slice(colon + 1)].map((part) =>
    textOf(part).replace(/\s?\.$/, ""),
  );
  for (const claimant of colon < 1 ? [] : [after, before])
    if (claimant && claimant.split(" ").length <= 5 && !/\d/.test(claimant) && HEADLINE_SOURCE.test(claimant))
      return [{ at: colon, claimant, isPronoun: false, via: null, from: 0, to: words.length }];
  return speeches;
}

function speechesOf(words: readonly Word[]): Speech[] {
  const speeches: Speech[] = [];
  for (let at = 0; at < words.length; at++) {
    const { lower = "" } = words[at] ?? {};
    if (lower === "according" && words[at + 1]?.lower === "to") {
      const [phrase, after] = phraseAfter(words, at + 2);
      // “according to a provisional toll released by the ministry”.
      const isOfAuthor = FIGURES.test(phrase ?? "") && words[after + 1]?.lower === "by";
      const claimant = isOfAuthor ? phraseAfter(words, after + 2)[0] : authorOf(phrase);
      // “…, according to one; …, the other said”.
      const end = words.findIndex(({ text }, index) => index > at && text === ";");
      if (claimant)
        speeches.push({
          at,
          claimant,
          isPronoun: PRONOUN.test(claimant.toLowerCase()),
          via: null,
          from: 0,
          to: end < 0 ? words.length : end,
        });
      continue;
    }
    const cited = citedAt(words, at);
    if (cited) {
      const by = speeches.findLast((speech) => speech.at > at - 12 && !speech.isPronoun);
      // “Reuters reported, citing the ministry”.
      if (by) speeches[speeches.indexOf(by)] = { ...by, claimant: cited.claimant, via: by.claimant };
      else speeches.push({ at, isPronoun: false, from: 0, to: words.length, ...cited });
      continue;
    }
    const statement = statementAt(words, at);
    if (statement) speeches.push(statement);
    if (!saysAt(words, at)) continue;
    // The words of who was quoted: “quoted the ministry as saying”.
    if (lower === "saying" && words[at - 1]?.lower === "as" && speeches.some((speech) => speech.at > at - 14)) continue;
    // “Officials claim … and said”: the same officials.
    if (/^(?:and|but)$/.test(words[at - 1]?.lower ?? "")) {
      const subject = speeches.length > 0 ? null : subjectOf(words);
      const claimant = subject ?? "it";
      if (subject !== null || speeches.length > 0)
        speeches.push({
          at,
          claimant,
          isPronoun: subject === null,
          via: viaOf(words, at),
          from: at,
          to: words.length,
        });
      continue;
    }
    // “the reported deaths”, “reports said”: not a verb.
    if (
      /^(?:NOUN|ADJ)$/.test(words[at]?.pos ?? "") &&
      !/^(?:said|says|told|put|reports|claims|states|declares)$/.test(lower) &&
      !(
        /^(?:NOUN|PROPN)$/.test(words[at - 1]?.pos ?? "") &&
        (/^(?:NUM|SCONJ|DET)$/.test(words[at + 1]?.pos ?? "") || words[at + 1]?.lower === "information")
      ) &&
      !(
        /ed$/.test(lower) &&
        /^(?:NOUN|PROPN|PRON)$/.test(words[at - 1]?.pos ?? "") &&
        /^(?:NOUN|NUM|DET)$/.test(words[at + 1]?.pos ?? "")
      ) &&
      words[at + 1]?.lower !== "that" &&
      !(words[at - 1]?.text === ")" && /^[.,]$/.test(words[at + 1]?.lower ?? ""))
    )
      continue;
    if (/^claim/.test(lower) && words[at + 1]?.lower === "responsibility") continue;
    if (statement) continue;
    // “the war claimed 300 lives”.
    if (/^claim/.test(lower) && words.slice(at + 1, at + 7).some((word) => word.lower === "lives")) continue;
    if (GERUND.test(lower) && !/^(?:as)$/.test(words[at - 1]?.lower ?? "")) {
      // “with medics saying”, but not “the ministry said, adding”.
      // “The army rejected the claim, saying …”, “the command lied by admitting only six dead”.
      const subject = speeches.length === 0 ? subjectOf(words) : null;
      const own = /^(?:NOUN|PROPN)$/.test(words[at - 1]?.pos ?? "") ? nounPhraseBefore(words, at) : subject;
      const isPronoun = own === null;
      speeches.push({ at, claimant: own ?? "it", isPronoun, via: viaOf(words, at), from: at, to: words.length });
      continue;
    }
    const agent = agentOf(words, at);
    if (agent !== null) {
      speeches.push({ at, claimant: agent, isPronoun: false, via: null, from: 0, to: words.length });
      continue;
    }
    // “the Observatory was informed that …”: its own report.
    const informed = lower === "informed" && words[at + 1]?.lower === "that" ? subjectBefore(words, at) : null;
    if (informed && !informed.isPronoun && HEADLINE_SOURCE.test(informed.text)) {
      speeches.push({ at, claimant: informed.text, isPronoun: false, via: null, from: at, to: words.length });
      continue;
    }
    // “30 casualties were recorded”, “an attack claimed by rebels”: nobody is named.
    if (isPassive(words, at) || (/ed$/.test(lower) && words[at + 1]?.lower === "by" && words[at + 2]?.lower !== "name"))
      continue;
    // “… near the town, said a spokeswoman.”
    const isAfter =
      /^[,"]$/.test(words[at - 1]?.text ?? "") &&
      (/^(?:DET|PROPN|ADJ)$/.test(words[at + 1]?.pos ?? "") || /^(?:one|some)$/.test(words[at + 1]?.lower ?? ""));
    const after = isAfter ? subjectAfter(words, at) : null;
    const subject =
      (after && !NO_SOURCE.test(after.text) ? after : null) ?? subjectBefore(words, at) ?? subjectAfter(words, at);
    if (!subject) continue;
    const { text, isFinal } = subject;
    // “The agency, quoting military sources, said”.
    const aside = speeches.findLast(
      (speech) => speech.at > at - 12 && /^(?:quot|cit)ing$/.test(words[speech.at]?.lower ?? ""),
    );
    const isThrough =
      aside !== undefined && aside.via === null && words[at - 1]?.text === "," && aside.claimant !== text;
    if (
      lower === "found" &&
      !/\b(?:report|office|study|investigation|inquiry|probe|survey|commission|mission|body|group|UN)\b/i.test(text)
    )
      continue;
    if (NO_SOURCE.test(text)) continue;
    if (VERB_OF_FORM.get(lower)?.needsSource && !subject.isPronoun && !HEADLINE_SOURCE.test(text)) continue;
    // “…, officials said, killing 12”: what comes after the comma is said too.
    const goesOn = isFinal && subject.goesOn;
    speeches.push({
      at,
      claimant: isThrough ? aside.claimant : text,
      isPronoun: !isThrough && subject.isPronoun,
      via: isThrough ? text : viaOf(words, at),
      from: isFinal || subject.isAfter || subject.isAfterComma ? 0 : at,
      to: (isFinal && !goesOn) || (subject.isAfter && !subject.goesOn) ? at : words.length,
    });
  }
  return speeches;
}

/** Whose figures they are: “UN figures”, “figures he gave”. Null for those of nobody: “preliminary data”. */
function authorOf(phrase: string | null): string | null {
  const given = /^(?:figures|numbers|data|information|estimates|a (?:count|tally)) (?:that )?(he|she|it|they)\b/i.exec(
    phrase ?? "",
  );
  if (given?.[1]) return given[1];
  if (phrase === null || !FIGURES.test(phrase)) return phrase;
  const author = phrase.replace(FIGURES, "").trim();
  if (/^official$/i.test(author)) return phrase;
  return /\p{Lu}/u.test(author.slice(1)) || /^\p{Lu}+$/u.test(author) || HEADLINE_SOURCE.test(author) ? author : null;
}

/** “Interfax quoted the ministry as saying”, “citing the ministry”. */
function citedAt(words: readonly Word[], at: number): { claimant: string; via: string | null } | null {
  const { lower = "" } = words[at] ?? {};
  if (!/^(?:quoted|quotes|quoting|cited|cites|citing)$/.test(lower)) return null;
  // “The minister was quoted by the radio as saying”.
  if (lower === "quoted" && words[at + 1]?.lower === "by") {
    const [via] = phraseAfter(words, at + 2);
    const subject = subjectBefore(words, at);
    return subject && { claimant: subject.text, via };
  }
  const [claimant, end] = phraseAfter(words, at + 1);
  if (claimant === null || /^(?:as|by)$/.test(words[at + 1]?.lower ?? "") || FIGURES.test(claimant)) return null;
  const isGerund = /ing$/.test(lower);
  if (!isGerund && words[end]?.lower !== "as") return null;
  return { claimant, via: isGerund ? null : (subjectBefore(words, at)?.text ?? null) };
}

function isPassive(words: readonly Word[], verb: number): boolean {
  let before = verb - 1;
  while (words[before]?.pos === "ADV") before--;
  return /^(?:is|are|was|were|be|been|being)$/.test(words[before]?.lower ?? "");
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

function subjectBefore(words: readonly Word[], verb: number): Subject | null {
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

/** “as reported a day earlier by the ministry”, “was announced by the army”: who says it. */
function agentOf(words: readonly Word[], verb: number): string | null {
  if (!/ed$|^found$/.test(words[verb]?.lower ?? "")) return null;
  if (!/^(?:as|was|were|been|being|is|are)$/.test(words[verb - 1]?.lower ?? "")) return null;
  let at = verb + 1;
  while (
    at < verb + 7 &&
    (TIME.test(words[at]?.lower ?? "") ||
      DATE.test(words[at]?.lower ?? "") ||
      /^(?:a|an|the)$/.test(words[at]?.lower ?? ""))
  )
    at++;
  if (words[at]?.lower !== "by") return null;
  const [text] = phraseAfter(words, at + 1);
  return text !== null && !TIME.test(text) && (/\p{Lu}/u.test(text) || HEADLINE_SOURCE.test(text)) ? text : null;
}

/** The noun phrase that ends right before a word. */
function nounPhraseBefore(words: readonly Word[], end: number): string | null {
  let start = end - 1;
  while (start >= 0 && /^(?:NOUN|PROPN|ADJ|PART|DET)$/.test(words[start]?.pos ?? "")) start--;
  return start < end - 1 ? textOf(words.slice(start + 1, end)) : null;
}

/** Whether a word is a verb of saying there. */
function saysAt(words: readonly Word[], at: number): boolean {
  const lower = (index: number): string => words[index]?.lower ?? "";
  const verb = VERB_OF_FORM.get(lower(at));
  if (!verb) return false;
  if (verb.particle && !verb.particle.split(" ").includes(lower(at + 1))) return false;
  const soon = words.slice(at + 1, at + 7).map((word) => word.lower);
  if (verb.object && !verb.object.split(" ").some((noun) => soon.includes(noun))) return false;
  if (NOUN_TOO.test(lower(at)) && /^(?:of|from|about)$/.test(lower(at + 1))) return false;
  // “in its yearly report that”, “a claim that”: a noun.
  if (SINGULAR.test(lower(at))) {
    let start = at - 1;
    while (start > at - 5 && /^(?:ADJ|NOUN|PROPN)$/.test(words[start]?.pos ?? "")) start--;
    if (/^(?:an?|this|its|their|his|her|'s)$/.test(lower(start))) return false;
  }
  // “Fresh reports from the north”: a noun.
  return !(
    NOUN_TOO.test(lower(at)) &&
    /^(?:ADJ|DET|ADP|NUM|PART)$/.test(words[at - 1]?.pos ?? "") &&
    !/^(?:SCONJ|NUM)$/.test(words[at + 1]?.pos ?? "")
  );
}

/** “the ministry's claim to have killed 12”, “by the ministry's count”, “by U.N. estimates”. */
function statementAt(words: readonly Word[], at: number): Speech | null {
  const lower = (index: number): string => words[index]?.lower ?? "";
  if (STATEMENTS.test(lower(at)) && /^['’]s?$/.test(lower(at - 1)) && /^(?:that|of|to)$/.test(lower(at + 1))) {
    const claimant = nounPhraseBefore(words, at - 1);
    return claimant === null ? null : { at, claimant, isPronoun: false, via: null, from: at, to: words.length };
  }
  if (!COUNTS.test(lower(at))) return null;
  if (lower(at - 1) === "the" && /^(?:by|on)$/.test(lower(at - 2)) && lower(at + 1) === "of") {
    const claimant = phraseAfter(words, at + 2)[0];
    return claimant === null ? null : { at, claimant, isPronoun: false, via: null, from: 0, to: words.length };
  }
  let start = at - 1;
  while (start > at - 8 && /^(?:NOUN|PROPN|ADJ|PART|DET)$/.test(words[start]?.pos ?? "")) start--;
  if (lower(start) !== "by" || !/^(?:[.,;:]|and|but|since|which)?$/.test(lower(at + 1))) return null;
  const own = words.slice(start + 1, /^['’]s?$/.test(lower(at - 1)) ? at - 1 : at);
  if (!own.some(({ pos, lower: word }) => pos === "PROPN" || HEADLINE_SOURCE.test(word)) || PRONOUN.test(textOf(own)))
    return null;
  return { at, claimant: textOf(own), isPronoun: false, via: null, from: 0, to: words.length };
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
function subjectAfter(words: readonly Word[], verb: number): Subject | null {
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
function phraseAfter(words: readonly Word[], from: number): [string | null, number] {
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

function textOf(words: readonly Word[]): string {
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

/** “told Reuters”, “quoted as saying by a newspaper”. */
function viaOf(words: readonly Word[], verb: number): string | null {
  const { lower = "" } = words[verb] ?? {};
  if (lower === "told" || lower === "tells") {
    const names: string[] = [];
    for (
      let at = verb + 1;
      at < words.length && /^(?:\p{Lu}|(?:the|state|news|agency|television|radio|'s|\/)$)/u.test(words[at]?.text ?? "");
      at++
    )
      names.push(words[at]?.text ?? "");
    const name = names
      .filter((text) => text !== "the")
      .join(" ")
      .replace(/ (\/|'s) ?/g, "$1")
      .replace(/'s(?=\S)/g, "'s ")
      .replace(/'s$/, "");
    return name === "" || TIME.test(name) ? null : name;
  }
  if (lower === "saying" && words[verb + 1]?.lower === "by") return phraseAfter(words, verb + 2)[0];
  return null;
}
