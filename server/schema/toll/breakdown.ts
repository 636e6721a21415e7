import {
  type BreakdownCell,
  type BreakdownGrid,
  type Breakdown as BreakdownRule,
  breakDown,
  type Contradiction,
  claimWithMostParts,
} from "../../domain/toll/breakdown.ts";
import { breakdownLabel, contradictionLabel } from "../../domain/toll/breakdownLabel.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { beforeRetraction, eligibleClaims } from "../../domain/toll/eligibility.ts";
import { rangeOf } from "../../domain/toll/range.ts";
import { builder } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { recordKeyOf } from "../builder/filter.ts";
import * as refs from "../builder/refs.ts";
import { BreakdownContradictionKind, CellKind } from "../enums.ts";
import { reportOf, reportsOf, theReportOf } from "./claims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { namesOf } from "./names.ts";
import { knownOf } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";
import { TollRef } from "./toll.ts";

const BreakdownBy = builder.enumType("BreakdownBy", {
  description: "What the rows of a breakdown are; its columns are civilians and the military.",
  values: {
    SIDE: { description: "Whose people: the event's parties, and the sides that claims name." },
    PLACE: { description: "Where: the places that claims name." },
  } as const,
});

const CellRef = builder.objectRef<BreakdownCell & Ranged>("BreakdownCell").implement({
  interfaces: [FiguresRef],
  description: "Some of the people whom the whole counts, and what is claimed of them.",
  fields: (t) => ({
    kind: t.expose("kind", {
      type: CellKind,
      description: "Where the figure is from, or that there is none.",
    }),
    subject: t.expose("subject", { type: TollSubjectRef, description: "Whom it counts." }),
    reports: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims. Empty for NO_CLAIM.",
      resolve: ({ claims }, _args, context) => reportsOf(context, claims),
    }),
    partOf: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description: "The claim that states it as its part; null where none does.",
      resolve: ({ partOf }, _args, context) => reportOf(context, partOf),
    }),
    isSummed: t.exposeBoolean("isSummed", {
      description:
        "Whether it enters the sum. The others lie within a cell that does, or may count some people a second time.",
    }),
  }),
});

const ContradictionRef = builder.objectRef<Contradiction>("BreakdownContradiction").implement({
  description: "Parts that do not fit their whole, whatever number within their bounds each of them is.",
  fields: (t) => ({
    kind: t.expose("kind", { type: BreakdownContradictionKind, description: "In what way." }),
    explanation: t.string({ description: "The same in words, with the figures.", resolve: contradictionLabel }),
    whole: t.field({
      type: refs.CasualtyReportRef,
      description: "The claim that they are said to be parts of, or that they are set against.",
      resolve: ({ whole }, _args, context) => theReportOf(context, whole),
    }),
    parts: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims that do not fit it.",
      resolve: ({ parts }, _args, context) => reportsOf(context, parts),
    }),
  }),
});

const BreakdownRef = builder.objectRef<BreakdownRule>("Breakdown").implement({
  description:
    "One claim in parts, as of when it was stated: first those that it states itself; then what others claimed by then of some of its people, summed for the kinds that its own parts leave out. Nowhere else are figures of different claimants added. That the parts add up never means that they are all: cells of the kind NO_CLAIM show for whom no claim known to be of that time gives a running total.",
  fields: (t) => ({
    label: t.string({
      description: "The breakdown in words: what adds up to what, what is unaccounted for, and who has no figure.",
      resolve: async (breakdown, _args, context) =>
        breakdownLabel(
          breakdown,
          await namesOf(
            context,
            breakdown.cells.map(({ subject }) => subject),
          ),
        ),
    }),
    whole: t.field({
      type: refs.CasualtyReportRef,
      description: "The claim that is broken down.",
      resolve: ({ whole }, _args, context) => theReportOf(context, whole),
    }),
    at: t.field({
      type: "DateTime",
      nullable: true,
      description:
        "The last instant at which the whole can have been stated: others' claims count that were known to be stated by then. Null where its time is not known; then all count.",
      resolve: ({ at }) => at,
    }),
    cells: t.field({
      type: [CellRef],
      description:
        "Stated parts first, each followed by its own parts; then other claimants' figures; then those that nobody gave.",
      resolve: ({ cells }) => cells.map((cell) => ({ ...cell, range: cell.range ?? rangeOf([]) })),
    }),
    sumLow: t.int({
      nullable: true,
      description:
        "The sum of the lower bounds of the cells that are summed; one without a lower bound counts as 0. Null above 2,147,483,647, which no Int holds: see `label`.",
      resolve: ({ sum }) => asInt(sum.lower),
    }),
    sumHigh: t.int({
      nullable: true,
      description: "The sum of their upper bounds; null where one of them has none, or above 2,147,483,647.",
      resolve: ({ sum }) => asInt(sum.upper),
    }),
    unaccountedLow: t.int({
      nullable: true,
      description: "The least that the whole leaves beside its parts: its lower bound less the sum's upper one.",
      resolve: ({ unaccounted }) => unaccounted.lower,
    }),
    unaccountedHigh: t.int({
      nullable: true,
      description: "The most that it leaves: its upper bound less the sum's lower one. Null where it has none.",
      resolve: ({ unaccounted }) => unaccounted.upper,
    }),
    contradictions: t.expose("contradictions", {
      type: [ContradictionRef],
      description: "Where parts do not fit their whole. Bounds that leave room for both are no contradiction.",
    }),
  }),
});

const LARGEST_INT = 2_147_483_647;
const asInt = (sum: number | null): number | null => (sum !== null && sum > LARGEST_INT ? null : sum);

const byArg = builder.args((t) => ({
  by: t.field({ type: BreakdownBy, required: true, defaultValue: "SIDE", description: "What the rows are." }),
}));

builder.objectField(refs.CasualtyReportRef, "breakdown", (t) =>
  t.field({
    type: BreakdownRef,
    args: {
      ...byArg,
      includeUnreviewed: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: "Whether claims that a program has read and no person has checked yet have a say.",
      }),
    },
    description: "This claim in parts: those that it states, and what others claimed by then of whom it leaves out.",
    resolve: async (report, { by, includeUnreviewed }, context) => {
      const known = await knownOf(context, report.event, report.harm);
      const isWhole = ({ id }: Claim) => id === report.record;
      const claims = beforeRetraction(known.claims, known.claims.find(isWhole) as Claim);
      const eligible = eligibleClaims(claims, { asOf: null, includeUnreviewed });
      const whole = eligible.find(isWhole) ?? (claims.find(isWhole) as Claim);
      return breakDown(whole, eligible, known.facts, gridOf(by, known.parties));
    },
  }),
);

const gridOf = (by: BreakdownGrid["by"], parties: readonly number[]): BreakdownGrid => ({
  by,
  rows: by === "SIDE" ? parties : [],
});

builder.objectField(TollRef, "breakdown", (t) =>
  t.field({
    type: BreakdownRef,
    nullable: true,
    args: {
      ...byArg,
      whole: t.arg.id({
        description:
          "Which of the used claims to break down, by slug or global id. Left out: the one that states the most parts and, of those, the latest.",
      }),
    },
    description:
      "One of the used claims in parts: whether it adds up, and for whom no running total was given. Null where no claim is used.",
    resolve: async ({ toll, known }, { by, whole }, context) => {
      const eligible = eligibleClaims(known.claims, toll.question);
      const isUsed = new Set(toll.used.map(({ id }) => id));
      const used = eligible.filter(({ id }) => isUsed.has(id));
      const wanted = whole == null ? null : await recordKeyOf(context, "CasualtyReport", String(whole), "whole");
      const chosen = wanted === null ? claimWithMostParts(used, eligible) : used.find(({ id }) => id === wanted);
      if (wanted !== null && !chosen)
        throw new InputError("whole", `is “${whole}”, which is not among the used claims`);
      if (!chosen) return null;
      // Whoever's claim it is: a field is empty only where nobody at all gave one.
      const then = eligibleClaims(beforeRetraction(known.claims, chosen), toll.question);
      return breakDown(chosen, then, known.facts, gridOf(by, known.parties));
    },
  }),
);
