import type { Bounds } from "../count.ts";
import { lazy } from "../lazy.ts";
import type { BreakdownContradiction, CellKind, Victims } from "../vocabulary.ts";
import { bySlug, byTime, type Claim, type EventFacts, isVague } from "./claim.ts";
import { areOtherStarts, isSameDay, startOf } from "./coverage.ts";
import { incomparableReason } from "./eligibility.ts";
import { positionsOf } from "./position.ts";
import { type Range, rangeOf } from "./range.ts";
import { onlyGrows } from "./replacement.ts";
import { isSmallerGroup, type Subject, subjectKey, subjectOf } from "./subject.ts";

/** Some of the people whom the whole counts, with the claims about them. */
export interface BreakdownCell {
  readonly kind: CellKind;
  readonly subject: Subject;
  /** Null for NO_CLAIM. */
  readonly range: Range | null;
  readonly claims: readonly Claim[];
  /** The claim that states the cell as a part. Null if no claim does. */
  readonly partOf: Claim | null;
  /** True if the cell is included in the sum. Cells that may count people twice are not included. */
  readonly isSummed: boolean;
  /**
   * For NO_CLAIM: the claims about exactly these people that are not used, because they are of another time or not known to
   * be of that time, or because they are no running totals.
   */
  readonly elsewhere: readonly Claim[];
}

export interface Contradiction {
  readonly kind: BreakdownContradiction;
  readonly whole: Claim;
  readonly parts: readonly Claim[];
}

/** The bounds of a sum. The lower bound is never null. */
export interface Sum extends Bounds {
  readonly lower: number;
}

/** A claim in parts. Even if the parts sum to the whole, the list may be incomplete. */
export interface Breakdown {
  readonly whole: Claim;
  /** The latest time at which the whole can have been stated. Later claims of others do not count. Null: unknown. */
  readonly at: number | null;
  readonly cells: readonly BreakdownCell[];
  readonly sum: Sum;
  /** The whole minus the sum. A bound is null if the whole or the sum is open there. */
  readonly unaccounted: Bounds;
  readonly contradictions: readonly Contradiction[];
}

/** True if a breakdown tells anything: a part of the whole has a figure. */
export const hasFigure = ({ cells }: Breakdown): boolean => cells.some(({ kind }) => kind !== "NO_CLAIM");

/** Whether the rows are sides or places, and which rows to show even if no claim names them. */
export interface BreakdownGrid {
  readonly by: "SIDE" | "PLACE";
  readonly rows: readonly number[];
}

const KINDS: readonly Victims[] = ["CIVILIAN", "MILITARY"];
const kindsOf = ({ victims }: Claim): readonly Victims[] => (victims === "UNSPECIFIED" ? KINDS : [victims]);

/**
 * Breaks a claim down as of the time when it was stated: into its own stated parts, and into the figures that others
 * had claimed by then for some of its people. Figures of others are summed only for kinds of victims that the claim's
 * own parts leave out.
 * @param others the eligible claims of the same harm, stated at any time
 * @example breakDown(overall95, eligibleClaims(claims, criteria), facts, { by: "SIDE", rows: [armenia, azerbaijan] })
 */
export function breakDown(whole: Claim, others: readonly Claim[], facts: EventFacts, grid: BreakdownGrid): Breakdown {
  const at = whole.stated?.until ?? null;
  const byId = new Map(others.map((claim) => [claim.id, claim]));
  const known = others.filter(
    (claim) =>
      claim.event === whole.event &&
      (at === null || (claim.stated !== null && claim.stated.until <= at)) &&
      // A number that can fall is comparable only with one of the same day.
      (onlyGrows(claim.harm) || isSameDay(claim.stated, whole.stated)) &&
      !areOtherStarts(startOf(claim, facts), startOf(whole, facts)) &&
      incomparableReason(claim, byId) === null,
  );
  const contradictions: Contradiction[] = [];
  const stated = statedCells(whole, others, facts, contradictions);
  const crossed = crossClaimantCells(whole, known, stated, facts, grid.by);
  const cells = [...stated, ...crossed];
  const sum = sumOf(cells.filter(({ isSummed }) => isSummed).map(boundsOf));
  const statedSum = sumOf(stated.filter(({ isSummed }) => isSummed).map(boundsOf));
  const isRounded =
    whole.isAbout || cells.some(({ isSummed, claims }) => isSummed && claims.some(({ isAbout }) => isAbout));
  if (!isRounded && whole.upper !== null && sum.lower > whole.upper && statedSum.lower <= whole.upper)
    contradictions.push({
      kind: "PARTS_EXCEED_WHOLE",
      whole,
      parts: cells.filter(({ isSummed }) => isSummed).flatMap(({ claims }) => claims),
    });
  return {
    whole,
    at,
    cells: [...cells, ...emptyCells(whole, cells, others, facts, grid)],
    sum,
    unaccounted: remainderOf(whole, sum),
    contradictions,
  };
}

/**
 * The stated parts of a claim, each with its own parts. These are summed instead if they are said to make up the part.
 */
function statedCells(
  whole: Claim,
  others: readonly Claim[],
  facts: EventFacts,
  contradictions: Contradiction[],
  isWholeSummed = true,
): BreakdownCell[] {
  const parts = partsOf(whole, others);
  const disjoint = disjointParts(whole, parts, facts);
  const summed = new Set(isWholeSummed ? disjoint : []);
  contradictions.push(...contradictionsOf(whole, parts, disjoint));
  return parts.flatMap((part) => {
    const isSplit = part.partsAreAll && partsOf(part, others).length > 0;
    const cell = {
      kind: "STATED_PART" as const,
      subject: subjectOf(part),
      range: rangeOf([part]),
      claims: [part],
      partOf: whole,
      isSummed: summed.has(part) && !isSplit,
      elsewhere: [],
    };
    return [cell, ...statedCells(part, others, facts, contradictions, summed.has(part) && isSplit)];
  });
}

const partsOf = (whole: Claim, others: readonly Claim[]): Claim[] =>
  others.filter(({ partOf, partKind }) => partOf === whole.id && partKind === "SUBGROUP").sort(bySlug);

function contradictionsOf(whole: Claim, parts: readonly Claim[], disjoint: readonly Claim[]): Contradiction[] {
  // The claim does not state how much it rounded the figure.
  if (whole.isAbout || parts.some(({ isAbout }) => isAbout)) return [];
  const { lower, upper } = sumOf(disjoint);
  const found: Contradiction[] = parts
    .filter((part) => whole.upper !== null && part.lower !== null && part.lower > whole.upper)
    .map((part) => ({ kind: "PART_EXCEEDS_WHOLE", whole, parts: [part] }));
  if (whole.upper !== null && disjoint.length > 1 && lower > whole.upper)
    found.push({ kind: "PARTS_EXCEED_WHOLE", whole, parts: disjoint });
  if (whole.partsAreAll && whole.lower !== null && upper !== null && upper < whole.lower)
    found.push({ kind: "PARTS_FALL_SHORT", whole, parts: disjoint });
  return found;
}

/**
 * The parts that count different people: all of them if the words say that they make up the whole, otherwise only parts
 * by one criterion (victims, else side, else place). “11 civilians, and 40 on one side” may count some people twice.
 */
function disjointParts(whole: Claim, parts: readonly Claim[], facts: EventFacts): Claim[] {
  if (whole.partsAreAll)
    return parts.filter((part) => !parts.some((other) => isSmallerGroup(subjectOf(part), subjectOf(other), facts)));
  const differing = (...dimensions: readonly ("victims" | "side" | "place")[]) =>
    parts.filter(
      (part) =>
        part.tags.every((tag) => whole.tags.includes(tag)) &&
        (["victims", "side", "place"] as const).every(
          (dimension) => (part[dimension] !== whole[dimension]) === dimensions.includes(dimension),
        ),
    );
  const families = [differing("victims"), differing("side"), differing("place"), differing("victims", "side")];
  const family = families.find((found) => found.length > 0) ?? [];
  // The people of a province are among those of its country.
  const disjoint = onePerSubject(
    family.filter((part) => !family.some((other) => isSmallerGroup(subjectOf(part), subjectOf(other), facts))),
  );
  // Sides and places can contain one another. If they sum to more than the whole, they do.
  const mayOverlap = disjoint.some((part) => part.side !== whole.side || part.place !== whole.place);
  return mayOverlap && whole.upper !== null && sumOf(disjoint).lower > whole.upper ? [] : disjoint;
}

/** One part for each group of people, so that nobody is counted twice. */
const onePerSubject = (parts: readonly Claim[]): Claim[] => [
  ...new Map(parts.map((part) => [subjectKey(subjectOf(part)), part])).values(),
];

/** The claims of others about some of the people of the whole, unless the whole states such a part itself. */
function crossClaimantCells(
  whole: Claim,
  known: readonly Claim[],
  stated: readonly BreakdownCell[],
  facts: EventFacts,
  by: BreakdownGrid["by"],
): BreakdownCell[] {
  const covered = new Set(stated.filter(({ isSummed }) => isSummed).map(({ subject }) => subject.victims));
  const of = subjectOf(whole);
  const isStated = new Set(stated.map(({ subject }) => subjectKey(subject)));
  const candidates = known.filter(
    (claim) =>
      (kindsOf(whole).includes(claim.victims) || claim.victims === whole.victims) &&
      !isStated.has(subjectKey(subjectOf(claim))) &&
      claim.tags.length === whole.tags.length &&
      isSmallerGroup(subjectOf(claim), of, facts) &&
      (by === "SIDE" ? claim.place === whole.place : claim.side === whole.side),
  );
  const cells = [...Map.groupBy(candidates, (claim) => subjectKey(subjectOf(claim))).values()].map(
    (claims): BreakdownCell => {
      const used = positionsOf(claims).flatMap(({ latest }) => latest.candidates);
      const [first] = used as [Claim];
      return {
        kind: "CROSS_CLAIMANT",
        subject: subjectOf(first),
        range: rangeOf(used),
        claims: used.sort(byTime),
        partOf: null,
        isSummed: false,
        elsewhere: [],
      };
    },
  );
  const summable = cells.filter((cell) => isSummable(cell, cells, facts, by));
  // A figure for all people of a side includes its soldiers, so such figures are preferred if the whole states no kinds.
  const ofSides = covered.size === 0 ? summable.filter(({ subject }) => subject.victims === whole.victims) : [];
  const summed = new Set(
    ofSides.length > 0
      ? ofSides
      : summable.filter(
          ({ subject: { victims } }) =>
            !covered.has(victims) && !covered.has("UNSPECIFIED") && victims !== "UNSPECIFIED",
        ),
  );
  return cells
    .map((cell) => ({ ...cell, isSummed: summed.has(cell) }))
    .sort((a, b) => bySlug(a.claims[0] as Claim, b.claims[0] as Claim));
}

/** A figure for all victims of a kind is summed instead of those by row. Rows are summed only if they cannot overlap. */
function isSummable(
  { subject }: BreakdownCell,
  cells: readonly BreakdownCell[],
  facts: EventFacts,
  by: BreakdownGrid["by"],
): boolean {
  const rivals = cells.filter(({ subject: other }) => other.victims === subject.victims);
  const rowOf = (of: Subject) => (by === "SIDE" ? of.side : of.place);
  // “Dozens” of all soldiers do not replace the 84 of one side.
  const ofAll = rivals.find(({ subject: other, claims }) => rowOf(other) === null && !claims.every(isVague));
  if (ofAll) return ofAll.subject === subject;
  const figures = rivals.filter(({ claims }) => !claims.every(isVague));
  if (!figures.some(({ subject: other }) => other === subject)) return rivals.length === 1;
  if (figures.length === 1) return true;
  // Independent parties do not overlap. Other actors, and places, can contain one another.
  return by === "SIDE" && figures.every(({ subject: other }) => other.side !== null && facts.isParty(other.side));
}

/**
 * The parties for whose people the reports give a reason to expect a figure: those that a report names and, if reports name
 * the people of one side alone, those of the opposing side.
 */
function expectedParties(parties: readonly number[], named: ReadonlySet<number | null>, facts: EventFacts): number[] {
  const letters = new Set([...named].flatMap((side) => (side === null ? [] : (facts.letterOf(side) ?? []))));
  return parties.filter((party) => {
    const letter = facts.letterOf(party);
    return named.has(party) || (letters.size === 1 && letter !== null && !letters.has(letter));
  });
}

/** The cells of the grid for which no claim is known from that time. */
function emptyCells(
  whole: Claim,
  cells: readonly BreakdownCell[],
  others: readonly Claim[],
  facts: EventFacts,
  { by, rows }: BreakdownGrid,
): BreakdownCell[] {
  const rowOf = ({ side, place }: Pick<Subject, "side" | "place">) => (by === "SIDE" ? side : place);
  const own = rowOf(subjectOf(whole));
  const named = new Set(others.map(rowOf));
  const ofCells = cells.map(({ subject }) => rowOf(subject)).filter((row) => row !== null);
  const shown = new Set(own !== null ? [own] : [...expectedParties(rows, named, facts), ...ofCells]);
  // A figure for only some of a cell's people, such as the children among them, does not fill the cell.
  const filled = new Set(
    [whole, ...cells.flatMap(({ claims }) => claims)].map((claim) => subjectKey(subjectOf(claim))),
  );
  const bySubject = lazy(() => Map.groupBy(others, (claim) => subjectKey(subjectOf(claim))));
  return [...shown]
    .flatMap((row) =>
      kindsOf(whole).map((victims) => ({
        ...subjectOf(whole),
        victims,
        ...(by === "SIDE" ? { side: row } : { place: row }),
      })),
    )
    .filter((subject) => !filled.has(subjectKey(subject)))
    .map((subject) => ({
      kind: "NO_CLAIM" as const,
      subject,
      range: null,
      claims: [],
      partOf: null,
      isSummed: false,
      elsewhere: (bySubject().get(subjectKey(subject)) ?? []).toSorted(byTime),
    }));
}

/** The bounds of a cell. A bound is open if any of its claims leaves it open. */
const boundsOf = ({ range }: BreakdownCell): Bounds => ({ lower: range?.low ?? null, upper: range?.high ?? null });

/** The sum of some bounds. A missing lower bound counts as 0; a missing upper bound leaves the sum open. */
const sumOf = (parts: readonly Bounds[]): Sum => ({
  lower: parts.reduce((sum, { lower }) => sum + (lower ?? 0), 0),
  upper: parts.reduce<number | null>((sum, { upper }) => (sum === null || upper === null ? null : sum + upper), 0),
});

function remainderOf(whole: Claim, sum: Sum): Bounds {
  const upper = whole.upper === null ? null : whole.upper - sum.lower;
  return {
    lower: whole.lower === null || sum.upper === null ? null : Math.max(0, whole.lower - sum.upper),
    upper: upper === null ? null : Math.max(0, upper),
  };
}

/** The used claim with the most stated parts, their own parts included. Ties go to the latest, then the first by slug. */
export function claimWithMostParts(used: readonly Claim[], eligible: readonly Claim[]): Claim | undefined {
  const statedParts = Map.groupBy(
    eligible.filter(({ partKind }) => partKind === "SUBGROUP"),
    ({ partOf }) => partOf,
  );
  const size = (claim: Claim): number =>
    (statedParts.get(claim.id) ?? []).reduce((sum, part) => sum + 1 + size(part), 0);
  const sized = used.map((claim) => ({ claim, parts: size(claim) }));
  const time = (claim: Claim) => claim.stated?.until ?? Number.NEGATIVE_INFINITY;
  const [first] = sized.sort((a, b) => b.parts - a.parts || time(b.claim) - time(a.claim) || bySlug(a.claim, b.claim));
  return first?.claim;
}
