import type { Word } from "./sentences.ts";
import {
  DATE,
  nounPhraseBefore,
  PRONOUN,
  phraseAfter,
  subjectAfter,
  subjectBefore,
  subjectOf,
  TIME,
  textOf,
} from "./subjects.ts";
import { COUNTS, SPEECH_VERBS, type SpeechVerb, STATEMENTS } from "./words/speech.ts";

const VERB_OF_FORM: ReadonlyMap<string, SpeechVerb> = new Map(
  SPEECH_VERBS.flatMap((verb) => verb.forms.split(" ").map((form): [string, SpeechVerb] => [form, verb])),
);

/** Forms that are nouns too: “fresh reports from the north”. */
const NOUN_TOO = /^(?:reports?|claims?|states|counts|estimates?|notes|records|lists|cut|read|quote)$/;
/** Nouns after “a” or “its”, verbs after a plural. */
const SINGULAR = /^(?:report|claim|estimate|record)$/;
/** Verbs that have the subject of the sentence: “…, saying 12 had been killed”. */
const GERUND = /^(?:saying|adding|stressing|claiming|noting|insisting|admitting|putting|speaking|giving)$/;
/** No sources: “according to preliminary data”. */
const FIGURES = /\b(?:data|information|figures|statistics|assessment|assessments|toll|tolls|tally|tallies|count)$/i;
/** What is counted says nothing: “the number of deaths reported”. */
const NO_SOURCE =
  /^(?:(?:the )?(?:number|total) of\b|deaths|casualties|fatalities|injuries|losses|victims|people|bodies)/i;

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
    // “30 casualties were recorded”, “an attack claimed by rebels”: no claimant.
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
