import type { Party } from "../vocabulary.ts";
import type { Claim, World } from "./claim.ts";
import type { Position } from "./position.ts";
import { type Range, rangeOf } from "./range.ts";
import type { Subject } from "./subject.ts";
import { isOfPart, type Toll } from "./toll.ts";

/** What some claimants say of a side's people. */
export interface Camp {
  readonly range: Range;
  readonly claims: readonly Claim[];
  readonly claimants: number;
}

/** The figures for one side's people, by who gives them: its own side, the opposing one, or anybody else. */
export interface SideFigures {
  readonly subject: Subject;
  readonly side: number;
  /** The side's letter in the event; it says nothing about who began. */
  readonly letter: Party;
  readonly own: Camp;
  readonly opposing: Camp;
  readonly others: Camp;
}

/**
 * Splits tolls of sides by camp, as the event's parties A and B stand. A toll whose side is on neither is left out, and
 * so is every camp's opinion of who is right.
 */
export function sideFigures(tolls: readonly Toll[], world: World): SideFigures[] {
  return tolls.flatMap(({ question, about, positions }) => {
    const { subject } = question;
    const letter = subject.side === null ? null : world.letterOf(subject.side);
    if (subject.side === null || letter === null || positions.length === 0) return [];
    const camps = Map.groupBy(positions, ({ party }) => campOf(party, letter, world));
    const ofPart = isOfPart({ question, about });
    const camp = (name: ReturnType<typeof campOf>) => campFigures(camps.get(name) ?? [], ofPart);
    return [
      { subject, side: subject.side, letter, own: camp("own"), opposing: camp("opposing"), others: camp("others") },
    ];
  });
}

function campOf(party: number | null, letter: Party, world: World): "own" | "opposing" | "others" {
  const stands = party === null ? null : world.letterOf(party);
  if (stands === null) return "others";
  return stands === letter ? "own" : "opposing";
}

function campFigures(positions: readonly Position[], ofPart: boolean): Camp {
  const claims = positions.flatMap(({ latest }) => latest.candidates);
  const range = rangeOf(claims);
  // What befell a part of the event bounds the whole from below alone.
  return {
    range: ofPart && !range.isEmpty ? { ...range, isOpenAbove: true } : range,
    claims,
    claimants: positions.filter(({ party }) => party !== null).length,
  };
}
