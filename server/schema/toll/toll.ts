import { bySlug } from "../../domain/toll/claim.ts";
import { type CampFigures, sideFigures } from "../../domain/toll/sides.ts";
import type { LeftOut } from "../../domain/toll/toll.ts";
import { claimantKeys, tollLabel } from "../../domain/toll/tollLabel.ts";
import { LEFT_OUT_REASONS, TOLL_RULES } from "../../domain/vocabulary.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import { builder } from "../builder/builder.ts";
import { type Context, loadOptional } from "../builder/context.ts";
import { recordKeyOf } from "../builder/filter.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOf.ts";
import * as refs from "../builder/refs.ts";
import { Harm, LeftOutReason, Party, TollRule } from "../enums.ts";
import { required } from "../evidence.ts";
import { reportsOf, sliceArgs, sliceOf, theReportOf } from "./claims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { namesOf } from "./names.ts";
import { LatestRef, positionOf, TollPositionRef } from "./position.ts";
import { questionArgs, ruleArg, type TollOf, tollOf } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";

const LeftOutRef = builder.objectRef<LeftOut>("LeftOutReport").implement({
  description: "A claim of the same harm in the event that has no say in the toll, and why.",
  fields: (t) => ({
    report: t.field({
      type: refs.CasualtyReportRef,
      description: "The claim that was considered and left out.",
      resolve: ({ claim }, _args, context) => theReportOf(context, claim),
    }),
    reason: t.expose("reason", {
      type: LeftOutReason,
      description:
        "Why: the first that holds of what is wrong with the claim itself (review, status, retraction, time), what it measures, its scope, and then whom, where and what it is about.",
    }),
    explanation: t.string({
      description: "The same in words.",
      resolve: ({ reason }) => LEFT_OUT_REASONS[reason],
    }),
  }),
});

const CampRef = builder.objectRef<CampFigures>("CampFigures").implement({
  interfaces: [FiguresRef],
  description: "What some claimants say of a side's people.",
  fields: (t) => ({
    reports: t.field({
      type: [refs.CasualtyReportRef],
      description: "The newest claims of each of those claimants.",
      resolve: ({ claims }, _args, context) => reportsOf(context, claims),
    }),
    claimantCount: t.exposeInt("claimants", { description: "How many parties are among them." }),
  }),
});

const SideFiguresRef = builder.objectRef<ReturnType<typeof sideFigures>[number]>("SideFigures").implement({
  description:
    "The figures for one side's people by who gives them. Which side is which comes from the event's parties A and B, which say nothing about who began or who is right.",
  fields: (t) => ({
    side: t.field({
      type: refs.ActorRef,
      description: "Whose people.",
      resolve: async ({ side }, _args, { load }) => required(await load.actor.load(side)),
    }),
    letter: t.expose("letter", { type: Party, description: "On which side of the event." }),
    subject: t.expose("subject", { type: TollSubjectRef, description: "Whom exactly the figures count." }),
    own: t.expose("own", { type: CampRef, description: "By claimants of the same side." }),
    opposing: t.expose("opposing", { type: CampRef, description: "By claimants of the opposing side." }),
    others: t.expose("others", { type: CampRef, description: "By anybody else, or nobody named." }),
  }),
});

export const TollRef = builder.objectRef<TollOf & Ranged>("Toll");

/** As the fields of Figures expect it. */
export const asFigures = (of: TollOf): TollOf & Ranged => ({ ...of, range: of.toll.range });

export async function labelOf({ toll, narrower }: TollOf, context: Context): Promise<string> {
  const ofSome = toll.used.length === 0 ? narrower().map((of) => of.toll) : [];
  const subjects = [toll, ...ofSome].map(({ question }) => question.subject);
  return tollLabel(toll, ofSome, await namesOf(context, subjects, [toll.about], claimantKeys(toll)));
}

TollRef.implement({
  interfaces: [FiguresRef],
  description:
    "What the claims on a question amount to: computed anew each time, from the claims that it names. A range of claims, never an estimate. Each party has one say, by its latest total; claims of other people, places, measures or times are never mixed in or added up, but listed with the reason.",
  fields: (t) => ({
    label: t.string({
      description:
        "The toll in words that cannot be misread: “95 or more killed, according to Agence France-Presse and reports that name no source (claims, not an estimate)”. “No figure” where nobody gave one, which is not zero.",
      resolve: (of, _args, context) => labelOf(of, context),
    }),
    harm: t.field({
      type: Harm,
      description: "What befell the people whom it counts.",
      resolve: ({ toll }) => toll.question.harm,
    }),
    subject: t.field({
      type: TollSubjectRef,
      description: "Whom it counts, as it was asked for.",
      resolve: ({ toll }) => toll.question.subject,
    }),
    about: t.field({
      type: refs.EventRef,
      nullable: true,
      description:
        "What the used claims are about: the event asked for or, where no total is about all of it, the one part of it that has totals. Of such a part, `high` is no limit to the whole. Null where no claim is used.",
      resolve: ({ toll }, _args, { load }) => loadOptional(load.event, toll.about),
    }),
    isIncident: t.boolean({
      description:
        "Whether the used claims count one incident, of which nobody states a running total: “one shelling, 5 killed”. Only claims about the very event that is asked about and all of its time are taken so, and only where their party gives no second figure, since two may be increments.",
      resolve: ({ toll }) => toll.isIncident,
    }),
    separateEvents: t.field({
      type: [refs.EventRef],
      description:
        "Several parts of the event that have totals of their own, where none is of the whole. They are not added up: ask for each. Empty otherwise.",
      resolve: async ({ toll }, _args, { load }) =>
        (await Promise.all(toll.separate.map((event) => load.event.load(event))))
          .filter((event) => event !== undefined)
          .sort(bySlug),
    }),
    rule: t.field({
      type: TollRule,
      description: "How its bounds were taken from the positions.",
      resolve: ({ toll }) => toll.question.rule,
    }),
    ruleDescription: t.string({
      description: "The rule in words.",
      resolve: ({ toll }) => TOLL_RULES[toll.question.rule],
    }),
    latest: t.field({
      type: LatestRef,
      description: "The latest claim of all positions, whatever the rule.",
      resolve: ({ toll }) => toll.latest,
    }),
    positions: t.field({
      type: [TollPositionRef],
      args: sliceArgs,
      description: "What each party holds: parties first, each kind by its newest claim, newest first.",
      resolve: ({ toll }, args) =>
        sliceOf(toll.positions, args).map((position) => positionOf(position, toll.question.asOf)),
    }),
    positionCount: t.int({
      description: "How many positions there are, those without a claimant included.",
      resolve: ({ toll }) => toll.positions.length,
    }),
    claimantCount: t.int({
      description: "How many parties hold a position. Claims that name no claimant are not among them.",
      resolve: ({ toll }) => toll.claimants,
    }),
    sourceCount: t.int({
      description:
        "How many of those parties are independent sources. Parties whose equal figures go back to one article by copies of it count once; whoever carries a party's figure adds none.",
      resolve: ({ toll }) => toll.sources,
    }),
    unattributedCount: t.int({
      description: "How many positions name no claimant: one for each publisher, and one for all that state none.",
      resolve: ({ toll }) => toll.unattributed,
    }),
    used: t.field({
      type: [refs.CasualtyReportRef],
      args: sliceArgs,
      description: "The claims that the positions rest on, in the order of the positions.",
      resolve: ({ toll }, args, context) => reportsOf(context, sliceOf(toll.used, args)),
    }),
    usedCount: t.int({ description: "How many claims are used.", resolve: ({ toll }) => toll.used.length }),
    denied: t.field({
      type: [refs.CasualtyReportRef],
      args: sliceArgs,
      description: "The used claims in which somebody denies something. They stay in, and no bound changes for it.",
      resolve: ({ toll }, args, context) => reportsOf(context, sliceOf(toll.denied, args)),
    }),
    leftOut: t.field({
      type: [LeftOutRef],
      args: sliceArgs,
      description: "All other claims of this harm in the event, by slug, each with the reason why it has no say.",
      resolve: ({ toll }, args) => sliceOf(toll.leftOut, args, (a, b) => bySlug(a.claim, b.claim)),
    }),
    leftOutCount: t.int({
      description: "How many claims are left out. Used and left out together are what was considered.",
      resolve: ({ toll }) => toll.leftOutCount,
    }),
    awaitingReview: t.int({
      description: "How many of the left-out claims only wait for a person to review them.",
      resolve: ({ toll }) => toll.leftOut.filter(({ reason }) => reason === "UNREVIEWED").length,
    }),
    sides: t.field({
      type: [SideFiguresRef],
      description:
        "Where the event has parties A and B: for each side's people, what its own side, the opposing side and others say.",
      resolve: (of) =>
        sideFigures(
          [of, ...of.narrower()].map(({ toll }) => toll),
          of.known.facts,
        ),
    }),
    narrower: t.field({
      type: [TollRef],
      description:
        "The tolls of some of the people who are asked about: of one kind, one side or one place, as far as claims single them out. They overlap, so they are not to be added up: see `breakdown`.",
      resolve: ({ narrower }) => narrower().map(asFigures),
    }),
    asOf: t.field({
      type: "DateTime",
      nullable: true,
      description: "Up to when claims were taken, itself included. Null: all that are known.",
      resolve: ({ toll }) => toll.question.asOf,
    }),
    includeUnreviewed: t.boolean({
      description: "Whether claims that no person has checked have a say.",
      resolve: ({ toll }) => toll.question.includeUnreviewed,
    }),
    recordedAsOf: t.int({
      description:
        "The data revision of the store that it was made from: with it, the same question gives the same answer for good.",
      resolve: (_of, _args, context) => revisionOf(context),
    }),
  }),
});

/** The revision that is read: the newest where no other was asked for. */
export async function revisionOf(context: Context): Promise<number> {
  if (context.store.revision !== null) return context.store.revision;
  const newest = context.loader<string, number>("data revision", async (keys) => {
    const revision = await newestRevision(context.store, Number.POSITIVE_INFINITY);
    return new Map(keys.map((key) => [key, revision]));
  });
  return (await newest.load("newest")) ?? 0;
}

const TOLL =
  "What the claims of one harm amount to, with who holds what, which claims set the bounds, and which were left out and why. By itself of everybody in the event; `victims`, `side`, `place` and `tags` ask for some of them.";

builder.objectField(refs.EventRef, "toll", (t) =>
  t.field({
    type: TollRef,
    description: `${TOLL} Claims about events that are part of this one are considered too.`,
    args: { ...questionArgs, ...ruleArg },
    resolve: async (event, args, context) => asFigures(await tollOf(context, event.record, args)),
  }),
);

builder.queryField("toll", (t) =>
  t.field({
    type: TollRef,
    description: `${TOLL} Without \`event\`, of all events; but claims about events of which neither is part of the other are not comparable, and then \`separateEvents\` names them.`,
    args: {
      ...questionArgs,
      ...ruleArg,
      event: t.arg.id({
        description: "In which event, with all that is part of it. By slug or global id; an unknown one is an error.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { event, ...args }, context) => {
      const key = event == null ? null : await recordKeyOf(context, "Event", String(event), "event");
      return asFigures(await tollOf(context, key, args));
    },
  }),
);
