import type {
  ClaimStatus,
  DeniedMatter,
  Harm,
  LeftOutReason,
  Open,
  ReportRelation,
  ReviewState,
  Scope,
  TollSubjectFields,
} from "@conflict-graph/sdk";
import type { Claim } from "./claim.ts";

/** What befell the people whom figures count, as it stands after “were”. */
export const HARMS: Readonly<Record<Harm, string>> = {
  KILLED: "killed",
  WOUNDED: "wounded",
  MISSING: "missing",
  CAPTURED: "captured",
  DISPLACED: "displaced",
  CASUALTIES: "killed or wounded, not told apart",
};

export const isHarm = (value: string): value is Harm => Object.hasOwn(HARMS, value);

export const MATTERS: Readonly<Record<DeniedMatter, string>> = {
  OCCURRENCE: "that it happened",
  COUNT: "the figure",
  RESPONSIBILITY: "who did it",
};

export const SCOPES: Readonly<Record<Scope, string>> = {
  CUMULATIVE: "a running total",
  NEW: "one incident or an increment, no total",
  UNSTATED: "total or increment: the words do not say",
};

/** How claims are put forward that do not speak of what the article reports; nothing for those that do. */
export const STATUSES: Readonly<Record<ClaimStatus, string>> = {
  CURRENT: "",
  HISTORIC: "of an earlier conflict",
  DENIED: "cited only to be rejected",
  HYPOTHETICAL: "supposed, not claimed",
};

/** Why two figures differ, in the order in which a reader wants to know. */
export const RELATIONS: Readonly<Record<ReportRelation, string>> = {
  CONTRADICTS: "They contradict each other",
  LATER_TOTAL: "One is a later total",
  COMPATIBLE_BOUNDS: "Both can hold",
  OTHER_VICTIMS: "They count other people",
  OTHER_SIDE: "They count another side's people",
  OTHER_PLACE: "They count another place",
  OTHER_PERIOD: "They count another stretch of time",
  OTHER_EVENT: "They count another event, or a part of it",
  OTHER_MEASURE: "They measure something else",
  UNKNOWN: "The words do not tell",
};

export const REVIEWS: Readonly<Record<ReviewState, string>> = {
  REVIEWED: "checked by a person against the words",
  EXTRACTED: "read by a program, not yet looked at by a person",
  REJECTED: "found wrong by a person",
};

/** Why a claim has no say in the toll, for counts such as “4 stated parts”. */
export const LEFT_OUT: Readonly<Record<LeftOutReason, string>> = {
  CITED_TO_REJECT: "cited only to be rejected",
  HISTORIC: "of an earlier conflict",
  HYPOTHETICAL: "supposed, not claimed",
  INCREMENT: "one incident or an increment, never added to a total",
  MAYBE_LATER: "perhaps stated only later",
  OTHER_EVENT: "about a part of the event",
  OTHER_MEASURE: "measuring something else",
  OTHER_PLACE: "of another place",
  OTHER_SIDE: "of another side",
  OTHER_VICTIMS: "of other kinds of people",
  PART: "a stated part of another claim",
  REJECTED: "found wrong on review",
  RETRACTED: "taken back by the claimant",
  SCOPE_UNSTATED: "total or increment unsaid",
  SUPERSEDED: "replaced by a later total",
  TIME_UNKNOWN: "of unknown time",
  UNREVIEWED: "not reviewed",
};

/** A later service may bring a value that is not known here: it is shown as it is called. */
export const wordFor = <Value extends string>(words: Readonly<Record<Value, string>>, value: Open<Value>): string =>
  (words as Readonly<Record<string, string>>)[value] ?? value.toLowerCase().replaceAll("_", " ");

/** Whom figures count: of a claim, of a toll, or of a part. */
type Subject = Pick<TollSubjectFields, "victims" | "side" | "place" | "tags">;

/** “soldiers of Armenia”, “civilian in Azerbaijan”, “people”. Only what the words say. */
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
  `${claim.count.label}${isWithoutNumber(claim) ? " of" : ""} ${peopleOf(claim, isOne(claim))}`;

/** “dozens”, or no figure at all. */
export const isWithoutNumber = ({ count: { lower, upper } }: Pick<Claim, "count">): boolean =>
  lower === null && upper === null;

export const isOne = ({ count: { lower, upper } }: Pick<Claim, "count">): boolean => (upper ?? lower) === 1;

/** Who makes the claim, as far as the article says. */
export const claimantOf = ({ attributedTo }: Pick<Claim, "attributedTo">): string =>
  attributedTo?.actor?.name ?? "no claimant named";

/** “1 claim”, “3 claims”. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** “a, b and c”. */
export const listed = (parts: readonly string[]): string =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(parts);
