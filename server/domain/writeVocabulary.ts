/** The vocabularies of writing: like vocabulary.ts, each value with its meaning. */

/** What an administrator can withdraw of a record. */
export const WITHDRAWN_MATTERS = {
  RECORD: "The whole record. It disappears from all lists. Only possible if no remaining record refers to it.",
  TEXT: "An article's text and everything copied from it. The article and its claims stay, without their words.",
  NAME: "An actor's name, everywhere it appears. The actor stays without a name, and so do the records that refer to it.",
} as const;
export type WithdrawnMatter = keyof typeof WITHDRAWN_MATTERS;

/** What a reviewer decides about a claim. */
export const REVIEW_DECISIONS = {
  ACCEPT: "The claim was read correctly. It becomes REVIEWED.",
  CORRECT: "The claim becomes REVIEWED with the corrected values.",
  REJECT: "It is not such a claim. It becomes REJECTED, stays on record and is left out of every toll.",
} as const;
export type ReviewDecision = keyof typeof REVIEW_DECISIONS;

/** What a caller may do besides reading. */
export const CALLER_SCOPE_MEANINGS = {
  ingest: "Add articles with their records.",
  review: "Accept, correct and reject claims.",
  admin: "Withdraw records, texts and names.",
} as const;
export type CallerScope = keyof typeof CALLER_SCOPE_MEANINGS;
export const CALLER_SCOPES = Object.keys(CALLER_SCOPE_MEANINGS) as readonly CallerScope[];
