import type { Claim } from "../../domain/toll/claim.ts";
import { isDeniedBy } from "../../domain/toll/claim.ts";
import type { LatestClaim, Position } from "../../domain/toll/position.ts";
import { UNDETERMINED_REASONS } from "../../domain/vocabulary.ts";
import { builder } from "../builder/builder.ts";
import { recordField } from "../builder/recordField.ts";
import { UndeterminedReason } from "../enums.ts";
import { reportField, reportsField } from "./claims.ts";
import { FiguresRef } from "./figures.ts";

export const LatestRef = builder.objectRef<LatestClaim>("LatestReport").implement({
  description:
    "The claim that was stated last, or why it cannot be determined. Neither the order in a text nor the size of a figure decides it.",
  fields: (t) => ({
    report: reportField(t, "claim", {
      nullable: true,
      description: "The claim. Null if several may be the latest and their figures differ: see `candidates`.",
    }),
    candidates: reportsField(t, "candidates", {
      description: "All claims that may be the latest, by the time when they were stated.",
    }),
    undetermined: t.expose("undetermined", {
      type: UndeterminedReason,
      nullable: true,
      description: "Why `report` is null.",
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
  readonly asOf: number | null;
}

export const positionOf = (position: Position, asOf: number | null): PositionOf => ({
  ...position,
  claims: position.latest.candidates,
  asOf,
});

export const TollPositionRef = builder.objectRef<PositionOf>("TollPosition").implement({
  interfaces: [FiguresRef],
  description:
    "A party's position: its latest comparable claim, or all claims that may be the latest. Claims that name no claimant make one position per publisher. Such a position is not counted as a claimant and confirms no one.",
  fields: (t) => ({
    party: recordField(t, "Actor", "party", {
      nullable: true,
      description: "The party, which is the claimants' topmost actor. Null if no claimant is named.",
    }),
    publisher: recordField(t, "Actor", "publisher", {
      nullable: true,
      description: "If no claimant is named: the publisher of the articles. Null if it is not stated either.",
    }),
    latest: t.expose("latest", { type: LatestRef, description: "The party's latest claim." }),
    reports: reportsField(t, "claims", { description: "The claims of the position: those that may be the latest." }),
    superseded: reportsField(t, "superseded", { description: "Earlier totals of the same party, oldest first." }),
    isDenied: t.boolean({
      description:
        "Whether anyone denies anything in the position: see the reports' `denials`. A denial changes no bound.",
      resolve: ({ claims, asOf }) => claims.some((claim: Claim) => isDeniedBy(claim, asOf)),
    }),
  }),
});
