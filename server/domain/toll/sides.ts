import type { Party } from "../vocabulary.ts";
import type { Claim, EventFacts } from "./claim.ts";
import type { Position } from "./position.ts";
import { asLowerBound, type Range, rangeOf } from "./range.ts";
import type { Subject } from "./subject.ts";
import { isOfPart, type Toll } from "./toll.ts";

/** The figures that some claimants give for a side's people. */
export interface CampFigures {
  readonly range: Range;
  readonly claims: readonly Claim[];
  readonly claimants: number;
}

/** The figures for one side's people as given by their own side, by the opposing side and by others. */
export interface SideFigures {
  readonly subject: Subject;
  readonly side: number;
  /** The side's letter in the event. The letter does not say who began. */
  readonly letter: Party;
  readonly own: CampFigures;
  readonly opposing: CampFigures;
  readonly others: CampFigures;
}

/**
 * Splits the tolls of sides by the claimants who give the figures. A toll whose side is not known to be A or B is left
 * out.
 */
export function sideFigures(tolls: readonly Toll[], facts: EventFacts): SideFigures[] {
  return tolls.flatMap(({ question, about, partialPeriod, positions }) => {
    const { subject } = question;
    const letter = subject.side === null ? null : facts.letterOf(subject.side);
    if (subject.side === null || letter === null || positions.length === 0) return [];
    const groups = Map.groupBy(positions, ({ party }) => groupOf(party, letter, facts));
    const ofPart = isOfPart({ question, about }) || partialPeriod !== null;
    const by = (name: ReturnType<typeof groupOf>) => figuresBy(groups.get(name) ?? [], ofPart);
    return [{ subject, side: subject.side, letter, own: by("own"), opposing: by("opposing"), others: by("others") }];
  });
}

function groupOf(party: number | null, letter: Party, facts: EventFacts): "own" | "opposing" | "others" {
  const stands = party === null ? null : facts.letterOf(party);
  if (stands === null) return "others";
  return stands === letter ? "own" : "opposing";
}

function figuresBy(positions: readonly Position[], ofPart: boolean): CampFigures {
  const claims = positions.flatMap(({ latest }) => latest.candidates);
  const range = rangeOf(claims);
  // A figure for a part of the event, or of its time, is only a lower bound for the whole event.
  return {
    range: ofPart ? asLowerBound(range) : range,
    claims,
    claimants: positions.filter(({ party }) => party !== null).length,
  };
}
