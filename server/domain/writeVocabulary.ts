/** The vocabularies of writing: like vocabulary.ts, each value with its meaning. */

/** The parts of a record that an administrator can withdraw. */
export const WITHDRAWN_MATTERS = {
  RECORD: "The whole record. It disappears from all lists. This is only possible if no remaining record refers to it.",
  TEXT: "An article's text and everything copied from it. The article and its claims remain, without their words.",
  NAME: "An actor's name, everywhere it appears. The actor and the records that refer to it remain, without the name.",
} as const;
export type WithdrawnMatter = keyof typeof WITHDRAWN_MATTERS;

/** The decisions that a reviewer can make about a claim. */
export const REVIEW_DECISIONS = {
  ACCEPT: "The claim was read correctly and becomes REVIEWED.",
  CORRECT: "The claim becomes REVIEWED with the corrected values.",
  REJECT:
    "The article does not make this claim. The claim becomes REJECTED: it remains stored, but is left out of every toll.",
} as const;
export type ReviewDecision = keyof typeof REVIEW_DECISIONS;

/** Where the name of a change's author comes from. */
export const AUTHOR_KINDS = {
  CORPUS: "A corpus folder or the command that loaded it. Whoever loads a folder chooses the name.",
  API_KEY: "An API key. The administrator who created the key chose the name.",
  TOKEN: "A token of the service's OIDC issuer, by its claim `name`, `preferred_username`, `client_id` or `sub`.",
} as const;
export type AuthorKind = keyof typeof AUTHOR_KINDS;

/** The permissions that a caller can have in addition to reading. */
export const CALLER_SCOPE_MEANINGS = {
  ingest: "Add articles with their records.",
  review: "Accept, correct and reject claims.",
  admin: "Withdraw records, texts and names.",
} as const;
export type CallerScope = keyof typeof CALLER_SCOPE_MEANINGS;
export const CALLER_SCOPES = Object.keys(CALLER_SCOPE_MEANINGS) as readonly CallerScope[];
