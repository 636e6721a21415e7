import type { Claim } from "../../domain/toll/claim.ts";
import { rangeOf } from "../../domain/toll/range.ts";
import { type ClaimSeries, type Timeline, type TimelineStep, timelineOf } from "../../domain/toll/timeline.ts";
import { isOfPart, type Toll } from "../../domain/toll/toll.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional, loadRequired } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { recordKeyOf } from "../builder/filter.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOfArg.ts";
import { recordField } from "../builder/recordField.ts";
import * as refs from "../builder/refs.ts";
import { ImpreciseTime, knownTime } from "../time.ts";
import { reportsField } from "./claims.ts";
import { withIndexes } from "./eventClaims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { positionOf, TollPositionRef } from "./position.ts";
import { questionArgs, reconciled, type TollOf, tollOf } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";

const PointRef = builder.objectRef<Claim & Ranged>("TollTimelinePoint").implement({
  interfaces: [FiguresRef],
  description: "One figure, at the time when it was stated.",
  fields: (t) => ({
    report: recordField(t, "CasualtyReport", "id", { description: "The claim that states the figure." }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description:
        "When the figure was stated, and how exactly the time is known: plot the figure with that width. If the claim has no time of its own, this is the publication time of the article or, if the article is a copy, of the original. Null if neither time is known.",
      resolve: async (claim, _args, context) => {
        const report = await loadRequired(context.load.casualtyReport, claim.id);
        const own = knownTime(report.statedJson, [report.article]);
        if (own !== null && own.earliest === claim.stated?.from) return own;
        const original = await loadRequired(context.load.article, claim.origin);
        return knownTime(original.publishedJson, [claim.origin]);
      },
    }),
  }),
});

const SeriesRef = builder.objectRef<ClaimSeries>("TollTimelineSeries").implement({
  description:
    "One party's figures in the order in which they were stated. Do not draw lines between parties, or beyond the last figure.",
  fields: (t) => ({
    party: recordField(t, "Actor", "party", {
      nullable: true,
      description: "The party. Null if no claimant is named.",
    }),
    publisher: recordField(t, "Actor", "publisher", {
      nullable: true,
      description:
        "If no claimant is named: the publisher of the articles. Null if the publisher is not stated either.",
    }),
    article: recordField(t, "Article", "article", {
      nullable: true,
      description: "If neither a claimant is named nor a publisher stated: the article, or the original of its copies.",
    }),
    points: t.field({
      type: [PointRef],
      description: "The figures, earliest first. Figures without a time come before all others.",
      resolve: ({ claims }) => claims.map((claim) => ({ ...claim, range: rangeOf([claim]) })),
    }),
  }),
});

const StepRef = builder.objectRef<TimelineStep>("TollTimelineStep").implement({
  interfaces: [FiguresRef],
  description:
    "One step of the timeline: the range of the claims (rule RANGE), valid until the next step. If a running total later replaced the figure of a single incident, the incident's figure is not included: to see it, query the toll with an `asOf` before the running total.",
  fields: (t) => ({
    from: t.expose("from", {
      type: "DateTime",
      description:
        "When the step begins: the last instant at which the step's new claims can have been stated or, with `by: COVERED`, at which the time that they cover can end. A figure of a day counts from the end of that day.",
    }),
    possibleFrom: t.field({
      type: "DateTime",
      description:
        "The first instant at which the step can begin, by the earliest of its new claims. Between this instant and `from`, it is uncertain whether the step has begun.",
      resolve: ({ possibleFrom }) => possibleFrom,
    }),
    added: reportsField(t, "added", { description: "The claims that are new in this step." }),
    retracted: reportsField(t, "retracted", {
      description: "The claims that their claimants retracted. From this step on, these claims are not used.",
    }),
    positions: t.field({
      type: [TollPositionRef],
      description: "Each party's position from this step on.",
      resolve: ({ positions, from }) => positions.map((position) => positionOf(position, from)),
    }),
  }),
});

const TimelineRef = builder.objectRef<Timeline & { readonly of: TollOf }>("TollTimeline").implement({
  description:
    "The comparable claims of a toll in the order in which they were stated (or, with `by: COVERED`, of the times that they cover), by party and together, ready to plot.",
  fields: (t) => ({
    subject: t.field({
      type: TollSubjectRef,
      description: "The people whom the figures count.",
      resolve: ({ of }) => of.toll.question.subject,
    }),
    about: t.field({
      type: refs.EventRef,
      nullable: true,
      description: "The event that the figures are about, as in the toll. Null if there are no figures.",
      resolve: ({ of }, _args, { load }) => loadOptional(load.event, of.toll.about),
    }),
    series: t.expose("series", {
      type: [SeriesRef],
      description:
        "Each party's figures: named parties first, then publishers, each group by the time of the first figure.",
    }),
    steps: t.field({
      type: [StepRef],
      description: "The range of all positions together, step by step.",
      resolve: ({ overall }) => [...overall],
    }),
    undated: reportsField(t, "undated", {
      description: "Comparable claims without a known time. No step includes them.",
    }),
  }),
});

/**
 * Includes claims that were retracted later, up to their retraction: they were claimed. A timeline of covered times is of
 * what is claimed until today.
 */
function timeline(asked: TollOf) {
  const { toll, known, party } = asked;
  if (toll.question.by === "COVERED")
    return { ...timelineOf(toll.counted, { by: "COVERED", isOfPart: isOnlyPart(toll) }), of: asked };
  const isTakenBack = ({ retraction }: Claim) => retraction !== null && retraction.until !== null;
  const asStated = () => known.claims.map((claim) => (isTakenBack(claim) ? { ...claim, retraction: null } : claim));
  const of = known.claims.some(isTakenBack)
    ? reconciled(toll.question, { ...known, ...withIndexes(asStated(), known.affiliations) }, party)
    : asked;
  const { counted: claims } = of.toll;
  const { asOf } = toll.question;
  const untils = new Map(known.claims.map(({ id, retraction }) => [id, retraction?.until ?? null]));
  const retractions = new Map(
    claims.flatMap((claim) => {
      const until = untils.get(claim.id) ?? null;
      return until === null || (asOf !== null && until > asOf) ? [] : [[claim, until] as const];
    }),
  );
  return { ...timelineOf(claims, { isOfPart: isOnlyPart(of.toll), retractions }), of };
}

/** True if the figures are of a part of the event or of its time. */
const isOnlyPart = (toll: Toll): boolean => isOfPart(toll) || toll.partialPeriod !== null;

const TIMELINE =
  "The development of a toll: the figures in the order in which they were stated, by party and together, with how exactly their times are known.";

builder.objectField(refs.EventRef, "tollTimeline", (t) =>
  t.field({
    type: TimelineRef,
    extensions: costs({ weight: 400, growsWithStore: true }),
    description: TIMELINE,
    args: questionArgs,
    resolve: async (event, args, context) => timeline(await tollOf(context, event.record, args)),
  }),
);

builder.queryField("tollTimeline", (t) =>
  t.field({
    type: TimelineRef,
    extensions: costs({ weight: 25_000, weightOfOneEvent: 400, growsWithStore: true }),
    description: TIMELINE,
    args: {
      ...questionArgs,
      event: t.arg.id({
        description: "The event, including all its parts. By slug or global id. An unknown one is an error.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { event, ...args }, context) => {
      const key = event == null ? null : await recordKeyOf(context, "Event", String(event), "event");
      return timeline(await tollOf(context, key, args));
    },
  }),
);
