import type { Claim } from "../../domain/toll/claim.ts";
import { isDeniedBy } from "../../domain/toll/claim.ts";
import type { LatestClaim, Position } from "../../domain/toll/position.ts";
import type { StepBackReason } from "../../domain/toll/replacement.ts";
import { RULES } from "../../domain/toll/rules.ts";
import { UNDETERMINED_REASONS } from "../../domain/vocabulary.ts";
import { builder } from "../builder/builder.ts";
import { recordField } from "../builder/recordField.ts";
import { UndeterminedReason } from "../enums.ts";
import { reportField, reportsField } from "./claims.ts";
import { FiguresRef } from "./figures.ts";

export const LatestRef = builder.objectRef<LatestClaim>("LatestReport").implement({
  description:
    "The claim that covers the latest time or, for the same time, was stated last; or the reason why it cannot be determined. Neither the order in a text nor the size of a figure decides which claim is the latest.",
  fields: (t) => ({
    report: reportField(t, "claim", {
      nullable: true,
      description:
        "The latest claim. Null if several claims may be the latest and their figures differ: see `candidates`.",
    }),
    candidates: reportsField(t, "candidates", {
      description: "All claims that may be the latest, in the order of their times.",
    }),
    undetermined: t.expose("undetermined", {
      type: UndeterminedReason,
      nullable: true,
      description: "The reason why `report` is null.",
    }),
    explanation: t.string({
      nullable: true,
      description: "The reason in words.",
      resolve: ({ undetermined }) => undetermined && UNDETERMINED_REASONS[undetermined],
    }),
  }),
});

/** A position, and the time up to which its denials count. */
export interface PositionOf extends Position {
  readonly claims: readonly Claim[];
  readonly superseded: readonly Claim[];
  readonly agreeing: readonly Claim[];
  readonly earlierTimes: readonly Claim[];
  readonly deniedBy: number | null;
}

export function positionOf(position: Position, deniedBy: number | null): PositionOf {
  const { latest, stepBacks } = position;
  const because = (wanted: StepBackReason) =>
    stepBacks.filter(({ reason }) => reason === wanted).map(({ claim }) => claim);
  return {
    ...position,
    claims: latest.candidates,
    superseded: because("SUPERSEDED"),
    agreeing: because("AGREES"),
    earlierTimes: because("OTHER_PERIOD"),
    deniedBy,
  };
}

export const TollPositionRef = builder.objectRef<PositionOf>("TollPosition").implement({
  interfaces: [FiguresRef],
  description: `A party's position: its comparable claim that stands, or all claims that may. ${RULES.covered.text} ${RULES.weaker.text} ${RULES.unnamed.text}`,
  fields: (t) => ({
    party: recordField(t, "Actor", "party", {
      nullable: true,
      description: "The party, which is the claimants' topmost actor. Null if no claimant is named.",
    }),
    publisher: recordField(t, "Actor", "publisher", {
      nullable: true,
      description:
        "If no claimant is named: the publisher of the articles. Null if the publisher is not stated either.",
    }),
    article: recordField(t, "Article", "article", {
      nullable: true,
      description:
        "If neither a claimant is named nor a publisher stated: the article, or the original that its copies go back to.",
    }),
    latest: t.expose("latest", { type: LatestRef, description: "The party's claim that stands." }),
    reports: reportsField(t, "claims", {
      description: "The claims of the position: the claim that stands, or all claims that may.",
    }),
    superseded: reportsField(t, "superseded", {
      description: "Totals of the same party that a later one replaced, oldest first.",
    }),
    agreeing: reportsField(t, "agreeing", {
      description:
        "Statements of the same party that agree with the claim that stands and say less, such as “dozens” beside 95, oldest first. They replace nothing.",
    }),
    earlierTimes: reportsField(t, "earlierTimes", {
      description:
        "Totals of the same party as of an earlier time that were not stated earlier, such as a corrected total of last month, oldest first. They take nothing back.",
    }),
    isDenied: t.boolean({
      description:
        "Whether anyone denies a claim of the position, or a part of it: see the reports' `denials`. A denial changes no bound.",
      resolve: ({ claims, deniedBy }) => claims.some((claim: Claim) => isDeniedBy(claim, deniedBy)),
    }),
  }),
});
