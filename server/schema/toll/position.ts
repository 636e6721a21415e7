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
    "The claim that was stated last, or the reason why it cannot be determined. Neither the order in a text nor the size of a figure decides which claim is the latest.",
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
    "A party's position: its latest comparable claim, or all claims that may be the latest. If claims name no claimant, all those from the same publisher form one position. Such a position is not counted as a claimant and does not confirm any claimant.",
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
    latest: t.expose("latest", { type: LatestRef, description: "The party's latest claim." }),
    reports: reportsField(t, "claims", {
      description: "The claims of the position: the claims that may be the latest.",
    }),
    superseded: reportsField(t, "superseded", { description: "Earlier totals of the same party, oldest first." }),
    isDenied: t.boolean({
      description:
        "Whether anyone denies a claim of the position, or a part of it: see the reports' `denials`. A denial changes no bound.",
      resolve: ({ claims, asOf }) => claims.some((claim: Claim) => isDeniedBy(claim, asOf)),
    }),
  }),
});
