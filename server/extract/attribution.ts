import type { Harmed } from "./harms.ts";
import type { Sentence, Word } from "./sentences.ts";
import type { Speech } from "./speeches.ts";
import { subjectOf } from "./subjects.ts";

/** Who says something, in the words of the text, and through whom it was learned. */
export interface Attribution {
  readonly claimant: string | null;
  readonly via: string | null;
}

const NOBODY: Attribution = { claimant: null, via: null };

/** Verbs of those who count over a time. */
const COUNTS = /^(?:recorded|records|documented|verified|counted|registered)$/;
/** How a sentence begins that goes on with what was said. */
const GOES_ON =
  /^(?:They|A further|Another|An additional|Of (?:these|those|them)|Included|During the same|In addition to the|(?:This|That) includes|These include|Besides|Among (?:them|these)|None|Nobody|Some (?:tents|houses|homes)|The previous)\b/;

/** Sources of figures that no longer hold. */
const SUPERSEDED = /^(?:(?:an?|the) )?(?:previous|earlier|initial|preliminary)\b/i;

/** Attributes what the sentences of a text say. The last source is carried over to “it added”. */
export class Attributor {
  #last: Attribution = NOBODY;
  #isInQuote = false;
  /** How many sentences have passed since the last one with a source. */
  #sinceSource = 1;
  /** Whether the last source counts: “the office recorded”. Then the next figures are of the same count. */
  #isCount = false;
  /** The harms in a quotation that is still open. Who said them may stand at its end. */
  #quoted: Harmed[] = [];
  readonly #sources = new Map<Harmed, Attribution>();
  /** The subject of the previous sentence, for “It said” if nobody has said anything yet. */
  #subject: string | null = null;

  /** Who says that a harm happened. Known for sure when all sentences have been read. */
  sourceOf(harm: Harmed): Attribution {
    return this.#sources.get(harm) ?? NOBODY;
  }

  /** Reads a sentence with what it says that somebody said, and its harms, after those before it. */
  attribute(
    sentence: Sentence,
    said: readonly Speech[],
    harms: readonly Harmed[],
    isBackdrop: (harm: Harmed) => boolean,
  ): void {
    const speeches = said.map((speech) => this.#resolved(speech, sentence));
    const result = new Map<Harmed, Attribution>();
    const startedInQuote = this.#isInQuote;
    for (const harm of harms) {
      const speech = speechFor(speeches, harm, sentence.words);
      result.set(harm, speech ? { claimant: speech.claimant, via: speech.via } : startedInQuote ? this.#last : NOBODY);
    }
    // A sentence that names no source goes on with what was said before it.
    this.#carry(
      sentence,
      speeches,
      harms.filter((harm) => !isBackdrop(harm)),
      result,
    );
    for (const [harm, source] of result) this.#sources.set(harm, source);
    this.#followQuote(sentence.words, harms, speeches);
    const final = speeches.at(-1);
    if (final) {
      this.#sinceSource = 0;
      // “according to figures recorded by the mission”.
      const near = sentence.words.slice(final.at, final.at + (isAccording(final, sentence.words) ? 9 : 1));
      this.#isCount = near.some(({ lower }) => COUNTS.test(lower)) || /\brecords$/.test(final.claimant ?? "");
    }
    if (final && !SUPERSEDED.test(final.claimant ?? "")) this.#last = { claimant: final.claimant, via: final.via };
    this.#subject = subjectOf(sentence.words);
  }

  /** “Three were killed. One is missing,” said the mayor: both sentences are the mayor's. */
  #followQuote(words: readonly Word[], harms: readonly Harmed[], speeches: readonly Speech[]): void {
    const marks = words.flatMap(({ text }, at) => (text === '"' ? at : []));
    const last = marks.at(-1);
    if (this.#isInQuote && last !== undefined) {
      const speaker = speeches.find(({ at, from }) => at > last && from === 0);
      if (speaker?.claimant)
        for (const harm of this.#quoted) this.#sources.set(harm, { claimant: speaker.claimant, via: speaker.via });
    }
    if (marks.length % 2 === 1) {
      this.#isInQuote = !this.#isInQuote;
      this.#quoted = [];
    }
    if (this.#isInQuote) this.#quoted.push(...harms.filter(({ first }) => first > (last ?? -1)));
  }

  /** What goes on with a count, or with what somebody said, has the source of the sentence before it. */
  #carry(
    sentence: Sentence,
    speeches: readonly Speech[],
    harms: readonly Harmed[],
    result: Map<Harmed, Attribution>,
  ): void {
    if (speeches.length > 0 || this.#sinceSource++ > (this.#isCount ? 2 : 0)) return;
    if (!this.#isCount && !GOES_ON.test(sentence.text)) return;
    for (const harm of harms) if (result.get(harm)?.claimant === null) result.set(harm, this.#last);
  }

  #resolved(speech: Speech, { words }: Sentence): Speech {
    if (!speech.isPronoun) {
      // “A previous report had put the toll at seven”: “it added” goes on with who spoke before.
      if (!SUPERSEDED.test(speech.claimant ?? "")) this.#last = { claimant: speech.claimant, via: speech.via };
      return speech;
    }
    const isSilent = this.#sinceSource > 0 && this.#subject !== null && ORGANISATION.test(this.#subject);
    // “The army killed nine rebels, it said”; “The agency was silent about the raid. It said …”.
    const own = speech.from === 0 && isIt(words, speech) ? subjectOf(words) : null;
    const before = isSilent && isIt(words, speech) ? this.#subject : (this.#last.claimant ?? this.#subject);
    const claimant = own !== null && ORGANISATION.test(own) ? own : before;
    return { ...speech, claimant, via: speech.via ?? this.#last.via };
  }
}

const isAccording = ({ at }: Speech, words: readonly Word[]): boolean => words[at]?.lower === "according";

const isIt = (words: readonly Word[], { at }: Speech): boolean =>
  words.slice(Math.max(0, at - 3), at).some(({ lower }) => lower === "it");
/** Who is “it” if it says something. */
const ORGANISATION =
  /\b(?:army|military|ministry|police|navy|air force|command|agency|coalition|group|government|council|committee|observatory|forces|office|service|radio|television|TV|newspaper|daily|hospital|party|movement|front|UN|United Nations)\b/i;

/** The speech that a harm belongs to: the nearest verb of saying before it, or else the one after it. */
function speechFor(
  speeches: readonly Speech[],
  { quantity, first, last }: Harmed,
  words: readonly Word[],
): Speech | null {
  const at = quantity.first;
  const accordingTo = speeches.filter((speech) => isAccording(speech, words));
  const before = speeches.filter((speech) => speech.from <= at && at <= speech.to && speech.at <= first);
  const after = speeches.filter((speech) => speech.from <= at && at <= speech.to && speech.at > last);
  const own = before.at(-1);
  if (isBackground(words, own?.at ?? 0, first)) return null;
  if (own && !isAccording(own, words)) return own;
  return own ?? after[0] ?? accordingTo[0] ?? null;
}

/** “a war that has killed thousands”: the text's own background. */
function isBackground(words: readonly Word[], from: number, to: number): boolean {
  for (let at = Math.max(0, from); at < to; at++)
    if (
      /^(?:which|that)$/.test(words[at]?.lower ?? "") &&
      /^(?:war|conflict|insurgency|violence|fighting|crisis|rebellion|uprising|campaign)$/.test(
        words[at - 1]?.lower ?? "",
      ) &&
      /^(?:has|have|had)$/.test(words[at + 1]?.lower ?? "")
    )
      return true;
  return false;
}
