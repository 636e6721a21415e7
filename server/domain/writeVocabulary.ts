/** The vocabularies of writing: as in vocabulary.ts, a value beside its meaning. */

/** What of a record an administrator withdraws. */
export const WITHDRAWN_MATTERS = {
  RECORD: "The whole record: it leaves all lists. Only where nothing that stays refers to it.",
  TEXT: "An article's text, and all that is copied from it. The article and its claims stay, without their words.",
  NAME: "An actor's name, wherever it stands. The actor stays, nameless, and so does all that refers to it.",
} as const;
export type WithdrawnMatter = keyof typeof WITHDRAWN_MATTERS;

/** What a reviewer decides on a claim. */
export const REVIEW_DECISIONS = {
  ACCEPT: "The claim is read rightly: it becomes REVIEWED.",
  CORRECT: "It becomes REVIEWED with what the correction gives.",
  REJECT: "It is no such claim: it becomes REJECTED, stays on record, and has no say in any toll.",
} as const;
export type ReviewDecision = keyof typeof REVIEW_DECISIONS;

/** What a caller may do beyond reading. */
export const CALLER_SCOPE_MEANINGS = {
  ingest: "Take in articles with their records.",
  review: "Accept, correct and reject claims.",
  admin: "Withdraw records, texts and names.",
} as const;
export type CallerScope = keyof typeof CALLER_SCOPE_MEANINGS;
export const CALLER_SCOPES = Object.keys(CALLER_SCOPE_MEANINGS) as readonly CallerScope[];
