import { basisOf, retractionOf, tagsOf } from "../store/read/jsonColumns.ts";
import { byForeignKey } from "../store/read/lists/children.ts";
import type { StoredBasis, StoredRetraction } from "../store/read/relatedRows.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { batched, partsOf } from "./builder/batched.ts";
import { builder } from "./builder/builder.ts";
import { type Context, loadAllOptional, partyKey } from "./builder/context.ts";
import { lookupField } from "./builder/lookup.ts";
import { fromColumns, READS_NO_RECORD, reads, rowsOf } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { CountRef } from "./count.ts";
import { ClaimStatus, Harm, PartKind, ReviewState, Scope, Victims } from "./enums.ts";
import { EvidenceRef } from "./evidence.ts";
import { showsTexts, wordsOf } from "./licence.ts";
import { casualtyReportList } from "./lists/casualtyReports.ts";
import { ImpreciseTime, knownTime, timeOf } from "./time.ts";

type Report = Row<"casualtyReport">;

interface AttributionOf {
  readonly article: number;
  readonly actor: number | null;
  readonly words: string | null;
}

const AttributionRef = builder.objectRef<AttributionOf>("Attribution").implement({
  extensions: READS_NO_RECORD,
  description: "An actor's part in a claim, and the article's words for the actor.",
  fields: (t) => ({
    actor: recordField(t, "Actor", "actor", {
      nullable: true,
      description: "The actor. Null if the words name nobody (“according to the latest tallies”).",
    }),
    words: t.string({
      nullable: true,
      description: "The article's words for the actor. Null if the words were not recorded or may not be shown.",
      ...wordsOf(({ words }: AttributionOf) => words),
    }),
  }),
});

/** Null if neither an actor nor words are known. */
const attribution = (article: number, actor: number | null, words: string | null): AttributionOf | null =>
  actor === null && words === null ? null : { article, actor, words };

const articlesOf = ({ evidence }: StoredRetraction): number[] => evidence.map(({ article }) => article);

const RetractionRef = builder.objectRef<StoredRetraction>("Retraction").implement({
  extensions: READS_NO_RECORD,
  description:
    "The claimant's own retraction of a claim. The claim itself remains, with its original words: a retraction is a separate statement.",
  fields: (t) => ({
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the claim was retracted, if the article says so.",
      resolve: (retraction) => retraction.statedAt && timeOf(retraction.statedAt, articlesOf(retraction)),
    }),
    words: t.string({
      nullable: true,
      description: "The article's words for the retraction. Null if the words were not recorded or may not be shown.",
      resolve: async (retraction, _args, context) =>
        (await showsTexts(context, articlesOf(retraction))) ? retraction.words : null,
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: "The words that report the retraction, in the claim's article or in another article.",
      resolve: ({ evidence }) => [...evidence],
    }),
    note: t.exposeString("note", { nullable: true, description: "A note by the author of the record." }),
  }),
});

const BasisRef = builder.objectRef<StoredBasis & { readonly article: number }>("Basis").implement({
  extensions: READS_NO_RECORD,
  description: "What a claimant says that a figure is based on. It is not another claim.",
  fields: (t) => ({
    words: t.string({
      nullable: true,
      description: "The claimant's words, such as “army statement”. Null if there are none or they may not be shown.",
      ...wordsOf(({ words }) => words),
    }),
    articles: t.field({
      type: [refs.ArticleRef],
      description: "The articles that the claimant names. Their texts are usually not stored.",
      resolve: async ({ articles }, _args, { load }) =>
        (await loadAllOptional(load.article, articles)).flatMap((article) => article ?? []),
    }),
  }),
});

const PARTY_COLUMNS = ["claimant", "statedFrom", "statedUntil"] as const satisfies (keyof Report)[];
type OfParty = Pick<Report, (typeof PARTY_COLUMNS)[number]>;

function keyOfParty({ claimant, statedFrom: from, statedUntil: until }: OfParty): string | null {
  return claimant === null ? null : partyKey(claimant, from === null || until === null ? null : { from, until });
}

async function partiesOf(reports: readonly OfParty[], { load }: Context) {
  const parties = await loadAllOptional(load.party, reports.map(keyOfParty));
  return loadAllOptional(load.actor, parties);
}

builder.node(refs.CasualtyReportRef, {
  description:
    "One casualty claim, with its claimant, its conduit, the article's words, the people counted, the time and the exact bounds. It is a claim, not a fact. Claims that differ are shown side by side.",
  id: { resolve: (report) => report.slug, extensions: reads({ own: ["slug"] }) },
  extensions: rowsOf("casualtyReport"),
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "The claim's id in the corpus. Permalinks contain it." }),
    harm: t.expose("harm", {
      type: Harm,
      description:
        "The kind of harm. CASUALTIES does not separate the killed from the wounded, and never means deaths.",
    }),
    count: t.field({
      type: CountRef,
      description: "The number of people, as claimed. Show the `label`, so that no “at least” is lost.",
      ...fromColumns<Report>()(
        ["article", "qualifier", "min", "max", "best", "countText", "conventionMin"],
        ({ article, qualifier, min, max, best, countText, conventionMin }) => ({
          article,
          qualifier,
          min,
          max,
          best,
          text: countText,
          conventionMin,
        }),
      ),
    }),
    victims: t.expose("victims", {
      type: Victims,
      description: "The kind of people counted. UNSPECIFIED unless the words say so.",
    }),
    tags: t.stringList({
      description: "Other details that the words give about the people: `bodies`, `children`, `pilot`.",
      ...fromColumns<Report>()(["tagsJson"], (report) => [...tagsOf(report)]),
    }),
    side: recordField(t, "Actor", "side", {
      nullable: true,
      description:
        "The actor whose people are counted, if the words say so. “Nine in Azerbaijan” names a place, not a side.",
    }),
    place: recordField(t, "Place", "place", {
      nullable: true,
      description: "Where the people were harmed, if the words say so.",
    }),
    attributedTo: t.field({
      type: AttributionRef,
      nullable: true,
      description:
        "The claimant. The publisher is not the claimant unless the words say so. If an agency is the only source named, the agency is the claimant.",
      ...fromColumns<Report>()(["article", "claimant", "claimantWords"], (report) =>
        attribution(report.article, report.claimant, report.claimantWords),
      ),
    }),
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description:
        "The claimant's party: the topmost actor by affiliation at the time of the claim. Null if there is no claimant, or if the affiliations lead to several topmost actors.",
      ...batched(partiesOf, { own: PARTY_COLUMNS }),
    }),
    via: t.field({
      type: AttributionRef,
      nullable: true,
      description:
        "The conduit through which the claim reached the article, such as an agency that cites the claimant.",
      ...fromColumns<Report>()(["article", "conduit", "conduitWords"], (report) =>
        attribution(report.article, report.conduit, report.conduitWords),
      ),
    }),
    blamed: t.field({
      type: AttributionRef,
      nullable: true,
      description: "The actor that the claim names as the perpetrator. This is the claimant's statement, not ours.",
      ...fromColumns<Report>()(["article", "blamed", "blamedWords"], (report) =>
        attribution(report.article, report.blamed, report.blamedWords),
      ),
    }),
    scope: t.expose("scope", {
      type: Scope,
      description: "Whether the figure is a running total or an increment. Increments are never added to totals.",
    }),
    period: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "The period that the figure covers. Null if the period is not known.",
      ...fromColumns<Report>()(["periodJson", "article"], ({ periodJson, article }) =>
        knownTime(periodJson, [article]),
      ),
    }),
    statedAt: t.field({
      type: ImpreciseTime,
      nullable: true,
      description:
        "When the claim was made or reported. Neither the order in the text nor the size of a figure decides which claim is later.",
      ...fromColumns<Report>()(["statedJson", "article"], ({ statedJson, article }) =>
        knownTime(statedJson, [article]),
      ),
    }),
    status: t.expose("status", {
      type: ClaimStatus,
      description: "The sense in which the claim was stated. The status does not say whether the claim is true.",
    }),
    isDenied: t.boolean({
      description: "Whether anyone denies the claim or an aspect of it. For the details, see `denials`.",
      ...batched(
        async (reports: readonly Pick<Report, "key">[], { load }) => {
          const denials = await load.reportDenials.loadMany(reports.map(({ key }) => key));
          return denials.map((own) => own !== undefined && own.length > 0);
        },
        { own: ["key"] },
      ),
    }),
    denials: t.field({
      type: [refs.DenialRef],
      description: "The denials of the claim, in the order of the corpus.",
      ...partsOf((load) => load.reportDenials),
    }),
    partOf: recordField(t, "CasualtyReport", "partOf", {
      nullable: true,
      description:
        "The larger claim in the same article that this claim is a part of: “95 dead” for “including 11 civilians”.",
    }),
    partKind: t.expose("partKind", {
      type: PartKind,
      nullable: true,
      description: "The kind of part. Null if the claim is not a part of another claim.",
    }),
    partsAreAll: t.boolean({
      description:
        "Whether the words say that the SUBGROUP parts make up the whole: “eleven, nine here and two there”. False if the words do not say so, even if the parts sum to the total.",
      ...fromColumns<Report>()(["partsAreAll"], ({ partsAreAll }) => partsAreAll === 1),
    }),
    basis: t.field({
      type: BasisRef,
      nullable: true,
      description: "What the claimant says that the figure is based on. Null if nothing is known.",
      ...fromColumns<Report>()(["article", "basisJson"], (report) => {
        const basis = basisOf(report);
        return basis && { ...basis, article: report.article };
      }),
    }),
    retraction: t.field({
      type: RetractionRef,
      nullable: true,
      description:
        "The claimant's own retraction of this claim. Null if none is known. For statements by others against the claim, see `denials`. For records that an administrator withdrew from the corpus, see `node`.",
      ...fromColumns<Report>()(["retractionJson"], (report) => retractionOf(report)),
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description:
        "The words that support the claim. If one article repeats the claim (title, subhead, body), the repeats are further evidence, not further claims.",
      ...partsOf((load) => load.reportEvidence),
    }),
    article: recordField(t, "Article", "article", { description: "The article that contains the claim." }),
    event: recordField(t, "Event", "event", { description: "The event that the claim is about." }),
    review: t.expose("review", {
      type: ReviewState,
      description: "Whether a person has checked the claim against the article's words.",
    }),
    reviewRule: t.exposeString("rule", {
      nullable: true,
      description: "The extraction rule, if a program read the claim.",
    }),
    note: t.exposeString("note", { nullable: true, description: "A note by the author of the record." }),
    parts: casualtyReportList.ofRecord(t, {
      description:
        "The claims that are parts of this claim. Only SUBGROUP parts may be summed. Even if they sum to the total, the list may be incomplete.",
      children: byForeignKey("partOf"),
    }),
  }),
});

builder.queryFields((t) => ({
  casualtyReport: lookupField(t, "CasualtyReport", "claim"),
  casualtyReports: casualtyReportList.atRoot(
    t,
    "The casualty claims in the store. Each record is one claim: never add the figures up.",
  ),
}));
