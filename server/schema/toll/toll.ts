import { bySlug } from "../../domain/toll/claim.ts";
import { statementLimit } from "../../domain/toll/eligibility.ts";
import { namedFigures } from "../../domain/toll/labels/noTotalLabel.ts";
import { claimantKeys, tollLabel } from "../../domain/toll/labels/tollLabel.ts";
import { RULES } from "../../domain/toll/rules.ts";
import { type CampFigures, sideFigures } from "../../domain/toll/sides.ts";
import { subjectOf } from "../../domain/toll/subject.ts";
import type { LeftOut } from "../../domain/toll/toll.ts";
import { type Harm as HarmValue, LEFT_OUT_REASONS, TOLL_RULES } from "../../domain/vocabulary.ts";
import { harmsWithFigures } from "../../store/read/harmsWithFigures.ts";
import { builder } from "../builder/builder.ts";
import { type Context, loadOptional } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { recordKeyOf } from "../builder/filter.ts";
import { newestDataRevision } from "../builder/recordedAsOf.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOfArg.ts";
import { recordField } from "../builder/recordField.ts";
import * as refs from "../builder/refs.ts";
import { Harm, LeftOutReason, Party, TollRule, TollTime } from "../enums.ts";
import { reportField, reportsField, reportsOf, sliceArgs, sliceOf } from "./claims.ts";
import { contradictionText, PartContradictionRef } from "./contradiction.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { namesOf } from "./names.ts";
import { CoveredTimeRef, PeriodFiguresRef } from "./periods.ts";
import { LatestRef, positionOf, TollPositionRef } from "./position.ts";
import { questionArgs, ruleArg, type TollOf, tollOf } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";

const LeftOutRef = builder.objectRef<LeftOut>("LeftOutReport").implement({
  description: "A claim of the same harm in the event that the toll does not use, with the reason.",
  fields: (t) => ({
    report: reportField(t, "claim", { description: "The claim that was considered and left out." }),
    reason: t.expose("reason", {
      type: LeftOutReason,
      description:
        "The reason. If there are several, the first in this order: the claim itself (review, status, retraction, time), its measure, its scope, and then the people, the place and the event that it is about.",
    }),
    explanation: t.string({
      description: "The reason in words.",
      resolve: ({ reason }) => LEFT_OUT_REASONS[reason],
    }),
  }),
});

const CampRef = builder.objectRef<CampFigures>("CampFigures").implement({
  interfaces: [FiguresRef],
  description: "The figures of some claimants for a side's people.",
  fields: (t) => ({
    reports: reportsField(t, "claims", { description: "The latest claims of each of these claimants." }),
    claimantCount: t.exposeInt("claimants", { description: "The number of these claimants." }),
  }),
});

const SideFiguresRef = builder.objectRef<ReturnType<typeof sideFigures>[number]>("SideFigures").implement({
  description:
    "The figures for one side's people, by the group of claimants that gives them. The sides come from the event's parties A and B, which do not say who began or who is right.",
  fields: (t) => ({
    side: recordField(t, "Actor", "side", { description: "The actor whose people are counted." }),
    letter: t.expose("letter", { type: Party, description: "The side's letter in the event." }),
    subject: t.expose("subject", { type: TollSubjectRef, description: "The people whom the figures count." }),
    own: t.expose("own", { type: CampRef, description: "Figures by claimants of the same side." }),
    opposing: t.expose("opposing", { type: CampRef, description: "Figures by claimants of the opposing side." }),
    others: t.expose("others", { type: CampRef, description: "Figures by anyone else, or with no named claimant." }),
  }),
});

export const TollRef = builder.objectRef<TollOf & Ranged>("Toll");

/** For the fields of Figures. */
export const asFigures = (of: TollOf): TollOf & Ranged => ({ ...of, range: of.toll.range });

export async function labelOf(of: TollOf, context: Context): Promise<string> {
  const { toll } = of;
  if (toll.used.length > 0)
    return tollLabel(toll, NOTHING_ELSE, await namesOf(context, [], [toll.about], claimantKeys(toll)));
  const narrower = of.narrower().map(({ toll: ofSome }) => ofSome);
  const subjects = [
    ...[toll, ...narrower].map(({ question }) => question.subject),
    ...namedFigures(toll, narrower).map((claim) => subjectOf(claim)),
  ];
  const [harms, names] = await Promise.all([otherHarms(of, context), namesOf(context, subjects)]);
  return tollLabel(toll, { narrower, harms }, names);
}

const NOTHING_ELSE = { narrower: [], harms: [] };

/** The other harms with figures about the event, by any claimant. */
async function otherHarms({ toll: { question }, party }: TollOf, context: Context): Promise<HarmValue[]> {
  const { event } = question.subject;
  if (event === null || party !== undefined) return [];
  const { includeUnreviewed } = question;
  const harms = context.loader<number, readonly HarmValue[]>(`harms ${includeUnreviewed}`, (events) =>
    harmsWithFigures(context.store, events, { includeUnreviewed }),
  );
  return ((await harms.load(event)) ?? []).filter((harm) => harm !== question.harm);
}

TollRef.implement({
  interfaces: [FiguresRef],
  description: `The result of the claims on a question. It is computed each time from the claims that it lists. ${RULES.comparable.text} ${RULES.parties.text} The page \`/rules\` has all rules, with examples.`,
  fields: (t) => ({
    label: t.string({
      description:
        "The toll in words that cannot be misread, such as “at least 95 killed, according to Agence France-Presse and reports that identify no source (claims, not an estimate)”. “No figure” only if no claim gives one, which does not mean zero. If there are only other figures (for parts of the event, for some of the people, for single incidents or other harms), the label names them. Show `warning` beside the label.",
      resolve: (of, _args, context) => labelOf(of, context),
    }),
    warning: t.string({
      nullable: true,
      description:
        "What a reader must know beside the label: the first of `contradictions` in words, and how many more there are. Null if there are none.",
      resolve: async ({ toll: { contradictions } }, _args, context) => {
        const [first, ...others] = contradictions;
        if (first === undefined) return null;
        const more = others.length === 0 ? "" : ` There are ${others.length} more such contradictions.`;
        return `${await contradictionText(first, context)}${more}`;
      },
    }),
    contradictions: t.field({
      type: [PartContradictionRef],
      args: sliceArgs,
      extensions: costs({ weight: 100 }),
      description:
        "The used claims that a figure for some of their people exceeds, or that exceed a figure for more people. No bound of the toll changes because of them.",
      resolve: ({ toll }, args) => sliceOf(toll.contradictions, args),
    }),
    harm: t.field({
      type: Harm,
      description: "The harm that the toll counts.",
      resolve: ({ toll }) => toll.question.harm,
    }),
    subject: t.field({
      type: TollSubjectRef,
      description: "The people whom the toll counts, according to the question.",
      resolve: ({ toll }) => toll.question.subject,
    }),
    about: t.field({
      type: refs.EventRef,
      nullable: true,
      description:
        "The event that the used claims are about: the requested event or, if no total is about all of it, the one part of it that has totals. If the event is such a part, `high` is not a limit for the whole. Null if no claim is used.",
      resolve: ({ toll }, _args, { load }) => loadOptional(load.event, toll.about),
    }),
    isIncident: t.boolean({
      description:
        "Whether the used claims count one incident for which nobody states a running total: “one shelling, 5 killed”. Such claims are used only if they are about exactly the requested event and its whole time, and only if their party gives no second figure: two figures may be increments.",
      resolve: ({ toll }) => toll.isIncident,
    }),
    partialPeriod: t.field({
      type: CoveredTimeRef,
      nullable: true,
      description:
        "If every used claim begins to count after the event began, such as at a ceasefire: the time that they cover. Then the toll is only a lower bound for the event. Otherwise null.",
      resolve: ({ toll }) => toll.partialPeriod,
    }),
    otherPeriods: t.field({
      type: [PeriodFiguresRef],
      description:
        "The figures for the same people that count from another start than the used claims. They are left out with the reason OTHER_PERIOD. By their starts, earliest first.",
      resolve: ({ toll }) => [...toll.otherPeriods],
    }),
    unknownPeriodCount: t.int({
      description:
        "The number of used claims whose period is not known. They are taken to count from the start of the event until they were stated.",
      resolve: ({ toll }) => toll.used.filter(({ period, scope }) => period === null && scope === "CUMULATIVE").length,
    }),
    separateEvents: t.field({
      type: [refs.EventRef],
      description:
        "The parts of the event that have their own totals, if there are several and the whole has none. The parts are not added up: query each part. Otherwise empty.",
      resolve: async ({ toll }, _args, { load }) =>
        (await Promise.all(toll.separate.map((event) => load.event.load(event))))
          .filter((event) => event !== undefined)
          .sort(bySlug),
    }),
    rule: t.field({
      type: TollRule,
      description: "The rule that chose the bounds from the positions.",
      resolve: ({ toll }) => toll.question.rule,
    }),
    ruleDescription: t.string({
      description: "The rule in words.",
      resolve: ({ toll }) => TOLL_RULES[toll.question.rule],
    }),
    latest: t.field({
      type: LatestRef,
      description: "The latest claim of all positions, with any rule.",
      resolve: ({ toll }) => toll.latest,
    }),
    positions: t.field({
      type: [TollPositionRef],
      args: sliceArgs,
      description:
        "The position of each party: named parties first, then publishers, each by its latest claim, newest first.",
      resolve: ({ toll }, args) =>
        sliceOf(toll.positions, args).map((position) => positionOf(position, statementLimit(toll.question))),
    }),
    positionCount: t.int({
      description: "The number of positions, including positions without a claimant.",
      resolve: ({ toll }) => toll.positions.length,
    }),
    claimantCount: t.int({
      description: "The number of parties that have a position. Claims that name no claimant are not counted.",
      resolve: ({ toll }) => toll.claimants,
    }),
    sourceCount: t.int({
      description:
        "The number of these parties that are independent sources. Parties whose equal figures come from copies of one article count once. Repeating another party's figure adds no source.",
      resolve: ({ toll }) => toll.sources,
    }),
    unattributedCount: t.int({
      description:
        "The number of positions that name no claimant: one for each publisher, and one for each article without a stated publisher (an article and its copies are one).",
      resolve: ({ toll }) => toll.unattributed,
    }),
    used: t.field({
      type: [refs.CasualtyReportRef],
      args: sliceArgs,
      description: "All claims of all `positions`, in the same order as `positions`.",
      resolve: ({ toll }, args, context) => reportsOf(context, sliceOf(toll.used, args)),
    }),
    usedCount: t.int({ description: "The number of claims that are used.", resolve: ({ toll }) => toll.used.length }),
    denied: t.field({
      type: [refs.CasualtyReportRef],
      args: sliceArgs,
      description:
        "The used claims with denials. Denied claims are still used, and no bound changes because of a denial.",
      resolve: ({ toll }, args, context) => reportsOf(context, sliceOf(toll.denied, args)),
    }),
    leftOut: t.field({
      type: [LeftOutRef],
      args: sliceArgs,
      description: "All other claims of this harm in the event, by slug, each with the reason why it is not used.",
      resolve: ({ toll }, args) =>
        sliceOf(toll.unused, args, bySlug).map((claim) => ({ claim, reason: toll.whyLeftOut(claim) })),
    }),
    leftOutCount: t.int({
      description:
        "The number of claims that are left out. The used and the left-out claims together are all claims that were considered.",
      resolve: ({ toll }) => toll.leftOutCount,
    }),
    awaitingReview: t.int({
      description: "The number of claims that are left out only because they are not reviewed.",
      resolve: ({ toll }) => toll.awaitingReview,
    }),
    sides: t.field({
      type: [SideFiguresRef],
      extensions: costs({ weight: 100 }),
      description:
        "If the event has parties A and B: for each side's people, the figures of their own side, of the opposing side and of others.",
      resolve: (of) =>
        sideFigures(
          [of, ...of.narrower()].map(({ toll }) => toll),
          of.known.facts,
        ),
    }),
    narrower: t.field({
      type: [TollRef],
      extensions: costs({ weight: 100 }),
      description:
        "The tolls of some of the people: of one kind of victims, one side or one place, if claims name them. These groups overlap, so never add the tolls up: see `breakdown`.",
      resolve: ({ narrower }) => narrower().map(asFigures),
    }),
    asOf: t.field({
      type: "DateTime",
      nullable: true,
      description: "The time up to which claims were used, inclusive: see `by`. Null: all claims.",
      resolve: ({ toll }) => toll.question.asOf,
    }),
    by: t.field({
      type: TollTime,
      description: "The time that `asOf` limits.",
      resolve: ({ toll }) => toll.question.by ?? "STATED",
    }),
    includeUnreviewed: t.boolean({
      description: "Whether claims that no person has checked are used.",
      resolve: ({ toll }) => toll.question.includeUnreviewed,
    }),
    recordedAsOf: t.int({
      description:
        "The data revision that was read. With the same data revision, the same question always gives the same answer.",
      resolve: (_of, _args, context) => revisionOf(context),
    }),
  }),
});

export const revisionOf = async (context: Context): Promise<number> =>
  context.store.revision ?? newestDataRevision(context);

const TOLL =
  "The result of the claims of one harm: the bounds and the claims that set them, the position of each party, and the claims that were left out and why. By default the toll counts everyone in the event. `victims`, `side`, `place` and `tags` select some of the people.";

builder.objectField(refs.EventRef, "toll", (t) =>
  t.field({
    type: TollRef,
    extensions: costs({ weight: 400, growsWithStore: true }),
    description: `${TOLL} Includes claims about the parts of the event.`,
    args: { ...questionArgs, ...ruleArg },
    resolve: async (event, args, context) => asFigures(await tollOf(context, event.record, args)),
  }),
);

builder.queryField("toll", (t) =>
  t.field({
    type: TollRef,
    extensions: costs({ weight: 25_000, weightOfOneEvent: 400, growsWithStore: true }),
    description: `${TOLL} Without \`event\`, the toll covers all events. Claims about two events are comparable only if one event is part of the other. If the claims are not comparable, \`separateEvents\` lists their events.`,
    args: {
      ...questionArgs,
      ...ruleArg,
      event: t.arg.id({
        description: "The event, including all its parts. By slug or global id. An unknown one is an error.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { event, ...args }, context) => {
      const key = event == null ? null : await recordKeyOf(context, "Event", String(event), "event");
      return asFigures(await tollOf(context, key, args));
    },
  }),
);
