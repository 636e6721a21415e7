import type { ClaimStatus, Harm, Qualifier, Scope, Victims } from "../domain/vocabulary.ts";
import type { Harmed } from "./harms.ts";
import type { PlaceInText } from "./places.ts";
import type { Sentence } from "./sentences.ts";
import type { TimeInText } from "./times.ts";

/** A casualty claim that a text makes, in the words of the text. Offsets are UTF-16 code units. */
export interface ExtractedClaim {
  /** “c1”, “c2” and so on, in the order in which the claims stand. */
  readonly id: string;
  readonly harm: Harm;
  readonly qualifier: Qualifier;
  readonly min: number | null;
  readonly max: number | null;
  /** The word that stands for the number: “dozens”. Null if there is a number. */
  readonly vague: string | null;
  readonly victims: Victims;
  /** Whose people they are, if the words say so: a country, or a name as the text writes it. */
  readonly side: string | null;
  /** Who says so, in the words of the text. Null if the text names nobody, and so speaks for itself. */
  readonly claimant: string | null;
  /** Through whom it was learned: “told Reuters”. */
  readonly via: string | null;
  readonly scope: Scope;
  readonly status: ClaimStatus;
  /** Where the people were harmed, as the sentence names it. Null if it names no place. */
  readonly place: PlaceInText | null;
  /** When it was said: “the ministry said on Monday”. Null if the words do not say it, or the time of publication is not known. */
  readonly statedAt: TimeInText | null;
  /** The time that the figure is for: “killed on Sunday”, “since 1984”. Null like the time above. */
  readonly period: TimeInText | null;
  readonly start: number;
  readonly end: number;
  /** The words of the figure within them: “at least twenty”. Null if there are none: “a soldier”. */
  readonly figure: { readonly start: number; readonly end: number } | null;
  /** The rule that found it, with an example. */
  readonly rule: string;
  /** The claim of the same text that counts these people too. */
  readonly partOf: string | null;
}

/** The claims of a sentence's harms, before what only the whole text shows. */
export interface Draft {
  readonly sentence: Sentence;
  readonly harmed: Harmed;
  readonly claim: ExtractedClaim;
}
