import type { NumberKind } from "../domain/vocabulary.ts";
import type { Harmed } from "./harms.ts";
import type { NumbersOf, Quantity } from "./quantities.ts";
import type { Sentence } from "./sentences.ts";

/** A number that is in no claim, and what it says instead. Offsets are UTF-16 code units. */
export interface OtherNumber {
  readonly start: number;
  readonly end: number;
  readonly kind: NumberKind;
}

/** The numbers of a sentence that are in none of its claims, in the order in which they stand. */
export function otherNumbersOf(
  { words }: Sentence,
  { counts, others }: NumbersOf,
  quantities: readonly Quantity[],
  harms: readonly Harmed[],
): OtherNumber[] {
  const isClaimed = (at: number): boolean => harms.some(({ quantity }) => quantity.first <= at && at <= quantity.last);
  const unclaimed = [...counts].flatMap(([first, { last }]) => {
    const [from, to] = [words[first], words[last]];
    if (!from || !to || isClaimed(first)) return [];
    const quantity = quantities.find((candidate) => candidate.first <= first && first <= candidate.last);
    return { start: from.start, end: to.end, kind: kindOf(quantity) };
  });
  return [...others, ...unclaimed].sort((a, b) => a.start - b.start);
}

function kindOf(quantity: Quantity | undefined): NumberKind {
  if (!quantity?.head) return "UNCLEAR";
  return quantity.head.people ? "PEOPLE" : "THINGS";
}
