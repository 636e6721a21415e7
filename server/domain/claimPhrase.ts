import type { ClaimStatus, Harm, ReviewState, Victims } from "./vocabulary.ts";

/** What of a claim its title and its sentence need. Names are those of the records, in full. */
export interface ClaimFacts {
  /** As in `Count.label`: “at least 95”. */
  readonly count: string;
  /** Whether people are counted in the singular: see `isOne`. */
  readonly isOne: boolean;
  readonly harm: Harm;
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly side: string | null;
  readonly place: string | null;
  /** Null where the words name nobody. */
  readonly claimant: string | null;
  readonly conduit: string | null;
  readonly status: ClaimStatus;
  readonly review: ReviewState;
  readonly isRetracted: boolean;
}

const VERBS: Readonly<Record<Harm, string>> = {
  KILLED: "killed",
  WOUNDED: "wounded",
  MISSING: "missing",
  CAPTURED: "captured",
  DISPLACED: "displaced",
  CASUALTIES: "killed or wounded, not told apart",
};

const PEOPLE: Readonly<Record<Victims, readonly [one: string, many: string]>> = {
  CIVILIAN: ["civilian", "civilians"],
  MILITARY: ["member of the military", "members of the military"],
  UNSPECIFIED: ["person", "people"],
};

/** How a status changes what “claimed” would say. */
const SAID: Readonly<Record<ClaimStatus, string>> = {
  CURRENT: "claimed",
  HISTORIC: "claimed of an earlier conflict",
  DENIED: "cited only to be rejected",
  HYPOTHETICAL: "not claimed to have happened, but foreseen or supposed",
};

/** Such as “At least 95 killed, claimed by Agence France-Presse”: a title that is not to be misread when it stands alone. */
export function claimTitle(claim: ClaimFacts): string {
  const { claimant, status, review, isRetracted } = claim;
  const by = claimant === null ? "by a source not named" : `by ${claimant}`;
  const retracted = isRetracted ? ", taken back by its claimant" : "";
  const rejected = review === "REJECTED" ? ", found wrong on review" : "";
  return capitalised(`${figure(claim)}${details(claim)}, ${SAID[status]} ${by}${retracted}${rejected}`);
}

/** The same as a full sentence. */
export function claimSentence(claim: ClaimFacts): string {
  const { claimant, conduit, status } = claim;
  const who = `${claimant ?? "a source that the article does not name"}${conduit === null ? "" : `, as cited by ${conduit}`}`;
  const what = `${figure(claim, claim.isOne ? "was" : "were")}${details(claim)}.`;
  switch (status) {
    case "CURRENT":
      return `According to ${who}, ${what}`;
    case "HISTORIC":
      return `According to ${who}, in an earlier, ended conflict ${what}`;
    case "DENIED":
      return `Cited by ${who}, only to be rejected: that ${what}`;
    case "HYPOTHETICAL":
      return `Foreseen or supposed by ${who}, not claimed to have happened: that ${what}`;
  }
}

function figure({ count, isOne, harm, victims }: ClaimFacts, verb?: "was" | "were"): string {
  const [one, many] = PEOPLE[victims];
  // “At least 95 killed” is enough for a title; where nobody says who they were, neither do we.
  const people = victims === "UNSPECIFIED" && !verb ? "" : ` ${isOne ? one : many}`;
  const of = count.startsWith("an unstated number") && people !== "" ? " of" : "";
  return `${count}${of}${people}${verb ? ` ${verb}` : ""} ${VERBS[harm]}`;
}

function details({ side, place, tags }: ClaimFacts): string {
  const parts = [
    ...(side === null ? [] : [`side: ${side}`]),
    ...(place === null ? [] : [`place: ${place}`]),
    ...(tags.length === 0 ? [] : [`said of them: ${tags.join(", ")}`]),
  ];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

/** Whether the figure takes the singular: “at least 1 person”. */
export const isOne = ({ min, max }: { min: number | null; max: number | null }): boolean => (max ?? min) === 1;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
