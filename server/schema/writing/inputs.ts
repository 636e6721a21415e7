import { builder } from "../builder/builder.ts";
import * as enums from "../enums.ts";

/** The corpus format's fields as input types (seeds/README.md): the parts that several records have. */

/** Said of each reference. */
export const REF = "By slug or global id: one that the store holds, or one of this input.";

export const KnownTimeInput = builder.inputType("KnownTimeInput", {
  description: "A time as far as the source tells it.",
  fields: (t) => ({
    at: t.string({
      required: true,
      description:
        "`2020`, `2020-09`, `2020-09-28`, an instant with its zone such as `2020-09-28T18:00Z`, or a span `2020-09-27/2020-09-29`.",
    }),
    basis: t.field({ type: enums.TimeBasis, description: "On what ground it is known: STATED where it is left out." }),
    words: t.string({ description: "The text's own words for it, such as “on Monday evening”." }),
    note: t.string({ description: "How it was worked out, or what to beware of." }),
  }),
});

export const QuotationInput = builder.inputType("QuotationInput", {
  description: "Words of an article, exactly as they stand there and within one paragraph. They must be found once.",
  fields: (t) => ({
    quote: t.string({ required: true, description: "The words themselves." }),
    prefix: t.string({ description: "What stands right before them, where they stand in several places." }),
    suffix: t.string({ description: "What stands right after them, where they stand in several places." }),
    article: t.id({ description: `In which article; the one that is taken in, or of the claim, by default. ${REF}` }),
  }),
});

export const NameInput = builder.inputType("NameInput", {
  description: "Another name or spelling.",
  fields: (t) => ({
    name: t.string({ required: true, description: "In one line, and in whatever script." }),
    language: t.string({ description: "Of which language it is: a BCP 47 tag such as hy or az-Cyrl." }),
  }),
});

export const AttributionInput = builder.inputType("AttributionInput", {
  description: "Somebody in a part that a claim gives them: an actor, the article's words for it, or both.",
  fields: (t) => ({
    actor: t.id({ description: `Who; left out where the words name nobody. ${REF}` }),
    words: t.string({ description: "The words as they stand in the article." }),
  }),
});

export const DenialInput = builder.inputType("DenialInput", {
  description: "That somebody denies it, and what exactly.",
  fields: (t) => ({
    by: t.field({ type: AttributionInput, required: true, description: "Who denies it." }),
    of: t.field({ type: enums.DeniedMatter, required: true, description: "What exactly is denied." }),
    statedAt: t.field({ type: KnownTimeInput, description: "When that was said, as far as the article tells." }),
    evidence: t.field({ type: [QuotationInput], required: true, description: "The words that tell of it." }),
  }),
});

export const CountInput = builder.inputType("CountInput", {
  description: "A figure as it was claimed: BETWEEN takes `min` and `max`, VAGUE no number, all others `value`.",
  fields: (t) => ({
    qualifier: t.field({ type: enums.Qualifier, required: true, description: "How exactly it was stated." }),
    value: t.int({ description: "The number that was said." }),
    min: t.int({ description: "The lower number of BETWEEN." }),
    max: t.int({ description: "The upper number of BETWEEN." }),
    text: t.string({ description: "The words of the figure as they stand in the evidence: “at least 95”." }),
  }),
});

export const RetractionInput = builder.inputType("RetractionInput", {
  description: "That the claimant takes the claim back.",
  fields: (t) => ({
    statedAt: t.field({ type: KnownTimeInput, description: "When it was taken back, as far as the article tells." }),
    words: t.string({ description: "The article's words for how." }),
    evidence: t.field({ type: [QuotationInput], required: true, description: "The words that tell of it." }),
    note: t.string({ description: "What whoever models it has to say on it." }),
  }),
});
