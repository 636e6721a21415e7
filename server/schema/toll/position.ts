import type { Claim } from "../../domain/toll/claim.ts";
import { isDeniedBy } from "../../domain/toll/claim.ts";
import type { LatestClaim, Position } from "../../domain/toll/position.ts";
import { UNDETERMINED_REASONS } from "../../domain/vocabulary.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional } from "../builder/context.ts";
import * as refs from "../builder/refs.ts";
import { UndeterminedReason } from "../enums.ts";
import { reportOf, reportsOf } from "./claims.ts";
import { FiguresRef } from "./figures.ts";

export const LatestRef = builder.objectRef<LatestClaim>("LatestReport").implement({
  description:
    "The claim that was stated last, or the reason why it cannot be determined. Neither the order in a text nor the size of a figure decides which claim is the latest.",
  fields: (t) => ({
    report: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description:
        "The latest claim. Null if several claims may be the latest and their figures differ: see `candidates`.",
      resolve: ({ claim }, _args, context) => reportOf(context, claim),
    }),
    candidates: t.field({
      type: [refs.CasualtyReportRef],
      description: "All claims that may be the latest, in the order of their times.",
      resolve: ({ candidates }, _args, context) => reportsOf(context, candidates),
    }),
    undetermined: t.field({
      type: UndeterminedReason,
      nullable: true,
      description: "The reason why `report` is null.",
      resolve: ({ undetermined }) => undetermined,
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
    "A party's position: its latest comparable claim, or all claims that may be the latest. Claims that name no claimant make one position per publisher. Such a position is not counted as a claimant and does not confirm any claimant.",
  fields: (t) => ({
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "The party, which is the claimants' topmost actor. Null if no claimant is named.",
      resolve: ({ party }, _args, { load }) => loadOptional(load.actor, party),
    }),
    publisher: t.field({
      type: refs.ActorRef,
      nullable: true,
      description:
        "If no claimant is named: the publisher of the articles. Null if the publisher is not stated either.",
      resolve: ({ publisher }, _args, { load }) => loadOptional(load.actor, publisher),
    }),
    latest: t.expose("latest", { type: LatestRef, description: "The party's latest claim." }),
    reports: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims of the position: the claims that may be the latest.",
      resolve: ({ claims }, _args, context) => reportsOf(context, claims),
    }),
    superseded: t.field({
      type: [refs.CasualtyReportRef],
      description: "Earlier totals of the same party, oldest first.",
      resolve: ({ superseded }, _args, context) => reportsOf(context, superseded),
    }),
    isDenied: t.boolean({
      description:
        "Whether anyone denies a claim of the position, or a part of it: see the reports' `denials`. A denial changes no bound.",
      resolve: ({ claims, asOf }) => claims.some((claim: Claim) => isDeniedBy(claim, asOf)),
    }),
  }),
});
