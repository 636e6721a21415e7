import type { Harm, Qualifier, Scope, Victims } from "../../domain/vocabulary.ts";
import { vagueWord } from "../../extract/annotation.ts";
import type { ExtractedClaim } from "../../extract/draft.ts";

/** A claim that a person found in a passage. Each list has all accepted values, the preferred value first. */
export interface GoldClaim {
  readonly id: string;
  readonly harms: readonly Harm[];
  /** Written like `figureOf`. */
  readonly figures: readonly string[];
  readonly qualifiers: readonly Qualifier[];
  readonly victims: readonly Victims[];
  readonly claimants: readonly (string | null)[];
  readonly conduits: readonly (string | null)[];
  readonly sides: readonly (string | null)[];
  readonly scopes: readonly Scope[];
  readonly statuses: readonly string[];
  /** UTF-16 offsets into the text of the passage. */
  readonly start: number;
  readonly end: number;
  /** The id of the claim that counts these people too. */
  readonly partOf: string | null;
  /** The id of the claim that this claim states again. Both count as one claim. */
  readonly repeats: string | null;
  /** An optional claim counts neither as missed nor as found. */
  readonly isOptional: boolean;
}

export interface Passage {
  readonly id: string;
  readonly text: string;
  readonly claims: readonly GoldClaim[];
}

/**
 * The figure of a claim without its qualifier. A vague figure without a word is “some”, as in annotated passages.
 * @example figureOf({ qualifier: "AT_LEAST", min: 12, max: null, vague: null }) // "12"
 */
export function figureOf({
  qualifier,
  min,
  max,
  vague,
}: Pick<ExtractedClaim, "qualifier" | "min" | "max" | "vague">): string {
  if (qualifier === "VAGUE") return vagueWord(vague?.toLowerCase() ?? "some");
  return qualifier === "BETWEEN" ? `${min}–${max}` : String(min ?? max);
}
