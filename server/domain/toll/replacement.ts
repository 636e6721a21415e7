import { CAN_FALL, type Harm } from "../vocabulary.ts";
import { type Claim, isVague } from "./claim.ts";
import { haveOtherStarts, isStatedLater, orderOf } from "./coverage.ts";

/** Why a total of a party no longer stands, or does not replace the total that stands. */
export type StepBackReason = "SUPERSEDED" | "AGREES" | "OTHER_PERIOD";

/** Which of two totals of one party stands, and why the other does not. */
export interface Replacement {
  readonly stands: Claim;
  readonly stepsBack: Claim;
  readonly reason: StepBackReason;
}

/** True if a running total of this harm never falls. */
export const onlyGrows = (harm: Harm): boolean => !CAN_FALL[harm];

/**
 * Which of two totals of the same people by one party stands, or null if both do. The order of the two makes no difference.
 *
 * 1. Totals from different starts stand beside each other.
 * 2. The total that is as of a later time replaces the other: see `orderOf`.
 * 3. But a weaker statement that agrees replaces nothing: 95, and the next day “dozens”. Weaker means that its bounds allow
 *    every number that the other's allow, and more. This does not depend on which of the two is later. If numbers of this harm
 *    can fall, a later number is the state of a later day, so only a statement without a number replaces nothing.
 * 4. A total as of an earlier time takes nothing back, even if it was stated later, unless both cannot hold: a corrected
 *    total as of May that is above the total of June replaces it, since totals grow.
 */
export function replacementOf(a: Claim, b: Claim): Replacement | null {
  if (haveOtherStarts(a, b)) return null;
  const order = orderOf(a, b);
  if (order === null) {
    if (isWeaker(a, b)) return { stands: b, stepsBack: a, reason: "AGREES" };
    return isWeaker(b, a) ? { stands: a, stepsBack: b, reason: "AGREES" } : null;
  }
  const { later, earlier, by } = order;
  const isOldTime = by === "COVERED" && isStatedLater(earlier, later);
  if (isOldTime && onlyGrows(earlier.harm) && isAbove(earlier, later))
    return { stands: earlier, stepsBack: later, reason: "SUPERSEDED" };
  if (isWeaker(later, earlier) && (onlyGrows(later.harm) || isVague(later)))
    return { stands: earlier, stepsBack: later, reason: "AGREES" };
  return { stands: later, stepsBack: earlier, reason: isOldTime ? "OTHER_PERIOD" : "SUPERSEDED" };
}

/** Without a stated lower bound, a figure allows for nobody. */
const bottom = ({ lower }: Claim): number => lower ?? 0;
const top = ({ upper }: Claim): number => upper ?? Number.POSITIVE_INFINITY;

/**
 * True if the bounds of `a` allow every number that those of `b` allow, and more. A rounded figure allows more than an exact
 * one. “Hundreds” does not agree with 95, though it states no bound.
 */
export function isWeaker(a: Claim, b: Claim): boolean {
  if (isVague(a) && b.upper !== null && (a.conventionMin ?? 0) > b.upper) return false;
  if (bottom(a) === bottom(b) && top(a) === top(b)) return a.isAbout && !b.isAbout;
  return bottom(a) <= bottom(b) && top(a) >= top(b);
}

/** True if every number that `a` allows is larger than every number that `b` allows. */
export const isAbove = (a: Claim, b: Claim): boolean => a.lower !== null && b.upper !== null && a.lower > b.upper;

/**
 * The totals of one party that stand: no other of them replaces them. Totals are taken in the order of their statements, so
 * that each is compared with what stood when it was made.
 * @param series in any order
 * @param before what stood before all of them, if there were earlier statements
 */
export function standingOf(series: readonly Claim[], before: readonly Claim[] = []): Claim[] {
  if (series.length === 1 && before.length === 0) return [...series];
  let standing = [...before];
  for (const claim of inOrderOfStatements(series)) {
    let isStanding = true;
    standing = standing.filter((other) => {
      const replacement = replacementOf(claim, other);
      if (replacement?.stands === other) isStanding = false;
      return replacement?.stands !== claim;
    });
    if (isStanding) standing.push(claim);
  }
  return standing;
}

/** By the last time when they can have been stated. Ties are broken by slug, so that the order of the input makes no difference. */
function inOrderOfStatements(series: readonly Claim[]): Claim[] {
  const timed = series.map((claim) => ({ claim, said: saidBy(claim), end: claim.period?.until ?? saidBy(claim) }));
  timed.sort((a, b) => a.said - b.said || a.end - b.end || (a.claim.slug < b.claim.slug ? -1 : 1));
  return timed.map(({ claim }) => claim);
}

/** The last time when a claim can have been stated. */
export const saidBy = ({ stated }: Claim): number => stated?.until ?? LAST;

/** After every time. Not infinity, whose difference is no number. */
const LAST = Number.MAX_SAFE_INTEGER;
