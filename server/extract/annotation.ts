import type { Qualifier } from "../domain/vocabulary.ts";
import type { ExtractedClaim } from "./draft.ts";

/** The words of the annotation format for qualifiers. */
const QUALIFIERS: Readonly<Record<Exclude<Qualifier, "VAGUE">, string>> = {
  EXACTLY: "exactly",
  AT_LEAST: "at least",
  MORE_THAN: "more than",
  ABOUT: "about",
  UP_TO: "up to",
  FEWER_THAN: "fewer than",
  BETWEEN: "range",
};

/** A vague word stands for itself, except that “several hundred” is “hundreds”. */
export const vagueWord = (vague: string): string => vague.replace(/^several (\w+)$/, "$1s");

/** A claim as annotated passages have it, so that both can be compared. `span` has UTF-16 offsets. */
export function annotated(claim: ExtractedClaim, text: string): object {
  const {
    id,
    harm,
    qualifier,
    min,
    max,
    vague,
    victims,
    side,
    claimant,
    via,
    scope,
    status,
    start,
    end,
    place,
    period,
    partOf,
  } = claim;
  return {
    id,
    harm,
    count: {
      min,
      max,
      qualifier: vague !== null ? vagueWord(vague) : qualifier === "VAGUE" ? "some" : QUALIFIERS[qualifier],
    },
    victims,
    side,
    attributedTo: claimant,
    via,
    scope,
    status,
    place: place && text.slice(place.start, place.end),
    time: period && text.slice(period.start, period.end),
    span: [start, end],
    evidence: text.slice(start, end),
    ...(partOf !== null && { partOf }),
  };
}
