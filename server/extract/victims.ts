import type { Victims } from "../domain/vocabulary.ts";
import type { Harmed } from "./harms.ts";
import type { Quantity } from "./quantities.ts";
import type { Sentence } from "./sentences.ts";
import { countryOf } from "./words/nationalities.ts";
import { peopleNoun, VICTIMS_ADJECTIVES } from "./words/people.ts";

export interface People {
  readonly victims: Victims;
  readonly side: string | null;
}

/** Who the people of a harm are: by their noun, its adjectives, or the people before them in the sentence. */
export function victimsOf(
  { words }: Sentence,
  { quantity, partOf, first, last, rule }: Harmed,
  harms: readonly Harmed[],
  known: ReadonlyMap<Quantity, People>,
): People {
  const { head } = quantity;
  const modifiers = head?.modifiers ?? [];
  const side = sideOf(modifiers.map(({ text }) => text));
  const adjective = modifiers
    .map(({ lower }) => VICTIMS_ADJECTIVES.get(lower))
    .find((victims) => victims !== undefined);
  const next = head ? words[head.at + 1] : undefined;
  // “20 guards and civilians”: of several kinds.
  if (
    head?.people &&
    next?.lower === "and" &&
    words[head.at + 2]?.lower === "civilians" &&
    head.people.victims === "MILITARY"
  )
    return { victims: "UNSPECIFIED", side };
  const own = head && words[head.at] ? (countryOf(words[head.at]?.text ?? "") ?? side) : side;
  if (head?.people && head.people.victims !== "UNSPECIFIED") return { victims: head.people.victims, side: own };
  if (adjective) return { victims: adjective, side: own };
  const of = head && victimsAfter(words, quantity.last);
  if (of) return { victims: of, side: own };
  // “The enemy suffered 27 casualties”, “killed dozens of them”.
  const others = ofWhom(words, quantity) ?? whoSuffered(words, quantity.first);
  if (others && others !== "UNSPECIFIED") return { victims: others, side: own };
  // “the death of the 20”, “people” and nationalities say nothing; “seven others” and “36” are like those before them.
  if (head && words[head.at]?.lower !== "others" && words[head.at]?.lower !== "other") {
    // “nine nurses, including two Kenyans”.
    const whole = partOf && known.get(partOf.quantity);
    return { victims: (isNationalHead(words[head.at]?.text) && whole?.victims) || "UNSPECIFIED", side: own };
  }
  // The people of a toll are not those of the sentence's other figures.
  if (rule.startsWith("toll")) return { victims: tollVictims(words, first, last, quantity), side };
  const before = harms
    .filter((other) => other.partOf === null && other.quantity.last < quantity.first && known.has(other.quantity))
    .at(-1);
  return (before && known.get(before.quantity)) ?? { victims: "UNSPECIFIED", side };
}

/** Nouns for the people of a side that fights, besides those that are counted. */
const FORCES =
  /^(?:army|forces?|troops|military|police|guards?|militia|militias|brigade|battalion|ranks|navy|gendarmerie)$/;
/** Fighters by what they are to who speaks of them. */
const OPPONENT = /^(?:enemy|adversary|opponent)$/;

/** The people before “of them”: “fought off rebels, killing dozens of them”. */
function ofWhom(words: Sentence["words"], { first, last }: Quantity): Victims | null {
  if (words[last + 1]?.lower !== "of" || words[last + 2]?.lower !== "them") return null;
  const antecedent = words.slice(0, first).findLast(({ lower }) => peopleNoun(lower)?.isPlural);
  return antecedent ? (peopleNoun(antecedent.lower)?.victims ?? null) : null;
}

/** Whose losses they are: “The troops suffered two dead”, “our army lost 46 men”. @param first the first word of the figure */
function whoSuffered(words: Sentence["words"], first: number): Victims | null {
  let at = first - 1;
  while (at > first - 4 && words[at]?.pos === "ADV") at--;
  if (!/^(?:suffered|suffers|suffering|lost|loses|losing|sustained|incurred|had)$/.test(words[at]?.lower ?? ""))
    return null;
  for (at--; at > first - 9; at--) {
    const { lower = "", pos = "X" } = words[at] ?? {};
    if (FORCES.test(lower) || OPPONENT.test(lower)) return "MILITARY";
    const people = peopleNoun(lower);
    if (people?.isPlural) return people.victims;
    if (!/^(?:AUX|ADV|PART)$/.test(pos)) return null;
  }
  return null;
}

/** How many words can stand between a noun and what it is of: “members of the northern security forces”. */
const MOST_BETWEEN = 6;

/** “members of the security forces”, “deaths among civilians”, “bodies of soldiers”, “casualties on the army”. */
function victimsAfter(words: Sentence["words"], last: number): Victims | null {
  if (!/^(?:of|among|on|in)$/.test(words[last + 1]?.lower ?? "")) return null;
  for (let at = last + 2; at < last + 2 + MOST_BETWEEN; at++) {
    const { lower = "", pos = "X" } = words[at] ?? {};
    if (FORCES.test(lower)) return "MILITARY";
    const people = peopleNoun(lower);
    if (people?.isPlural && people.victims !== "UNSPECIFIED") return people.victims;
    if (!/^(?:ADJ|NOUN|PROPN|DET|PRON|PART)$/.test(pos)) return null;
  }
  return null;
}

/** “the number of soldiers killed”, “rebel losses”, “the military death toll”. */
function tollVictims(words: Sentence["words"], first: number, last: number, quantity: Quantity): Victims {
  const own = words.slice(first, last + 1).filter((_, at) => first + at < quantity.first || first + at > quantity.last);
  const adjectives = [...words.slice(Math.max(0, first - 2), first), ...own].map(({ lower }) =>
    VICTIMS_ADJECTIVES.get(lower),
  );
  const nouns = own.some(({ lower }) => lower === "number") ? own.map(({ lower }) => peopleNoun(lower)?.victims) : [];
  return (
    nouns.find((victims) => victims !== undefined && victims !== "UNSPECIFIED") ??
    adjectives.find((victims) => victims !== undefined) ??
    "UNSPECIFIED"
  );
}

const isNationalHead = (text: string | undefined): boolean => text !== undefined && countryOf(text) !== null;

function sideOf(words: readonly string[]): string | null {
  const country = words.map(countryOf).find((name) => name !== null);
  if (country) return country;
  const names = words.filter((word) => /^\p{Lu}/u.test(word));
  return names.length === 0 ? null : names.join(" ");
}
