import type { Row } from "../store/read/currentRows.ts";
import { retractionOf, tagsOf } from "../store/read/jsonColumns.ts";
import { listsByColumn } from "../store/read/page.ts";
import type { StoredRetraction } from "../store/read/relatedRows.ts";
import { builder } from "./builder/builder.ts";
import { type Context, loadOptional, loadRequired } from "./builder/context.ts";
import { LOOKUP, lookUp } from "./builder/lookup.ts";
import { recordedAsOfArgs } from "./builder/recordedAsOfArg.ts";
import * as refs from "./builder/refs.ts";
import { CountRef } from "./count.ts";
import { ClaimStatus, Harm, PartKind, ReviewState, Scope, Victims } from "./enums.ts";
import { EvidenceRef } from "./evidence.ts";
import { shownWords, showsTexts } from "./licence.ts";
import { casualtyReportArgs, casualtyReportList } from "./lists/casualtyReports.ts";
import { ImpreciseTime, knownTime, timeOf } from "./time.ts";

type Report = Row<"casualtyReport">;

interface AttributionOf {
  readonly article: number;
  readonly actor: number | null;
  readonly words: string | null;
}

const AttributionRef = builder.objectRef<AttributionOf>("Attribution").implement({
  description: "An actor in a part that the claim gives it, and the article's words for it.",
  fields: (t) => ({
    actor: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Who. Null where the words name nobody (“according to the latest tallies”).",
      resolve: (attribution, _args, { load }) => loadOptional(load.actor, attribution.actor),
    }),
    words: t.string({
      nullable: true,
      description: "The article's words, where they were kept. Null where its text may not be shown.",
      resolve: ({ article, words }, _args, context) => shownWords(context, article, words),
    }),
  }),
});

/** Null where neither an actor nor words are known. */
const attribution = (article: number, actor: number | null, words: string | null): AttributionOf | null =>
  actor === null && words === null ? null : { article, actor, words };

const articlesOf = ({ evidence }: StoredRetraction): number[] => evidence.map(({ article }) => article);

const RetractionRef = builder.objectRef<StoredRetraction>("Retraction").implement({
  description:
    "That a claimant takes a claim back. The claim stays, with what was said when: a retraction is a statement as well.",
  fields: (t) => ({
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When it was taken back, as far as the article tells.",
      resolve: (retraction) => retraction.statedAt && timeOf(retraction.statedAt, articlesOf(retraction)),
    }),
    words: t.string({
      nullable: true,
      description:
        "The article's words for how it was taken back. Null where they were not kept, or its text may not be shown.",
      resolve: async (retraction, _args, context) =>
        (await showsTexts(context, articlesOf(retraction))) ? retraction.words : null,
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: "The words that tell of it, in the article of the claim or in another.",
      resolve: ({ evidence }) => [...evidence],
    }),
    note: t.exposeString("note", { nullable: true, description: "What whoever modelled it had to say on it." }),
  }),
});

async function partyOf(report: Report, { load }: Context) {
  if (report.claimant === null) return null;
  const { claimant: actor, statedFrom: from, statedUntil: until } = report;
  const at = from === null || until === null ? null : { from, until };
  return loadOptional(load.actor, await load.party.load({ actor, at }));
}

builder.node(refs.CasualtyReportRef, {
  description:
    "One claim of casualties: who says it, through whom, at which words of which article, about whom, for which time, how exactly. It is a claim, not a fact; claims that differ stand side by side.",
  id: { resolve: (report) => report.slug },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id in the corpus; permalinks rest on it." }),
    harm: t.expose("harm", {
      type: Harm,
      description: "What befell the people. CASUALTIES is undivided and never means deaths.",
    }),
    count: t.field({
      type: CountRef,
      description: "How many, as it was claimed. Show its `label`, so that no “at least” is lost.",
      resolve: ({ article, qualifier, min, max, countText, conventionMin }) => ({
        article,
        qualifier,
        min,
        max,
        text: countText,
        conventionMin,
      }),
    }),
    victims: t.expose("victims", { type: Victims, description: "Whom it counts, only as far as the words say." }),
    tags: t.stringList({
      description: "More that the words say of them: `bodies`, `children`, `pilot`.",
      resolve: (report) => [...tagsOf(report)],
    }),
    side: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Whose people they are, where the words say so. “Nine in Azerbaijan” is a place, not a side.",
      resolve: (report, _args, { load }) => loadOptional(load.actor, report.side),
    }),
    place: t.field({
      type: refs.PlaceRef,
      nullable: true,
      description: "Where it befell them, where the words say so.",
      resolve: (report, _args, { load }) => loadOptional(load.place, report.place),
    }),
    attributedTo: t.field({
      type: AttributionRef,
      nullable: true,
      description:
        "The claimant, who is not the publisher unless the words make it so. An agency that is the only source named is the claimant.",
      resolve: (report) => attribution(report.article, report.claimant, report.claimantWords),
    }),
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description:
        "The claimant's party: the topmost actor that its affiliations of that time lead to. Null without a claimant, or where they lead to several.",
      resolve: (report, _args, context) => partyOf(report, context),
    }),
    via: t.field({
      type: AttributionRef,
      nullable: true,
      description: "The conduit through which the article has the claim: an agency that cites the claimant.",
      resolve: (report) => attribution(report.article, report.conduit, report.conduitWords),
    }),
    blamed: t.field({
      type: AttributionRef,
      nullable: true,
      description: "Whom the claim names as having done it. That is the claimant's word.",
      resolve: (report) => attribution(report.article, report.blamed, report.blamedWords),
    }),
    scope: t.expose("scope", {
      type: Scope,
      description: "Running total or increment. Increments are never added to totals.",
    }),
    period: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "What time the figure covers, where it can be told.",
      resolve: (report) => knownTime(report.periodJson, [report.article]),
    }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description:
        "When the claim was made or reported. The order in the text and the size of a figure never decide what is later.",
      resolve: (report) => knownTime(report.statedJson, [report.article]),
    }),
    status: t.expose("status", {
      type: ClaimStatus,
      description: "In what sense it was put forward. Not whether it is true.",
    }),
    isDenied: t.boolean({
      description: "Whether anybody denies anything in it: see `denials` for what.",
      resolve: async (report, _args, { load }) => ((await load.reportDenials.load(report.key)) ?? []).length > 0,
    }),
    denials: t.field({
      type: [refs.DenialRef],
      description: "Who denies what of it, in the order of the corpus.",
      resolve: async (report, _args, { load }) => [...((await load.reportDenials.load(report.key)) ?? [])],
    }),
    partOf: t.field({
      type: refs.CasualtyReportRef,
      nullable: true,
      description: "The claim of the same article that this is a part of: the 95 of which 11 were civilians.",
      resolve: (report, _args, { load }) => loadOptional(load.casualtyReport, report.partOf),
    }),
    partKind: t.expose("partKind", {
      type: PartKind,
      nullable: true,
      description: "In what way it is a part; null where it is none.",
    }),
    partsAreAll: t.boolean({
      description:
        "Whether the words say that its SUBGROUP parts together are all of it: “eleven, nine here and two there”. False where they do not say so, also where the figures happen to add up.",
      resolve: (report) => report.partsAreAll === 1,
    }),
    retraction: t.field({
      type: RetractionRef,
      nullable: true,
      description:
        "That its claimant has taken it back, with the words; null where that is not known. What others say against it is in `denials`. A record that an administrator withdrew from the corpus is another matter: `node` tells of that.",
      resolve: (report) => retractionOf(report),
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description:
        "The words that it rests on. Repeats in one article (title, subhead, body) are further evidence of one claim, not further claims.",
      resolve: async (report, _args, { load }) => [...((await load.reportEvidence.load(report.key)) ?? [])],
    }),
    article: t.field({
      type: refs.ArticleRef,
      description: "The article that carries it.",
      resolve: (report, _args, { load }) => loadRequired(load.article, report.article),
    }),
    event: t.field({
      type: refs.EventRef,
      description: "What it is about.",
      resolve: (report, _args, { load }) => loadRequired(load.event, report.event),
    }),
    review: t.expose("review", {
      type: ReviewState,
      description: "Whether a person has checked it against the words.",
    }),
    reviewRule: t.exposeString("rule", { nullable: true, description: "The rule that read it, where a program did." }),
    note: t.exposeString("note", { nullable: true, description: "What whoever modelled it had to say on it." }),
    parts: t.connection(
      {
        type: refs.CasualtyReportRef,
        description:
          "The claims that are parts of this one. Only SUBGROUP parts may be summed, and their sum never means that they are all.",
        args: casualtyReportArgs,
        resolve: (report, args, context, info) =>
          casualtyReportList(context, info, args, {
            parent: report.record,
            lists: (all, parents) => listsByColumn(all, "casualtyReport", "casualtyReport.partOf", parents),
          }),
      },
      refs.CasualtyReportConnection,
    ),
  }),
});

builder.queryFields((t) => ({
  casualtyReport: t.field({
    type: refs.CasualtyReportRef,
    nullable: true,
    description:
      "One claim by slug or global id; null where there is none, or none any more: `node` tells of withdrawn ones.",
    args: {
      id: t.arg.id({ description: LOOKUP.id }),
      slug: t.arg.string({ description: LOOKUP.slug }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, args, context) => lookUp<"casualtyReport">(context, "CasualtyReport", args),
  }),
  casualtyReports: t.connection(
    {
      type: refs.CasualtyReportRef,
      description: "The claims of casualties in the store. Each is one claim: never add them up.",
      args: { ...casualtyReportArgs, ...recordedAsOfArgs },
      resolve: (_root, args, context, info) => casualtyReportList(context, info, args),
    },
    refs.CasualtyReportConnection,
  ),
}));
