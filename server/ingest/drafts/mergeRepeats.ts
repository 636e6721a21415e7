import type { ExtractedClaim } from "../../extract/draft.ts";

/** A claim, and the other places of the same text that make it too. */
export interface MergedClaim {
  readonly claim: ExtractedClaim;
  readonly repeats: readonly ExtractedClaim[];
}

/**
 * Joins the claims of a text that are one claim: of the same harm, figure, people and claimant. The title repeats what the text
 * says, and names no claimant.
 * @param isTitle whether a claim is in a title, a subhead or a caption
 */
export function mergeRepeats(
  claims: readonly ExtractedClaim[],
  isTitle: (claim: ExtractedClaim) => boolean,
): MergedClaim[] {
  const merged: { claim: ExtractedClaim; repeats: ExtractedClaim[] }[] = [];
  /** The same by harm and figure, so that the time does not grow with the square of the number of claims. */
  const byFigure = new Map<string, typeof merged>();
  // What the text says comes first, so that the title is the repetition.
  for (const claim of [...claims.filter((one) => !isTitle(one)), ...claims.filter(isTitle)]) {
    const alike = byFigure.get(figureOf(claim)) ?? [];
    const same = alike.find(({ claim: known }) =>
      isTitle(claim)
        ? isInShort(claim, known)
        : isSame(known, claim) && known.claimant === claim.claimant && isUnlikelyTwice(claim),
    );
    if (same) same.repeats.push(claim);
    else {
      const own = { claim, repeats: [] };
      merged.push(own);
      alike.push(own);
      byFigure.set(figureOf(claim), alike);
    }
  }
  const ids = new Map(merged.flatMap(({ claim, repeats }) => [claim, ...repeats].map(({ id }) => [id, claim.id])));
  return merged.map(({ claim, repeats }) => {
    const partOf = claim.partOf === null ? null : (ids.get(claim.partOf) ?? null);
    return { claim: { ...claim, partOf: partOf === claim.id ? null : partOf }, repeats };
  });
}

const figureOf = ({ harm, min, max, vague }: ExtractedClaim): string => JSON.stringify([harm, min ?? max, vague]);

/** Titles leave out how exactly a figure is stated, and of whom: “Twelve killed” for “at least 12 civilians”. */
const isInShort = (title: ExtractedClaim, { harm, min, max, vague }: ExtractedClaim): boolean =>
  title.harm === harm && (title.min ?? title.max) === (min ?? max) && title.vague === vague;

/** In two places, two soldiers may have been killed each. */
const isUnlikelyTwice = ({ scope, min, max }: ExtractedClaim): boolean =>
  scope === "CUMULATIVE" || (min ?? max ?? 0) >= LEAST_UNLIKELY;
const LEAST_UNLIKELY = 10;

const isSame = (a: ExtractedClaim, b: ExtractedClaim): boolean =>
  a.harm === b.harm &&
  a.qualifier === b.qualifier &&
  a.min === b.min &&
  a.max === b.max &&
  a.vague === b.vague &&
  a.status === b.status &&
  (a.victims === b.victims || a.victims === "UNSPECIFIED" || b.victims === "UNSPECIFIED") &&
  (a.side === b.side || a.side === null || b.side === null);
