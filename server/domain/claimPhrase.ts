import { capitalised, formatNumber, HARM_WORDS, peopleNoun } from "./english.ts";
import { countsBodies } from "./toll/claim.ts";
import type { ClaimStatus, Harm, ReviewState, Victims } from "./vocabulary.ts";

/** The data for the title and the sentence of a claim. Names are the full names of records. */
export interface ClaimFacts {
  /** The label of the figure without its best estimate: “at least 95”. */
  readonly count: string;
  /** The claimant's own best estimate. */
  readonly best: number | null;
  /** See the function `isSingular`. */
  readonly isSingular: boolean;
  readonly harm: Harm;
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly side: string | null;
  readonly place: string | null;
  /** Null if the words name nobody. */
  readonly claimant: string | null;
  /** The actor who reported the claimant's words. */
  readonly conduit: string | null;
  readonly status: ClaimStatus;
  readonly review: ReviewState;
  readonly isRetracted: boolean;
}

/** A title that cannot be misread on its own: “At least 95 killed, according to Agence France-Presse”. */
export function claimTitle(claim: ClaimFacts): string {
  const { status, review, isRetracted } = claim;
  const what = `${figure(claim)}${status === "HISTORIC" ? " in an earlier conflict" : ""}${details(claim)}`;
  const notes = [
    ...(isRetracted ? ["retracted by the claimant"] : []),
    ...(review === "REJECTED" ? ["found wrong in review"] : []),
  ];
  return capitalised(`${what}, ${attribution(claim)}${notes.length === 0 ? "" : ` (${notes.join("; ")})`}`);
}

function attribution({ status, claimant }: ClaimFacts): string {
  const who = claimant ?? NO_SOURCE;
  switch (status) {
    case "CURRENT":
    case "HISTORIC":
      return `according to ${who}`;
    case "DENIED":
      return `cited by ${who} only to be rejected`;
    case "HYPOTHETICAL":
      return `mentioned by ${who} as a possibility, not as something that happened`;
  }
}

const NO_SOURCE = "an article that names no source";

/** The title as a full sentence: “According to Agence France-Presse, at least 95 people were killed.” */
export function claimSentence(claim: ClaimFacts): string {
  const { claimant, conduit, status } = claim;
  const who =
    conduit === null ? (claimant ?? NO_SOURCE) : `${claimant ?? "a source not named"}, as cited by ${conduit}`;
  const what = `${figure(claim, true)}${details(claim)}`;
  switch (status) {
    case "CURRENT":
      return `According to ${who}, ${what}.`;
    case "HISTORIC":
      return `In an earlier conflict, now over, ${what}, according to ${who}.`;
    case "DENIED":
      return `Cited by ${who} only to be rejected: that ${what}.`;
    case "HYPOTHETICAL":
      return `Mentioned by ${who} as a possibility, not as something that happened: that ${what}.`;
  }
}

function figure({ count, isSingular, harm, victims }: ClaimFacts, isSentence = false): string {
  // “At least 95 killed” is enough for a title. If the words do not say who the people were, the title does not either.
  const people = victims === "UNSPECIFIED" && !isSentence ? "" : ` ${peopleNoun(victims, isSingular)}`;
  const of = count.startsWith("an unstated number") && people !== "" ? " of" : "";
  const verb = isSentence ? (isSingular ? " was" : " were") : "";
  return `${count}${of}${people}${verb} ${HARM_WORDS[harm]}`;
}

function details({ best, side, place, tags }: ClaimFacts): string {
  const others = tags.filter((tag) => !countsBodies({ tags: [tag] }));
  const parts = [
    ...(best === null ? [] : [`best estimate ${formatNumber(best)}`]),
    ...(side === null ? [] : [`side: ${side}`]),
    ...(others.length === 0 ? [] : [`described as: ${others.join(", ")}`]),
    ...(countsBodies({ tags }) ? ["counted by bodies found or handed over"] : []),
  ];
  return `${place === null ? "" : ` in ${place}`}${parts.length === 0 ? "" : ` (${parts.join("; ")})`}`;
}

/** True if the noun and verb after a figure are in the singular: “at least 1 person was”. */
export const isSingular = ({ min, max }: { min: number | null; max: number | null }): boolean => (max ?? min) === 1;
