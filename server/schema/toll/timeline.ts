import type { Claim } from "../../domain/toll/claim.ts";
import { rangeOf } from "../../domain/toll/range.ts";
import { type ClaimSeries, type Timeline, type TimelineStep, timelineOf } from "../../domain/toll/timeline.ts";
import { isOfPart } from "../../domain/toll/toll.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional } from "../builder/context.ts";
import { recordKeyOf } from "../builder/filter.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOf.ts";
import * as refs from "../builder/refs.ts";
import { required } from "../evidence.ts";
import { ImpreciseTime, knownTime } from "../time.ts";
import { reportsOf, theReportOf } from "./claims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { positionOf, TollPositionRef } from "./position.ts";
import { questionArgs, reconciled, type TollOf, tollOf, withIndexes } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";

const PointRef = builder.objectRef<Claim & Ranged>("TollTimelinePoint").implement({
  interfaces: [FiguresRef],
  description: "One figure as it was stated.",
  fields: (t) => ({
    report: t.field({
      type: refs.CasualtyReportRef,
      description: "The claim that states the figure.",
      resolve: (claim, _args, context) => theReportOf(context, claim),
    }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description:
        "When, with how exactly that is known: plot it as wide as it is. The article's publication where the claim has no time of its own; null where neither is known.",
      resolve: async (claim, _args, context) => {
        const report = required(await context.load.casualtyReport.load(claim.id));
        const own = knownTime(report.statedJson, [report.article]);
        if (own) return own;
        const article = required(await context.load.article.load(report.article));
        return knownTime(article.publishedJson, [report.article]);
      },
    }),
  }),
});

const SeriesRef = builder.objectRef<ClaimSeries>("TollTimelineSeries").implement({
  description:
    "One party's figures in the order in which they were stated. Draw no line from one party's to another's, nor past the last.",
  fields: (t) => ({
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Whose. Null where no claimant is named.",
      resolve: ({ party }, _args, { load }) => loadOptional(load.actor, party),
    }),
    publisher: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Without a claimant: whose articles say so. Null where their publisher is not stated either.",
      resolve: ({ publisher }, _args, { load }) => loadOptional(load.actor, publisher),
    }),
    points: t.field({
      type: [PointRef],
      description: "The figures, earliest first; those without a time come before all others.",
      resolve: ({ claims }) => claims.map((claim) => ({ ...claim, range: rangeOf([claim]) })),
    }),
  }),
});

const StepRef = builder.objectRef<TimelineStep>("TollTimelineStep").implement({
  interfaces: [FiguresRef],
  description:
    "What the timeline's claims amounted to from a time on, until the next step, as by the rule RANGE. An incident's figure that a running total replaced later is not among them: ask for the toll `asOf` that day.",
  fields: (t) => ({
    from: t.expose("from", {
      type: "DateTime",
      description:
        "From when on: the last instant at which its new claims can have been stated, so a day's figure counts from the end of that day.",
    }),
    possibleFrom: t.field({
      type: "DateTime",
      description:
        "The first instant at which one of its new claims can have been stated: between this and `from` nobody can tell.",
      resolve: ({ added, from }) => added.reduce((least, { stated }) => Math.min(least, stated?.from ?? from), from),
    }),
    added: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims that came in with this step.",
      resolve: ({ added }, _args, context) => reportsOf(context, added),
    }),
    retracted: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims that their claimants took back: from this step on they have no say.",
      resolve: ({ retracted }, _args, context) => reportsOf(context, retracted),
    }),
    positions: t.field({
      type: [TollPositionRef],
      description: "What each party held from then on.",
      resolve: ({ positions, from }) => positions.map((position) => positionOf(position, from)),
    }),
  }),
});

const TimelineRef = builder.objectRef<Timeline & { readonly of: TollOf }>("TollTimeline").implement({
  description: "The comparable claims of a toll as they came to be stated, party by party and together, ready to plot.",
  fields: (t) => ({
    subject: t.field({
      type: TollSubjectRef,
      description: "Whom the figures count.",
      resolve: ({ of }) => of.toll.question.subject,
    }),
    about: t.field({
      type: refs.EventRef,
      nullable: true,
      description: "What the figures are about, as in the toll. Null where there are none.",
      resolve: ({ of }, _args, { load }) => loadOptional(load.event, of.toll.about),
    }),
    series: t.expose("series", {
      type: [SeriesRef],
      description: "Each party's figures: parties first, each kind by its first figure.",
    }),
    steps: t.field({
      type: [StepRef],
      description: "All positions together, from step to step.",
      resolve: ({ overall }) => [...overall],
    }),
    undated: t.field({
      type: [refs.CasualtyReportRef],
      description: "Comparable claims of which no time is known: they are in no step.",
      resolve: ({ undated }, _args, context) => reportsOf(context, undated),
    }),
  }),
});

/** What was taken back since is in it up to then: it was claimed. */
function timeline(asked: TollOf) {
  const { toll, known, party } = asked;
  const isTakenBack = ({ retraction }: Claim) => retraction !== null && retraction.until !== null;
  const asStated = () => known.claims.map((claim) => (isTakenBack(claim) ? { ...claim, retraction: null } : claim));
  const of = known.claims.some(isTakenBack)
    ? reconciled(toll.question, { ...known, ...withIndexes(asStated(), known.affiliations) }, party)
    : asked;
  const { positions, used } = of.toll;
  const claims = [...used, ...positions.flatMap(({ superseded }) => superseded)];
  const { asOf } = toll.question;
  const untils = new Map(known.claims.map(({ id, retraction }) => [id, retraction?.until ?? null]));
  const retractions = new Map(
    claims.flatMap((claim) => {
      const until = untils.get(claim.id) ?? null;
      return until === null || (asOf !== null && until > asOf) ? [] : [[claim, until] as const];
    }),
  );
  return { ...timelineOf(claims, { isOfPart: isOfPart(of.toll), retractions }), of };
}

const TIMELINE =
  "The steps of a toll as figures were stated, party by party and together, with how exactly their times are known.";

builder.objectField(refs.EventRef, "tollTimeline", (t) =>
  t.field({
    type: TimelineRef,
    description: TIMELINE,
    args: questionArgs,
    resolve: async (event, args, context) => timeline(await tollOf(context, event.record, args)),
  }),
);

builder.queryField("tollTimeline", (t) =>
  t.field({
    type: TimelineRef,
    description: TIMELINE,
    args: {
      ...questionArgs,
      event: t.arg.id({
        description: "In which event, with all that is part of it. By slug or global id; an unknown one is an error.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { event, ...args }, context) => {
      const key = event == null ? null : await recordKeyOf(context, "Event", String(event), "event");
      return timeline(await tollOf(context, key, args));
    },
  }),
);
