import type { StoredTable } from "./columns.ts";
import { code, FLAG, list, oneOf, reference } from "./kinds.ts";
import { ATTRIBUTION, BASIS, COUNT, DENIALS, EVIDENCE, RETRACTION, REVIEW, TIME } from "./parts.ts";

/** One report is one claim. */
export const CASUALTY_REPORT = {
  article: { kind: reference("Article"), required: true, meaning: "The article that contains the claim." },
  event: { kind: reference("Event"), required: true, meaning: "The event that the claim is about." },
  harm: { kind: oneOf("Harm"), required: true, meaning: "The kind of harm that the counted people suffered." },
  count: {
    kind: COUNT,
    required: true,
    meaning: "The figure as it was claimed.",
    columns: {
      qualifier: "qualifier",
      min: "min",
      max: "max",
      best: "best",
      text: "countText",
      conventionMin: "conventionMin",
      lower: "lower",
      upper: "upper",
    },
  },
  victims: {
    kind: oneOf("Victims"),
    default: "UNSPECIFIED",
    meaning: "The kind of people counted. Give it only if the words say so.",
  },
  tags: {
    kind: list(
      code(
        /^(?=.{1,100}$)[a-z]+(?:-[a-z]+)*$/,
        "is not a tag; use lower-case words joined by hyphens, at most 100 characters",
      ),
    ),
    meaning:
      "Other details that the words give about the people counted, in lower case: `bodies`, `children`, `journalists`.",
    columns: { json: "tagsJson" },
  },
  side: { kind: reference("Actor"), meaning: "The actor whose people are counted, if the words name one." },
  place: { kind: reference("Place"), meaning: "Where the people were harmed, if the words say it." },
  attributedTo: {
    kind: ATTRIBUTION,
    meaning: "The claimant, not the publisher.",
    columns: { actor: "claimant", words: "claimantWords" },
  },
  via: {
    kind: ATTRIBUTION,
    meaning: "The conduit: the actor through whom the claim reached the article.",
    columns: { actor: "conduit", words: "conduitWords" },
  },
  blamed: {
    kind: ATTRIBUTION,
    meaning: "The actor that the claimant blames.",
    columns: { actor: "blamed", words: "blamedWords" },
  },
  basis: {
    kind: BASIS,
    since: "0.5.0",
    meaning:
      "What the claimant says that the figure is based on. The claimant remains the only one who claims the figure.",
    columns: { json: "basisJson" },
  },
  scope: { kind: oneOf("Scope"), required: true, meaning: "Whether the figure is a running total or an increment." },
  period: {
    kind: TIME,
    meaning: "The time that the figure covers, if it is known.",
    columns: { json: "periodJson", from: "periodFrom", until: "periodUntil" },
  },
  statedAt: {
    kind: TIME,
    meaning: "When the claim was made or reported.",
    columns: { json: "statedJson", from: "statedFrom", until: "statedUntil" },
  },
  status: {
    kind: oneOf("ClaimStatus"),
    default: "CURRENT",
    meaning: "The sense in which the figure was stated: as current, historic, denied or hypothetical.",
  },
  partOf: {
    kind: reference("CasualtyReport"),
    meaning: "The larger claim in the same article, if this claim is a part of it.",
  },
  partKind: {
    kind: oneOf("PartKind"),
    meaning: "The kind of part: some of the larger claim's people, or some of its time.",
  },
  partsAreAll: {
    kind: FLAG,
    since: "0.2.0",
    meaning:
      "For a claim with parts: whether the words say that the SUBGROUP parts make up the whole (“eleven: nine here and two there”). It is not enough that the parts sum to the total.",
  },
  retraction: {
    kind: RETRACTION,
    since: "0.2.0",
    meaning: "The claimant's own retraction of the claim.",
    columns: { json: "retractionJson", from: "retractedFrom", until: "retractedUntil" },
  },
  denials: DENIALS,
  evidence: {
    kind: EVIDENCE,
    required: true,
    meaning: "The words in the article that make the claim.",
    rows: "evidence",
  },
  ...REVIEW,
} as const satisfies StoredTable;
