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
    "The claim that was stated last, or why it cannot be told. The order in a text and the size of a figure never decide it.",
  fields: (t) => ({
    report: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description: "The claim. Null where several may be the latest and their figures differ: see `candidates`.",
      resolve: ({ claim }, _args, context) => reportOf(context, claim),
    }),
    candidates: t.field({
      type: [refs.CasualtyReportRef],
      description: "Every claim that may be the latest, by the time it was stated.",
      resolve: ({ candidates }, _args, context) => reportsOf(context, candidates),
    }),
    undetermined: t.field({
      type: UndeterminedReason,
      nullable: true,
      description: "Why `report` is null.",
      resolve: ({ undetermined }) => undetermined,
    }),
    explanation: t.string({
      nullable: true,
      description: "The same in words.",
      resolve: ({ undetermined }) => undetermined && UNDETERMINED_REASONS[undetermined],
    }),
  }),
});

/** A position, and as of when denials of it count. */
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
    "What one party holds: its newest comparable claim, or all that may be its newest. Claims that name no claimant make one position for each publisher, which counts as no claimant and confirms nobody.",
  fields: (t) => ({
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Whose position: the claimants' topmost actor. Null where no claimant is named.",
      resolve: ({ party }, _args, { load }) => loadOptional(load.actor, party),
    }),
    publisher: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Without a claimant: whose articles say so. Null where their publisher is not stated either.",
      resolve: ({ publisher }, _args, { load }) => loadOptional(load.actor, publisher),
    }),
    latest: t.expose("latest", { type: LatestRef, description: "Its newest claim." }),
    reports: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims that it rests on: those that may be its newest.",
      resolve: ({ claims }, _args, context) => reportsOf(context, claims),
    }),
    superseded: t.field({
      type: [refs.CasualtyReportRef],
      description: "Earlier totals of the same party, oldest first.",
      resolve: ({ superseded }, _args, context) => reportsOf(context, superseded),
    }),
    isDenied: t.boolean({
      description: "Whether somebody denies something in it: see its reports' `denials` for what. It changes no bound.",
      resolve: ({ claims, asOf }) => claims.some((claim: Claim) => isDeniedBy(claim, asOf)),
    }),
  }),
});
