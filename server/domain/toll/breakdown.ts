import type { Bounds } from "../count.ts";
import type { BreakdownContradiction, CellKind, Victims } from "../vocabulary.ts";
import { bySlug, byTime, type Claim, isVague, type World } from "./claim.ts";
import { incomparable } from "./fitness.ts";
import { positionsOf } from "./position.ts";
import { type Range, rangeOf } from "./range.ts";
import { isPartOfPeople, isSamePeople, type Subject, subjectKey, subjectOf } from "./subject.ts";

/** Some of the people whom the whole counts, and what is claimed of them. */
export interface BreakdownCell {
  readonly kind: CellKind;
  readonly subject: Subject;
  /** Null for NO_CLAIM. */
  readonly range: Range | null;
  readonly claims: readonly Claim[];
  /** The claim whose stated part it is; null where it is none. */
  readonly partOf: Claim | null;
  /** Whether it enters the sum. The others are within a cell that does, or may count some of the same people. */
  readonly isSummed: boolean;
}

export interface Contradiction {
  readonly kind: BreakdownContradiction;
  readonly whole: Claim;
  readonly parts: readonly Claim[];
}

/** A claim's figure in parts. That they add up never means that they are all. */
export interface Breakdown {
  readonly whole: Claim;
  /** UTC milliseconds: the end of when the whole was stated, at which the others' figures are taken. Null: any time. */
  readonly at: number | null;
  readonly cells: readonly BreakdownCell[];
  readonly sum: Bounds;
  /** The whole less the sum. Null bounds where either is open. */
  readonly unaccounted: Bounds;
  readonly contradictions: readonly Contradiction[];
}

/** The rows of the grid besides those that claims give: whose people, or where. */
export interface Grid {
  readonly by: "SIDE" | "PLACE";
  readonly rows: readonly number[];
}

const COLUMNS: readonly Victims[] = ["CIVILIAN", "MILITARY"];
const columnsOf = ({ victims }: Claim): readonly Victims[] => (victims === "UNSPECIFIED" ? COLUMNS : [victims]);

/**
 * Breaks a claim down at the time it was stated: first into the parts that it states itself, then into what others
 * claimed by then of some of its people, which is summed for the kinds that its own parts leave out. `others` are the
 * claims of the same harm that are fit for tolls, whatever their time.
 */
export function breakDown(whole: Claim, others: readonly Claim[], world: World, grid: Grid): Breakdown {
  const at = whole.stated?.until ?? null;
  const byId = new Map(others.map((claim) => [claim.id, claim]));
  const known = others.filter(
    (claim) =>
      claim.event === whole.event &&
      (at === null || (claim.stated !== null && claim.stated.until <= at)) &&
      incomparable(claim, byId) === null,
  );
  const contradictions: Contradiction[] = [];
  const stated = statedCells(whole, others, contradictions);
  const crossed = crossClaimantCells(whole, known, stated, world, grid.by);
  const cells = [...stated, ...crossed];
  const sum = total(cells.filter(({ isSummed }) => isSummed).map(limits));
  const statedSum = total(stated.filter(({ isSummed }) => isSummed).map(limits));
  const isRounded =
    whole.isAbout || cells.some(({ isSummed, claims }) => isSummed && claims.some(({ isAbout }) => isAbout));
  if (!isRounded && whole.upper !== null && (sum.lower ?? 0) > whole.upper && (statedSum.lower ?? 0) <= whole.upper)
    contradictions.push({
      kind: "PARTS_EXCEED_WHOLE",
      whole,
      parts: cells.filter(({ isSummed }) => isSummed).flatMap(({ claims }) => claims),
    });
  return {
    whole,
    at,
    cells: [...cells, ...emptyCells(whole, cells, grid)],
    sum,
    unaccounted: difference(whole, sum),
    contradictions,
  };
}

/**
 * The stated parts of a claim and of its parts in turn. A part whose own parts are said to be all of it is summed by
 * those.
 */
function statedCells(
  whole: Claim,
  others: readonly Claim[],
  contradictions: Contradiction[],
  isWholeSummed = true,
): BreakdownCell[] {
  const parts = partsOf(whole, others);
  const family = disjointFamily(whole, parts);
  const summed = new Set(isWholeSummed ? family : []);
  contradictions.push(...misfits(whole, parts, family));
  return parts.flatMap((part) => {
    const isSplit = part.partsAreAll && partsOf(part, others).length > 0;
    const cell = {
      kind: "STATED_PART" as const,
      subject: subjectOf(part),
      range: rangeOf([part]),
      claims: [part],
      partOf: whole,
      isSummed: summed.has(part) && !isSplit,
    };
    return [cell, ...statedCells(part, others, contradictions, summed.has(part) && isSplit)];
  });
}

const partsOf = (whole: Claim, others: readonly Claim[]): Claim[] =>
  others.filter(({ partOf, partKind }) => partOf === whole.id && partKind === "SUBGROUP").sort(bySlug);

function misfits(whole: Claim, parts: readonly Claim[], family: readonly Claim[]): Contradiction[] {
  // How far a rounded figure reaches is not stated.
  if (whole.isAbout || parts.some(({ isAbout }) => isAbout)) return [];
  const { lower, upper } = total(family);
  const found: Contradiction[] = parts
    .filter((part) => whole.upper !== null && part.lower !== null && part.lower > whole.upper)
    .map((part) => ({ kind: "PART_EXCEEDS_WHOLE", whole, parts: [part] }));
  if (whole.upper !== null && family.length > 1 && (lower ?? 0) > whole.upper)
    found.push({ kind: "PARTS_EXCEED_WHOLE", whole, parts: family });
  if (whole.partsAreAll && whole.lower !== null && upper !== null && upper < whole.lower)
    found.push({ kind: "PARTS_FALL_SHORT", whole, parts: family });
  return found;
}

/**
 * The parts that count different people: all of them where the words say that they make up the whole; otherwise those
 * that tell kinds of victims apart or, where there are none, sides or places. “11 civilians, and 40 on one side” may
 * count some twice.
 */
function disjointFamily(whole: Claim, parts: readonly Claim[]): Claim[] {
  if (whole.partsAreAll) return parts.filter((part) => !parts.some((other) => isWithinPart(part, other)));
  const differing = (...dimensions: readonly ("victims" | "side" | "place")[]) =>
    parts.filter(
      (part) =>
        part.tags.every((tag) => whole.tags.includes(tag)) &&
        (["victims", "side", "place"] as const).every(
          (dimension) => (part[dimension] !== whole[dimension]) === dimensions.includes(dimension),
        ),
    );
  const families = [differing("victims"), differing("side"), differing("place"), differing("victims", "side")];
  const family = distinct(families.find((found) => found.length > 0) ?? []);
  // Sides and places may lie within one another: where they come to more than the whole, they do.
  const mayOverlap = family.some((part) => part.side !== whole.side || part.place !== whole.place);
  return mayOverlap && whole.upper !== null && (total(family).lower ?? 0) > whole.upper ? [] : family;
}

/** Whether a part counts some of those whom another part counts: the children among the civilians. */
const isWithinPart = (part: Claim, other: Claim): boolean =>
  !isSamePeople(subjectOf(part), subjectOf(other)) && isPartOfPeople(subjectOf(part), subjectOf(other));

/** One of each kind: two parts about the very same people would be counted twice. */
const distinct = (parts: readonly Claim[]): Claim[] => [
  ...new Map(parts.map((part) => [subjectKey(subjectOf(part)), part])).values(),
];

/** What others claim of some of the people whom the whole counts, where it does not state them as its own part. */
function crossClaimantCells(
  whole: Claim,
  known: readonly Claim[],
  stated: readonly BreakdownCell[],
  world: World,
  by: Grid["by"],
): BreakdownCell[] {
  const covered = new Set(stated.filter(({ isSummed }) => isSummed).map(({ subject }) => subject.victims));
  const of = subjectOf(whole);
  const isStated = new Set(stated.map(({ subject }) => subjectKey(subject)));
  const candidates = known.filter(
    (claim) =>
      (columnsOf(whole).includes(claim.victims) || claim.victims === whole.victims) &&
      !isStated.has(subjectKey(subjectOf(claim))) &&
      claim.tags.length === whole.tags.length &&
      isPartOfPeople(subjectOf(claim), of) &&
      !isSamePeople(subjectOf(claim), of) &&
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
      };
    },
  );
  const summable = cells.filter((cell) => isSummable(cell, cells, world, by));
  // All of a side's people hold its soldiers: where nothing is stated of kinds, sides as a whole go first.
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

/** A figure for all of a kind stands for its sides; sides and places enter together only where they cannot overlap. */
function isSummable(
  { subject }: BreakdownCell,
  cells: readonly BreakdownCell[],
  world: World,
  by: Grid["by"],
): boolean {
  const rivals = cells.filter(({ subject: other }) => other.victims === subject.victims);
  const rowOf = (of: Subject) => (by === "SIDE" ? of.side : of.place);
  // “Dozens” of all soldiers do not take the place of the 84 of one side.
  const ofAll = rivals.find(({ subject: other, claims }) => rowOf(other) === null && !claims.every(isVague));
  if (ofAll) return ofAll.subject === subject;
  const figures = rivals.filter(({ claims }) => !claims.every(isVague));
  if (!figures.some(({ subject: other }) => other === subject)) return rivals.length === 1;
  if (figures.length === 1) return true;
  // Actors that the event names as parties of their own; others, and places, may lie within one another.
  return by === "SIDE" && figures.every(({ subject: other }) => other.side !== null && world.isParty(other.side));
}

/** The grid's fields that no claim known to be of that time fills. */
function emptyCells(whole: Claim, cells: readonly BreakdownCell[], { by, rows }: Grid): BreakdownCell[] {
  const rowOf = ({ side, place }: Subject) => (by === "SIDE" ? side : place);
  const own = rowOf(subjectOf(whole));
  const shown = new Set(
    own !== null ? [own] : [...rows, ...cells.map(({ subject }) => rowOf(subject)).filter((row) => row !== null)],
  );
  // A figure for some of a field's people alone, such as the children among them, does not fill it.
  const filled = new Set(
    [whole, ...cells.flatMap(({ claims }) => claims)].map((claim) => subjectKey(subjectOf(claim))),
  );
  return [...shown]
    .flatMap((row) =>
      columnsOf(whole).map((victims) => ({
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
    }));
}

/** What a cell allows for: an end that one of its claims leaves open is open. */
const limits = ({ range }: BreakdownCell): Bounds => ({
  lower: range === null || range.isOpenBelow ? null : range.low,
  upper: range === null || range.isOpenAbove ? null : range.high,
});

/** Sums of bounds: a bound that one of them lacks, the sum lacks above, and counts as 0 below. */
const total = (parts: readonly Bounds[]): Bounds => ({
  lower: parts.reduce((sum, { lower }) => sum + (lower ?? 0), 0),
  upper: parts.reduce<number | null>((sum, { upper }) => (sum === null || upper === null ? null : sum + upper), 0),
});

function difference(whole: Claim, sum: Bounds): Bounds {
  const upper = whole.upper === null || sum.lower === null ? null : whole.upper - sum.lower;
  return {
    lower: whole.lower === null || sum.upper === null ? null : Math.max(0, whole.lower - sum.upper),
    upper: upper === null ? null : Math.max(0, upper),
  };
}

/**
 * Which of some claims to break down: the one that states the most parts, its parts' own included. Of equals, the one
 * stated last, and of those the first by slug.
 */
export function mostBrokenDown(used: readonly Claim[], fit: readonly Claim[]): Claim | undefined {
  const statedParts = Map.groupBy(
    fit.filter(({ partKind }) => partKind === "SUBGROUP"),
    ({ partOf }) => partOf,
  );
  const size = (claim: Claim): number =>
    (statedParts.get(claim.id) ?? []).reduce((sum, part) => sum + 1 + size(part), 0);
  const sizes = new Map(used.map((claim) => [claim, size(claim)]));
  const time = (claim: Claim) => claim.stated?.until ?? Number.NEGATIVE_INFINITY;
  return used.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || time(b) - time(a) || bySlug(a, b))[0];
}
