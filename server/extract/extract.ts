import type { Harm, Scope } from "../domain/vocabulary.ts";
import { Attributor } from "./attribution.ts";
import type { Draft, ExtractedClaim } from "./draft.ts";
import { type Harmed, harmsOf } from "./harms.ts";
import { type OtherNumber, otherNumbersOf } from "./otherNumbers.ts";
import { linkParts } from "./parts.ts";
import { placeOf } from "./places.ts";
import { numbersOf, type Quantity, quantitiesOf } from "./quantities.ts";
import { discourseOf, follow, scopeOf, statusOf } from "./scope.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { speechesIn } from "./speeches.ts";
import { timesIn } from "./times.ts";
import { timesOf } from "./timesOf.ts";
import { victimsOf } from "./victims.ts";
import { zerosOf } from "./zeros.ts";

/** What was found in a text. */
export interface Extraction {
  /** In the order in which they stand. */
  readonly claims: readonly ExtractedClaim[];
  /** The numbers that are in no claim, so that a reader sees what was left out and why. */
  readonly otherNumbers: readonly OtherNumber[];
}

/** A text with what is known of it. */
export interface ExtractableText extends Required<About> {
  readonly text: string;
}

const DAY = 86_400_000;

/** What is known of a text. */
interface About {
  /**
   * When it was published: the first and the last instant that it can have been, in UTC milliseconds. Without it, what is long
   * over is told by the text alone. “On Sunday” is read only if the day is known.
   */
  readonly published?: { readonly earliest: number; readonly latest: number } | null;
}

/** The casualty claims of an English text. */
export const extractClaims = (text: string, about?: About): readonly ExtractedClaim[] => extract(text, about).claims;

/** The casualty claims of an English text, and its other numbers. */
export function extract(text: string, { published = null }: About = {}): Extraction {
  const isDayKnown = published !== null && published.latest - published.earliest < DAY;
  const publishedAt = isDayKnown ? published.earliest : null;
  const attributor = new Attributor();
  const drafts: Draft[] = [];
  const otherNumbers: OtherNumber[] = [];
  const sentences = sentencesOf(text);
  const discourse = discourseOf(sentences, published && new Date(published.earliest).getUTCFullYear());
  /** What happened to the people of the sentence before. */
  let before: Harm | null = null;
  let isPeriod = false;
  for (const sentence of sentences) {
    const numbers = numbersOf(sentence);
    const quantities = quantitiesOf(sentence, numbers.counts);
    const found = harmsOf(sentence, quantities, before);
    before = found.findLast(({ partOf }) => partOf === null)?.harm ?? (sentence === sentences.at(0) ? null : before);
    const harms = [...found, ...zerosOf(sentence)].sort((a, b) => a.first - b.first);
    otherNumbers.push(...otherNumbersOf(sentence, numbers, quantities, harms));
    follow(discourse, sentence);
    const scopes = new Map<Harmed, Scope>();
    for (const harmed of harms) {
      const before = harms[harms.indexOf(harmed) - 1];
      const isElliptical = harmed.quantity.head === null || harmed.quantity.isFurther;
      const own = scopeOf(sentence, harmed, discourse);
      scopes.set(harmed, own === "NEW" && isElliptical && before ? (scopes.get(before) ?? own) : own);
    }
    const isCumulative = (harmed: Harmed): boolean => scopes.get(harmed) === "CUMULATIVE";
    // After figures for a period, more of them go on with it. After others, they are the text's own background.
    const isBackdrop = (harmed: Harmed): boolean =>
      isCumulative(harmed) && !isPeriod && !harmed.rule.startsWith("toll");
    const speeches = speechesIn(sentence.words);
    attributor.attribute(sentence, speeches, harms, isBackdrop);
    if (harms.length > 0) isPeriod = harms.every(isCumulative);
    const times = publishedAt === null || harms.length === 0 ? [] : timesIn(sentence, publishedAt);
    const known = new Map<Quantity, ReturnType<typeof victimsOf>>();
    for (const harmed of harms) {
      const people = victimsOf(sentence, harmed, harms, known);
      known.set(harmed.quantity, people);
      const { qualifier, min, max, vague } = harmed.quantity;
      drafts.push({
        sentence,
        harmed,
        claim: {
          id: `c${drafts.length + 1}`,
          harm: harmed.harm,
          qualifier,
          min,
          max,
          vague,
          ...people,
          claimant: null,
          via: null,
          scope: scopes.get(harmed) ?? "UNSTATED",
          status: statusOf(sentence, harmed, discourse),
          place: placeOf(harmed, sentence.words),
          ...timesOf(harmed, times, { words: sentence.words, speeches }, publishedAt),
          start: sentence.words[harmed.first]?.start ?? sentence.start,
          end: sentence.words[harmed.last]?.end ?? sentence.end,
          figure: figureOf(sentence, harmed.quantity),
          rule: harmed.rule,
          partOf: null,
        },
      });
    }
  }
  const attributed = drafts.map((draft) => ({
    ...draft,
    claim: { ...draft.claim, ...attributor.sourceOf(draft.harmed) },
  }));
  return { claims: linkParts(attributed, sentences), otherNumbers };
}

function figureOf({ words }: Sentence, { first, lastOfFigure, isImplicit, max }: Quantity): ExtractedClaim["figure"] {
  const [from, to] = [words[first], words[lastOfFigure]];
  return isImplicit || max === 0 || !from || !to ? null : { start: from.start, end: to.end };
}
