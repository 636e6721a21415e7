import type { StoredTable } from "./columns.ts";
import { code, FLAG, list, oneOf, reference } from "./kinds.ts";
import { ATTRIBUTION, COUNT, DENIALS, EVIDENCE, RETRACTION, REVIEW, TIME } from "./parts.ts";

/** One report is one claim. */
export const CASUALTY_REPORT = {
  article: { kind: reference("Article"), required: true, meaning: "The article that carries the claim." },
  event: { kind: reference("Event"), required: true, meaning: "The event that the claim is about." },
  harm: { kind: oneOf("Harm"), required: true, meaning: "What happened to the people counted." },
  count: {
    kind: COUNT,
    required: true,
    meaning: "The figure as it was claimed.",
    columns: {
      qualifier: "qualifier",
      min: "min",
      max: "max",
      text: "countText",
      conventionMin: "conventionMin",
      lower: "lower",
      upper: "upper",
    },
  },
  victims: {
    kind: oneOf("Victims"),
    default: "UNSPECIFIED",
    meaning: "Who is counted, only as far as the words say.",
  },
  tags: {
    kind: list(code(/^[a-z]+(?:-[a-z]+)*$/, "is not a tag; use lower-case words joined by hyphens")),
    meaning: "What else the words say about those counted, in lower case: `bodies`, `children`, `journalists`.",
    columns: { json: "tagsJson" },
  },
  side: { kind: reference("Actor"), meaning: "Whose people they are, only if the words say so." },
  place: { kind: reference("Place"), meaning: "Where they came to harm, only if the words say so." },
  attributedTo: {
    kind: ATTRIBUTION,
    meaning: "The claimant, who is not the publisher.",
    columns: { actor: "claimant", words: "claimantWords" },
  },
  via: {
    kind: ATTRIBUTION,
    meaning: "The conduit: through whom the article has the claim.",
    columns: { actor: "conduit", words: "conduitWords" },
  },
  blamed: {
    kind: ATTRIBUTION,
    meaning: "Whom the claimant holds responsible.",
    columns: { actor: "blamed", words: "blamedWords" },
  },
  scope: { kind: oneOf("Scope"), required: true, meaning: "Whether the figure is a running total or an increment." },
  period: {
    kind: TIME,
    meaning: "The time that the figure covers, if it can be told.",
    columns: { json: "periodJson", from: "periodFrom", until: "periodUntil" },
  },
  statedAt: {
    kind: TIME,
    meaning: "When the claim was made or reported.",
    columns: { json: "statedJson", from: "statedFrom", until: "statedUntil" },
  },
  status: { kind: oneOf("ClaimStatus"), default: "CURRENT", meaning: "In what sense the figure was put forward." },
  partOf: { kind: reference("CasualtyReport"), meaning: "The claim of the same article that this is a part of." },
  partKind: { kind: oneOf("PartKind"), meaning: "How it is a part of that claim." },
  partsAreAll: {
    kind: FLAG,
    since: "0.2.0",
    meaning:
      "For a whole: whether the words say that its SUBGROUP parts together are all of it (“eleven: nine here and two there”). That they add up is not enough.",
  },
  retraction: {
    kind: RETRACTION,
    since: "0.2.0",
    meaning: "The claimant's own retraction of the claim.",
    columns: { json: "retractionJson", from: "retractedFrom", until: "retractedUntil" },
  },
  denials: DENIALS,
  evidence: { kind: EVIDENCE, required: true, meaning: "The words that the claim rests on.", rows: "evidence" },
  ...REVIEW,
} as const satisfies StoredTable;
