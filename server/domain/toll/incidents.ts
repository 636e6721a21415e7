import { type Claim, countsBodies, type EventFacts, figureOf, isWithin } from "./claim.ts";
import type { ClaimIndex } from "./claimIndex.ts";
import { seriesKey } from "./position.ts";
import { maxOrNull, minOrNull } from "./range.ts";
import { type Subject, subjectKey, subjectOf } from "./subject.ts";

/**
 * The figures for a single incident (“one shelling, 5 killed”) that count as its total, if nobody states a running
 * total for the event or a part of it. The figures must be about exactly this event and its whole time, and each party
 * must have only one figure, because two may be increases.
 */
export function incidentTotals(
  { increments, eventsWithTotals }: ClaimIndex,
  { event, tags }: Subject,
  facts: EventFacts,
): Claim[] {
  const ofBodies = countsBodies({ tags });
  const own = event === null ? [] : (increments.get(event) ?? []).filter((claim) => countsBodies(claim) === ofBodies);
  if (event === null || own.length === 0) return [];
  for (const other of eventsWithTotals(ofBodies)) if (isWithin(facts, other, event)) return [];
  const time = facts.timeOf(event);
  const whole = own.filter(({ partKind, period }) => {
    const isAllOfIt = period === null || (time !== null && period.from <= time.from && period.until >= time.until);
    return partKind !== "PERIOD" && isAllOfIt;
  });
  const series = Map.groupBy(whole, (claim) => `${seriesKey(claim)} ${subjectKey(subjectOf(claim))}`);
  return [...series.values()].filter(isOneFigure).flat();
}

/**
 * True if some claims are one statement: the same figure, in copies of one article or, as far as is known, at one time.
 */
function isOneFigure(claims: readonly Claim[]): boolean {
  const isSame = new Set(claims.map(figureOf)).size === 1;
  const isOneOrigin = new Set(claims.map(({ origin }) => origin)).size === 1;
  const begins = maxOrNull(claims.map(({ stated }) => stated?.from ?? null));
  const ends = minOrNull(claims.map(({ stated }) => stated?.until ?? null));
  return isSame && (isOneOrigin || begins === null || ends === null || begins <= ends);
}
