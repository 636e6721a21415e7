import { builder } from "../builder/builder.ts";
import * as enums from "../enums.ts";
import { CasualtyReportInput } from "./claimInputs.ts";
import { DenialInput, KnownTimeInput, NameInput, QuotationInput, REF } from "./inputs.ts";

const SLUG = "Its slug, which it keeps: lower-case letters, digits and hyphens.";
const NOTE = "What whoever models it has to say on it.";

const SourceInput = builder.inputType("SourceInput", {
  description:
    "Where the article comes from, with its licence. A source that an earlier article has brought is named by its `id` alone.",
  fields: (t) => ({
    id: t.id({ required: true, description: "Its slug among the sources of what comes by the API." }),
    title: t.string({ description: "What it is, in one line." }),
    licence: t.string({ description: "An SPDX identifier such as `CC-BY-4.0`, or words." }),
    licenceUrl: t.string({ description: "Where the licence can be read." }),
    attribution: t.string({ description: "The credit that the licence asks for." }),
    showsText: t.boolean({ description: "Whether the licence lets texts and quotes be served." }),
  }),
});

const ArticleInput = builder.inputType("ArticleInput", {
  description: "One published text.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    title: t.string({ required: true, description: "In one line, and in the same wording as the text." }),
    wording: t.field({ type: enums.Wording, required: true, description: "Whose words title and text are." }),
    text: t.string({
      description:
        "The paragraphs, parted by empty lines; a line that begins with `## ` is a subhead, one with `Caption: ` a caption. None with METADATA_ONLY.",
    }),
    language: t.string({ required: true, description: "The text's language, a BCP 47 tag such as en." }),
    publisher: t.id({ description: `Only where the document says so itself. ${REF}` }),
    agencies: t.idList({ description: `The news agencies that the document credits. ${REF}` }),
    copyOf: t.id({ description: "The article of which it is a copy: by slug or global id." }),
    published: t.field({ type: KnownTimeInput, description: "When it was published." }),
    updated: t.field({ type: KnownTimeInput, description: "When its publisher last changed it." }),
    url: t.string({ description: "Where it was published: an http or https address." }),
  }),
});

const AffiliationInput = builder.inputType("AffiliationInput", {
  description: "That an actor belongs to another.",
  fields: (t) => ({
    to: t.id({ required: true, description: `To whom it belongs. ${REF}` }),
    as: t.string({ description: "In what capacity, such as “spokesman”." }),
    during: t.field({ type: KnownTimeInput, description: "For which time; left out where it always holds." }),
  }),
});

const ActorInput = builder.inputType("ActorInput", {
  description: "Whoever acts, suffers or speaks.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    name: t.string({ required: true, description: "In one line." }),
    kind: t.field({ type: enums.ActorKind, required: true, description: "What sort of actor it is." }),
    aliases: t.field({ type: [NameInput], description: "Other names and spellings, also in other scripts." }),
    isoAlpha2: t.string({ description: "ISO 3166-1 alpha-2 code; states alone." }),
    isoAlpha3: t.string({ description: "ISO 3166-1 alpha-3 code; states alone." }),
    wikidataId: t.string({ description: "Its Wikidata item, only where you have checked it." }),
    ucdpActorId: t.int({ description: "Its id in UCDP's actor list, only where you have checked it." }),
    office: t.string({ description: "The office that a person held when speaking or acting." }),
    affiliations: t.field({ type: [AffiliationInput], description: "To whom it belongs." }),
    note: t.string({ description: NOTE }),
  }),
});

const StatusNoteInput = builder.inputType("StatusNoteInput", {
  description: "What an article says of a place's status.",
  fields: (t) => ({
    words: t.string({ required: true, description: "The words, exactly as they stand in the article." }),
    prefix: t.string({ description: "What stands right before them, where they stand in several places." }),
    suffix: t.string({ description: "What stands right after them, where they stand in several places." }),
    article: t.id({ description: `In which article; the one that is taken in by default. ${REF}` }),
    by: t.id({ description: `Whose words they are. ${REF}` }),
  }),
});

const PlaceInput = builder.inputType("PlaceInput", {
  description: "Where things happen.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    name: t.string({ required: true, description: "In one line." }),
    names: t.field({ type: [NameInput], description: "Other names and spellings, all parties' alike." }),
    latitude: t.float({ description: "In degrees, north of the equator positive." }),
    longitude: t.float({ description: "In degrees, east of Greenwich positive." }),
    precision: t.int({ description: "How exactly it is placed: UCDP's `where_prec`, 1 to 7." }),
    country: t.string({ description: "ISO 3166-1 alpha-2 code." }),
    statusNotes: t.field({ type: [StatusNoteInput], description: "What articles say of its status." }),
    partOf: t.id({ description: `The place that it lies in. ${REF}` }),
    wikidataId: t.string({ description: "Its Wikidata item, only where you have checked it." }),
    note: t.string({ description: NOTE }),
  }),
});

const ParticipantInput = builder.inputType("ParticipantInput", {
  description: "An actor's part in an event.",
  fields: (t) => ({
    actor: t.id({ required: true, description: `Who. ${REF}` }),
    role: t.field({ type: enums.ParticipantRole, required: true, description: "What part it had." }),
    party: t.field({ type: enums.Party, description: "On which of two sides it was, where there are two." }),
    assertedBy: t.id({ description: `Who says so, where the article itself does not. ${REF}` }),
  }),
});

const EventInput = builder.inputType("EventInput", {
  description: "What happened, is claimed to have happened, or is announced.",
  fields: (t) => ({
    id: t.id({ required: true, description: SLUG }),
    title: t.string({ required: true, description: "Neutral, by type, place and date: never “attack by”." }),
    type: t.field({ type: enums.EventType, required: true, description: "What was done." }),
    mode: t.field({ type: enums.EventMode, description: "How it was done: a mode that goes with the type." }),
    assertion: t.field({ type: enums.Assertion, required: true, description: "In what sense it is put forward." }),
    claimedBy: t.id({ description: `Who claims or announces it. ${REF}` }),
    time: t.field({ type: KnownTimeInput, description: "When it took place." }),
    datePrecision: t.int({ description: "UCDP's `date_prec`, 1 to 5; worked out from the time by default." }),
    place: t.id({ description: `Where it took place. ${REF}` }),
    participants: t.field({ type: [ParticipantInput], description: "Who had a part in it." }),
    partOf: t.id({ description: `The event that it is a part of. ${REF}` }),
    acledSubEvent: t.string({ description: "ACLED's sub-event type, as a crosswalk." }),
    ucdpTypeOfViolence: t.int({ description: "UCDP's type of violence, 1 to 3, as a crosswalk." }),
    denials: t.field({ type: [DenialInput], description: "Who denies what of it." }),
    evidence: t.field({ type: [QuotationInput], required: true, description: "The words that it rests on." }),
    review: t.field({ type: enums.ReviewState, description: "Whether a person has checked it: REVIEWED by default." }),
    rule: t.string({ description: "Which rule has read it, where one has." }),
    note: t.string({ description: NOTE }),
  }),
});

const MentionInput = builder.inputType("MentionInput", {
  description: "Words by which the article names an actor or a place: one of the two.",
  fields: (t) => ({
    actor: t.id({ description: `Who is named. ${REF}` }),
    place: t.id({ description: `What place is named. ${REF}` }),
    words: t.field({ type: QuotationInput, required: true, description: "The words, at most 200 characters of them." }),
    voice: t.id({ description: `Whose words they are, where not the outlet's own. ${REF}` }),
  }),
});

export const IngestArticleInput = builder.inputType("IngestArticleInput", {
  description:
    "An article with its records, in the fields of the corpus format. Records refer to each other by the ids that they are given here, and to those that the store holds.",
  fields: (t) => ({
    source: t.field({ type: SourceInput, required: true, description: "Where it comes from, and with what licence." }),
    article: t.field({
      type: ArticleInput,
      required: true,
      description: "The text, and what the document says of it.",
    }),
    actors: t.field({ type: [ActorInput], description: "Those that the store does not hold yet." }),
    places: t.field({ type: [PlaceInput], description: "Those that the store does not hold yet." }),
    events: t.field({ type: [EventInput], description: "Those that the store does not hold yet." }),
    casualtyReports: t.field({ type: [CasualtyReportInput], description: "The claims in the article." }),
    mentions: t.field({ type: [MentionInput], description: "By which words it names whom." }),
  }),
});
