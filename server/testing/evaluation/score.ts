import type { ExtractedClaim } from "../../extract/draft.ts";
import { type FieldName, wrongFields } from "./fields.ts";
import { figureOf, type GoldClaim, type Passage } from "./gold.ts";

/** A claim of the gold standard that was extracted. */
export interface Match {
  readonly gold: GoldClaim;
  readonly claim: ExtractedClaim;
  readonly wrong: readonly FieldName[];
  readonly expectedWhole: GoldClaim | null;
  /** An extracted claim only if it is not in the gold standard. */
  readonly extractedWhole: GoldClaim | ExtractedClaim | null;
}

export interface PassageScore {
  readonly passage: Passage;
  readonly matches: readonly Match[];
  /** False negatives. */
  readonly missed: readonly GoldClaim[];
  /** False positives. */
  readonly spurious: readonly ExtractedClaim[];
}

/** Compares the claims extracted from a passage with its gold standard. */
export function scorePassage(passage: Passage, extracted: readonly ExtractedClaim[]): PassageScore {
  const goldById = new Map(passage.claims.map((gold) => [gold.id, gold]));
  const original = (gold: GoldClaim): GoldClaim => goldById.get(gold.repeats ?? "") ?? gold;
  const pairs = pairClaims(passage.claims, extracted);

  const wholeOf = (claim: ExtractedClaim): Match["extractedWhole"] => {
    const whole = extracted.find(({ id }) => id === claim.partOf);
    const gold = whole && pairs.get(whole);
    return gold ? original(gold) : (whole ?? null);
  };

  const matches = new Map<GoldClaim, Match>();
  for (const [claim, gold] of pairs) {
    const first = original(gold);
    // The most similar pairs come first. So if a text states a claim twice, its better extraction counts.
    if (first.isOptional || matches.has(first)) continue;
    const whole = goldById.get(first.partOf ?? "");
    matches.set(first, {
      gold,
      claim,
      wrong: wrongFields(gold, claim),
      expectedWhole: whole ? original(whole) : null,
      extractedWhole: wholeOf(claim),
    });
  }
  return {
    passage,
    matches: [...matches.values()],
    missed: passage.claims.filter((gold) => gold.repeats === null && !gold.isOptional && !matches.has(gold)),
    spurious: extracted.filter((claim) => !pairs.has(claim) && !isFurtherZero(passage.claims, claim)),
  };
}

/** Pairs the claims that state the same, the most similar ones first. */
function pairClaims(
  claims: readonly GoldClaim[],
  extracted: readonly ExtractedClaim[],
): Map<ExtractedClaim, GoldClaim> {
  const candidates = claims
    .flatMap((gold) => extracted.filter((claim) => isSameClaim(gold, claim)).map((claim) => ({ gold, claim })))
    .map((pair) => ({
      ...pair,
      similarity: overlapOf(pair.gold, pair.claim) - wrongFields(pair.gold, pair.claim).length,
    }))
    .sort((a, b) => b.similarity - a.similarity || Number(a.gold.isOptional) - Number(b.gold.isOptional));
  const pairs = new Map<ExtractedClaim, GoldClaim>();
  const paired = new Set<GoldClaim>();
  for (const { gold, claim } of candidates) {
    if (paired.has(gold) || pairs.has(claim)) continue;
    paired.add(gold);
    pairs.set(claim, gold);
  }
  return pairs;
}

function isSameClaim(gold: GoldClaim, claim: ExtractedClaim): boolean {
  // To report a supposed harm as one that happened is worse than a wrong field.
  if (gold.statuses[0] === "HYPOTHETICAL" && !gold.statuses.includes(claim.status)) return false;
  return overlapOf(gold, claim) > 0 && gold.harms.includes(claim.harm) && gold.figures.includes(figureOf(claim));
}

/** How much of the shorter one's words are in the other: 0 to 1. */
function overlapOf(gold: GoldClaim, claim: ExtractedClaim): number {
  const shared = Math.min(gold.end, claim.end) - Math.max(gold.start, claim.start);
  return Math.max(0, shared) / Math.min(gold.end - gold.start, claim.end - claim.start);
}

/** “No casualties” is one claim, but is also right as two: nobody killed, and nobody wounded. */
const isFurtherZero = (claims: readonly GoldClaim[], claim: ExtractedClaim): boolean =>
  figureOf(claim) === "0" && claims.some((gold) => isSameClaim(gold, claim));
