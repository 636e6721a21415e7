import { ACTOR } from "../../domain/fields/actor.ts";
import { ARTICLE } from "../../domain/fields/article.ts";
import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import { EVENT } from "../../domain/fields/event.ts";
import { MENTION } from "../../domain/fields/parts.ts";
import { PLACE } from "../../domain/fields/place.ts";
import { builder } from "../builder/builder.ts";
import { inputFields } from "./fieldInputs.ts";

const SLUG = "The record's slug, which can never change: lower-case letters, digits and hyphens.";

export const SourceInput = builder.inputType("SourceInput", {
  description:
    "The source of the article, with its licence. If an earlier article already added the source, give only the `id`.",
  fields: (t) => ({
    id: t.id({ required: true, description: "The source's slug, among the sources that are added through the API." }),
    title: t.string({ description: "The name of the source, in one line." }),
    licence: t.string({ description: "The licence: an SPDX identifier such as `CC-BY-4.0`, or words." }),
    licenceUrl: t.string({ description: "The web address of the licence." }),
    attribution: t.string({ description: "The credit that the licence requires." }),
    showsText: t.boolean({ description: "Whether the licence allows showing texts and quotes." }),
    isPrivate: t.boolean({
      description:
        "Whether the licence forbids passing the records on (default: false). While the store contains such a source, reading requires a key or token.",
    }),
  }),
});

const ArticleInput = builder.inputType("ArticleInput", {
  description: "One published text.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    text: t.string({
      description:
        "The paragraphs, separated by empty lines. A line that begins with `## ` is a subhead, and a line that begins with `Caption: ` is a caption. Leave the text out if the wording is METADATA_ONLY.",
    }),
    ...inputFields(t, ARTICLE, { without: ["source"] }),
  }),
});

const ActorInput = builder.inputType("ActorInput", {
  description: "Someone who acts, suffers or speaks.",
  fields: (t) => ({ id: t.id({ required: true, description: SLUG }), ...inputFields(t, ACTOR) }),
});

const PlaceInput = builder.inputType("PlaceInput", {
  description: "A place where events happen.",
  fields: (t) => ({ id: t.id({ required: true, description: SLUG }), ...inputFields(t, PLACE) }),
});

const EventInput = builder.inputType("EventInput", {
  description: "Something that happened, is claimed to have happened, or is announced.",
  fields: (t) => ({ id: t.id({ required: true, description: SLUG }), ...inputFields(t, EVENT) }),
});

const CasualtyReportInput = builder.inputType("CasualtyReportInput", {
  description: "A casualty claim in the article that is ingested. Each figure is a separate claim.",
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
    "The fields of a claim that change. A field that is left out does not change, null removes an optional value, and a list is replaced as a whole.",
  fields: (t) =>
    inputFields(t, CASUALTY_REPORT, {
      without: ["article", "review", "rule"],
      optional: ["event", "harm", "count", "scope", "evidence"],
      isCorrection: true,
    }),
});

export const IngestArticleInput = builder.inputType("IngestArticleInput", {
  description:
    "An article with its records, in the fields of the corpus format. Records can refer to records in this input or in the store.",
  fields: (t) => ({
    source: t.field({ type: SourceInput, required: true, description: "The source of the article, with its licence." }),
    article: t.field({
      type: ArticleInput,
      required: true,
      description: "The article: its text and its publication details.",
    }),
    actors: t.field({ type: [ActorInput], description: "The actors that the store does not contain yet." }),
    places: t.field({ type: [PlaceInput], description: "The places that the store does not contain yet." }),
    events: t.field({ type: [EventInput], description: "The events that the store does not contain yet." }),
    casualtyReports: t.field({ type: [CasualtyReportInput], description: "The claims in the article." }),
    mentions: t.field({
      type: [MentionInput],
      description: "The words with which the article names actors and places.",
    }),
  }),
});
