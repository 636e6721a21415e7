import type { InputFieldBuilder } from "@pothos/core";
import { builder, type SchemaTypes } from "../builder/builder.ts";
import * as enums from "../enums.ts";
import {
  AttributionInput,
  CountInput,
  DenialInput,
  KnownTimeInput,
  QuotationInput,
  REF,
  RetractionInput,
} from "./inputs.ts";

type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** What of a claim may be left out when it is taken in, and corrected afterwards. */
const optionalFields = (t: InputFieldBuilder<Types, "InputObject">) => ({
  victims: t.field({
    type: enums.Victims,
    description: "Whom it counts, only as far as the words say: else UNSPECIFIED.",
  }),
  tags: t.stringList({ description: "More that the words say of them, in lower case: `bodies`, `children`." }),
  side: t.id({ description: `Whose people they are, where the words say so. ${REF}` }),
  place: t.id({ description: `Where it befell them, where the words say so. ${REF}` }),
  attributedTo: t.field({ type: AttributionInput, description: "The claimant, who is not the publisher." }),
  via: t.field({ type: AttributionInput, description: "Through whom the article has the claim." }),
  blamed: t.field({ type: AttributionInput, description: "Whom the claimant names as having done it." }),
  period: t.field({ type: KnownTimeInput, description: "What time the figure covers, where it can be told." }),
  statedAt: t.field({ type: KnownTimeInput, description: "When the claim was made or reported." }),
  status: t.field({ type: enums.ClaimStatus, description: "In what sense it was put forward: CURRENT by default." }),
  partOf: t.id({ description: "The claim of the same article that it is a part of: by slug or global id." }),
  partKind: t.field({ type: enums.PartKind, description: "In what way it is a part of that one." }),
  partsAreAll: t.boolean({ description: "Whether the words say that its subgroups together are all of it." }),
  retraction: t.field({ type: RetractionInput, description: "That its claimant has taken it back." }),
  denials: t.field({ type: [DenialInput], description: "Who denies what of it." }),
  note: t.string({ description: "What whoever models it has to say on it." }),
});

export const CasualtyReportInput = builder.inputType("CasualtyReportInput", {
  description: "A claim of casualties in the article that is taken in: one for each figure.",
  fields: (t) => ({
    id: t.id({ required: true, description: "Its slug, which it keeps: permalinks rest on it." }),
    event: t.id({ required: true, description: `What it is about. ${REF}` }),
    harm: t.field({ type: enums.Harm, required: true, description: "What befell the people." }),
    count: t.field({ type: CountInput, required: true, description: "How many, as it was claimed." }),
    scope: t.field({
      type: enums.Scope,
      required: true,
      description: "Whether it is a running total or an increment.",
    }),
    evidence: t.field({ type: [QuotationInput], required: true, description: "The words that it rests on." }),
    review: t.field({
      type: enums.ReviewState,
      description: "Whether a person has checked it: REVIEWED by default, EXTRACTED where a rule has read it.",
    }),
    rule: t.string({ description: "Which rule has read it, where one has." }),
    ...optionalFields(t),
  }),
});

export const CasualtyReportCorrection = builder.inputType("CasualtyReportCorrection", {
  description:
    "What of a claim is to become something else. A field that is left out stays as it is, null takes out what may be missing, and a list is replaced whole.",
  fields: (t) => ({
    event: t.id({ description: "What it is about: by slug or global id." }),
    harm: t.field({ type: enums.Harm, description: "What befell the people." }),
    count: t.field({ type: CountInput, description: "How many, as it was claimed: the whole figure anew." }),
    scope: t.field({ type: enums.Scope, description: "Whether it is a running total or an increment." }),
    evidence: t.field({ type: [QuotationInput], description: "The words that it rests on, all of them." }),
    ...optionalFields(t),
  }),
});
