import { ACTOR } from "../../domain/fields/actor.ts";
import { ARTICLE } from "../../domain/fields/article.ts";
import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import { EVENT } from "../../domain/fields/event.ts";
import { MENTION } from "../../domain/fields/parts.ts";
import { PLACE } from "../../domain/fields/place.ts";
import { builder } from "../builder/builder.ts";
import { inputFields } from "./fieldInputs.ts";

const SLUG = "Its slug, which it keeps for good: lower-case letters, digits and hyphens.";

const SourceInput = builder.inputType("SourceInput", {
  description:
    "Where the article comes from, with its licence. For a source that an earlier article brought, give the `id` alone.",
  fields: (t) => ({
    id: t.id({ required: true, description: "Its slug among the sources of what comes by the API." }),
    title: t.string({ description: "What it is, in one line." }),
    licence: t.string({ description: "An SPDX identifier such as `CC-BY-4.0`, or words." }),
    licenceUrl: t.string({ description: "Where the licence can be read." }),
    attribution: t.string({ description: "The credit that the licence asks for." }),
    showsText: t.boolean({ description: "Whether the licence allows texts and quotes to be served." }),
  }),
});

const ArticleInput = builder.inputType("ArticleInput", {
  description: "One published text.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    text: t.string({
      description:
        "The paragraphs, separated by empty lines. A line that begins with `## ` is a subhead, one with `Caption: ` a caption. Leave it out with METADATA_ONLY.",
    }),
    ...inputFields(t, ARTICLE, { without: ["source"] }),
  }),
});

const ActorInput = builder.inputType("ActorInput", {
  description: "Somebody who acts, suffers or speaks.",
  fields: (t) => ({ id: t.id({ required: true, description: SLUG }), ...inputFields(t, ACTOR) }),
});

const PlaceInput = builder.inputType("PlaceInput", {
  description: "Where things happen.",
  fields: (t) => ({ id: t.id({ required: true, description: SLUG }), ...inputFields(t, PLACE) }),
});

const EventInput = builder.inputType("EventInput", {
  description: "What happened, is claimed to have happened, or is announced.",
  fields: (t) => ({ id: t.id({ required: true, description: SLUG }), ...inputFields(t, EVENT) }),
});

const CasualtyReportInput = builder.inputType("CasualtyReportInput", {
  description: "A claim of casualties in the article that is ingested: one for each figure.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    ...inputFields(t, CASUALTY_REPORT, { without: ["article"] }),
  }),
});

const MentionInput = builder.inputType("MentionInput", {
  description: MENTION.meaning,
  fields: (t) => inputFields(t, MENTION.fields, { without: ["article"] }),
});

export const CasualtyReportCorrection = builder.inputType("CasualtyReportCorrection", {
  description:
    "The fields of a claim that change. A field that is left out stays as it is, null removes what may be missing, and a list is replaced as a whole.",
  fields: (t) =>
    inputFields(t, CASUALTY_REPORT, {
      without: ["article", "review", "rule"],
      optional: ["event", "harm", "count", "scope", "evidence"],
      isCorrection: true,
    }),
});

export const IngestArticleInput = builder.inputType("IngestArticleInput", {
  description:
    "An article with its records, in the fields of the corpus format. Records refer to each other by the ids that they have here, and to those in the store.",
  fields: (t) => ({
    source: t.field({ type: SourceInput, required: true, description: "Where it comes from, and its licence." }),
    article: t.field({
      type: ArticleInput,
      required: true,
      description: "The text, and what the document says about it.",
    }),
    actors: t.field({ type: [ActorInput], description: "The actors that the store does not contain yet." }),
    places: t.field({ type: [PlaceInput], description: "The places that the store does not contain yet." }),
    events: t.field({ type: [EventInput], description: "The events that the store does not contain yet." }),
    casualtyReports: t.field({ type: [CasualtyReportInput], description: "The claims in the article." }),
    mentions: t.field({ type: [MentionInput], description: "The words by which it names actors and places." }),
  }),
});
