import {
  type BreakdownCell,
  type BreakdownGrid,
  type Breakdown as BreakdownRule,
  breakDown,
  type Contradiction,
  claimWithMostParts,
  hasFigure,
} from "../../domain/toll/breakdown.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { beforeRetraction, eligibleClaims } from "../../domain/toll/eligibility.ts";
import { breakdownLabel, contradictionLabel } from "../../domain/toll/labels/breakdownLabel.ts";
import { rangeLabel } from "../../domain/toll/labels/rangeLabel.ts";
import { rangeOf } from "../../domain/toll/range.ts";
import { builder } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { costs } from "../builder/extensions.ts";
import { recordKeyOf } from "../builder/filter.ts";
import * as refs from "../builder/refs.ts";
import { BreakdownContradictionKind, CellKind, enumOf } from "../enums.ts";
import { reportField, reportsField } from "./claims.ts";
import { eventClaims } from "./eventClaims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { namesOf } from "./names.ts";
import { unreviewedArgs } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";
import { TollRef } from "./toll.ts";

const BreakdownBy = enumOf("BreakdownBy", "The rows of a breakdown. Its columns are civilians and the military.", {
  SIDE: "The people of each side: the event's parties, and the sides that claims name.",
  PLACE: "The places that claims name.",
});

const CellRef = builder.objectRef<BreakdownCell & Ranged>("BreakdownCell").implement({
  interfaces: [FiguresRef],
  description: "Some of the people whom the whole counts, with the claims about them.",
  fields: (t) => ({
    kind: t.expose("kind", {
      type: CellKind,
      description: "The origin of the figure, or NO_CLAIM.",
    }),
    label: t.string({
      description:
        "The range in words. “No figure known to be of that time” if the only figures for these people are in `otherReports`.",
      resolve: ({ range, elsewhere }) =>
        elsewhere.length > 0 ? "no figure known to be of that time" : rangeLabel(range),
    }),
    subject: t.expose("subject", { type: TollSubjectRef, description: "The people whom the cell counts." }),
    reports: reportsField(t, "claims", { description: "The claims for the cell. Empty for NO_CLAIM." }),
    partOf: reportField(t, "partOf", {
      nullable: true,
      description: "The claim that has this figure as a part. Null if no claim does.",
    }),
    otherReports: reportsField(t, "elsewhere", {
      description:
        "For NO_CLAIM: claims about exactly these people that are not used, because they are of another time, of unknown time, or no running totals. Otherwise empty.",
    }),
    isSummed: t.exposeBoolean("isSummed", {
      description:
        "Whether the cell is included in the sum. Other cells lie within an included cell, or may count some people twice.",
    }),
  }),
});

const ContradictionRef = builder.objectRef<Contradiction>("BreakdownContradiction").implement({
  description: "A contradiction between parts and their whole, for all numbers within their bounds.",
  fields: (t) => ({
    kind: t.expose("kind", {
      type: BreakdownContradictionKind,
      description: "The kind of contradiction between the parts and the whole.",
    }),
    explanation: t.string({
      description: "The contradiction in words, with the figures.",
      resolve: contradictionLabel,
    }),
    whole: reportField(t, "whole", { description: "The whole: the claim that the parts are compared with." }),
    parts: reportsField(t, "parts", { description: "The claims that contradict the whole." }),
  }),
});

const BreakdownRef = builder.objectRef<BreakdownRule>("Breakdown").implement({
  description:
    "One claim in parts, as of the time when it was stated. First come the parts that the claim itself states. Then come figures that others had claimed by then about some of the same people, summed for the kinds of victims that the claim's own parts leave out. Figures of different claimants are added nowhere else. Even if the parts sum to the total, the list may be incomplete: cells of the kind NO_CLAIM show the people for whom no claim known to be from that time gives a running total.",
  fields: (t) => ({
    label: t.string({
      description:
        "The breakdown in words: the sum of the parts, the number that they leave open, and the people without a figure.",
      resolve: async (breakdown, _args, context) =>
        breakdownLabel(
          breakdown,
          await namesOf(
            context,
            breakdown.cells.map(({ subject }) => subject),
          ),
        ),
    }),
    whole: reportField(t, "whole", { description: "The claim that is broken down." }),
    at: t.expose("at", {
      type: "DateTime",
      nullable: true,
      description:
        "The last instant at which the whole can have been stated. Other claimants' figures are used if they are known to have been stated by this instant. Null if the time of the whole is not known: then all figures are used.",
    }),
    cells: t.field({
      type: [CellRef],
      description:
        "The stated parts first, each followed by its own parts; then figures of other claimants; then cells without a figure.",
      resolve: ({ cells }) => cells.map((cell) => ({ ...cell, range: cell.range ?? rangeOf([]) })),
    }),
    sumLow: t.int({
      nullable: true,
      description:
        "The sum of the lower bounds of the included cells. A cell without a lower bound counts as 0. Null if the sum is above 2,147,483,647, the largest Int: see `label`.",
      resolve: ({ sum }) => asInt(sum.lower),
    }),
    sumHigh: t.int({
      nullable: true,
      description:
        "The sum of the upper bounds of the included cells. Null if one of the cells has no upper bound, or if the sum is above 2,147,483,647.",
      resolve: ({ sum }) => asInt(sum.upper),
    }),
    unaccountedLow: t.int({
      nullable: true,
      description:
        "The lowest number that the parts may leave open: the whole's lower bound minus the upper bound of the sum.",
      resolve: ({ unaccounted }) => unaccounted.lower,
    }),
    unaccountedHigh: t.int({
      nullable: true,
      description:
        "The highest number that the parts may leave open: the whole's upper bound minus the lower bound of the sum. Null if the whole has no upper bound.",
      resolve: ({ unaccounted }) => unaccounted.upper,
    }),
    contradictions: t.expose("contradictions", {
      type: [ContradictionRef],
      description:
        "The contradictions between parts and their whole. If some number within the bounds fits, there is no contradiction.",
    }),
  }),
});

const LARGEST_INT = 2_147_483_647;
const asInt = (sum: number | null): number | null => (sum !== null && sum > LARGEST_INT ? null : sum);

const byArg = builder.args((t) => ({
  by: t.field({ type: BreakdownBy, required: true, defaultValue: "SIDE", description: "The rows of the breakdown." }),
}));

builder.objectField(refs.CasualtyReportRef, "breakdown", (t) =>
  t.field({
    type: BreakdownRef,
    extensions: costs({ weight: 100, growsWithStore: true }),
    args: {
      ...byArg,
      ...unreviewedArgs,
    },
    description:
      "This claim in parts: the parts that the claim states, and the figures that others had claimed by then about the people whom its parts leave out.",
    resolve: async (report, { by, includeUnreviewed }, context) => {
      const known = await eventClaims(context, report.event, report.harm);
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
    extensions: costs({ weight: 100 }),
    args: {
      ...byArg,
      whole: t.arg.id({
        description:
          "The used claim to break down, by slug or global id. Default: the claim that states the most parts; of several, the latest.",
      }),
    },
    description:
      "One of the used claims in parts: whether the parts sum to the whole, and for whom no running total was given. Null if no claim is used, or if no part of it has a figure.",
    resolve: async ({ toll, known }, { by, whole }, context) => {
      const eligible = eligibleClaims(known.claims, toll.question);
      const isUsed = new Set(toll.used.map(({ id }) => id));
      const used = eligible.filter(({ id }) => isUsed.has(id));
      const wanted = whole == null ? null : await recordKeyOf(context, "CasualtyReport", String(whole), "whole");
      const chosen = wanted === null ? claimWithMostParts(used, eligible) : used.find(({ id }) => id === wanted);
      if (wanted !== null && !chosen)
        throw new InputError("whole", `is “${whole}”, which is not one of the used claims`);
      if (!chosen) return null;
      // By any claimant: a cell is empty only if nobody gave a figure.
      const then = eligibleClaims(beforeRetraction(known.claims, chosen), toll.question);
      const breakdown = breakDown(chosen, then, known.facts, gridOf(by, known.parties));
      return wanted !== null || hasFigure(breakdown) ? breakdown : null;
    },
  }),
);
