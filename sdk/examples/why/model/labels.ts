import type {
  DeniedMatter,
  Harm,
  LeftOutReason,
  ReportRelation,
  ReviewState,
  TollSubjectFields,
} from "@conflict-graph/sdk";
import { HARMS } from "../../shared/labels.ts";
import type { Claim } from "./claim.ts";

export const isHarm = (value: string): value is Harm => Object.hasOwn(HARMS, value);

export const MATTERS: Readonly<Record<DeniedMatter, string>> = {
  OCCURRENCE: "that it happened",
  COUNT: "the figure",
  RESPONSIBILITY: "responsibility",
};

/** The reasons why two figures differ, the most important first. */
export const RELATIONS: Readonly<Record<ReportRelation, string>> = {
  CONTRADICTS: "They contradict each other",
  LATER_TOTAL: "One is a later total",
  COMPATIBLE_BOUNDS: "Both can be true",
  OTHER_VICTIMS: "The groups differ",
  OTHER_SIDE: "They count people of different sides",
  OTHER_PLACE: "They count people in different places",
  OTHER_PERIOD: "They cover different periods",
  OTHER_EVENT: "They are about different events or parts of an event",
  OTHER_MEASURE: "They measure different things",
  UNKNOWN: "The wording does not say",
};

export const REVIEWS: Readonly<Record<ReviewState, string>> = {
  REVIEWED: "checked against the text by a person",
  EXTRACTED: "extracted by a program, not yet checked by a person",
  REJECTED: "found wrong by a reviewer",
};

/** The reasons why claims are not used in the toll. */
export const LEFT_OUT: Readonly<Record<LeftOutReason, string>> = {
  AGREES: "agreeing with a figure that says more",
  CITED_TO_REJECT: "quoted only to be rejected",
  HISTORIC: "about an earlier conflict",
  HYPOTHETICAL: "hypothetical, not claimed",
  INCREMENT: "one incident or an increase, never added to a total",
  MAYBE_LATER: "possibly stated later",
  OTHER_EVENT: "about a part of the event",
  OTHER_MEASURE: "measuring something different",
  OTHER_PERIOD: "about another time",
  OTHER_PLACE: "about another place",
  OTHER_SIDE: "about another side",
  OTHER_VICTIMS: "about another group of people",
  PART: "stated as part of another claim",
  REJECTED: "found wrong on review",
  RETRACTED: "retracted by the claimant",
  SCOPE_UNSTATED: "total or increase not stated",
  SUPERSEDED: "replaced by a later total",
  TIME_UNKNOWN: "time not known",
  UNREVIEWED: "not reviewed",
};

/** The people that a claim, a toll or a part of a toll counts. */
type Subject = Pick<TollSubjectFields, "victims" | "side" | "place" | "tags">;

/** “soldiers of Armenia”, “civilian in Azerbaijan”, “people”. */
export function peopleOf({ victims, side, place, tags }: Subject, isOne = false): string {
  const parts = [
    peopleWord(victims, side?.kind === "ARMED_GROUP", isOne),
    side && `of ${side.name}`,
    place && `in ${place.name}`,
  ];
  return [...parts, tags.length > 0 && `(${tags.join(", ")})`].filter(Boolean).join(" ");
}

function peopleWord(victims: Subject["victims"], isArmedGroup: boolean, isOne: boolean): string {
  if (victims === "CIVILIAN") return isOne ? "civilian" : "civilians";
  if (victims === "MILITARY") return `${isArmedGroup ? "fighter" : "soldier"}${isOne ? "" : "s"}`;
  return isOne ? "person" : "people";
}

/** “at least 95 people”, “an unstated number (dozens) of soldiers”. */
export const figureAndPeople = (claim: Claim): string =>
  `${claim.count.label}${isWithoutNumber(claim) ? " of" : ""} ${peopleOf(claim, isSingular(claim))}`;

/** “dozens”, or no figure. */
export const isWithoutNumber = ({ count: { lower, upper } }: Pick<Claim, "count">): boolean =>
  lower === null && upper === null;

export const isSingular = ({ count: { lower, upper } }: Pick<Claim, "count">): boolean => (upper ?? lower) === 1;

export const claimantOf = ({ attributedTo }: Pick<Claim, "attributedTo">): string =>
  attributedTo?.actor?.name ?? "no claimant named";

/** “a, b and c”. */
export const joinedList = (parts: readonly string[]): string =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts);
