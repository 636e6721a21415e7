import { LIMITS } from "../../config/limits.ts";

/** Every code that an error of an answer can have, beside those of the limits, and what it means. The table in docs/errors.md is held against it. */
export const ERROR_MEANINGS = {
  BAD_REQUEST: "The request cannot be read, or asks for what there is not.",
  BAD_USER_INPUT: "An argument cannot be right: `argument` names it.",
  GRAPHQL_PARSE_FAILED: "The document is no GraphQL.",
  GRAPHQL_VALIDATION_FAILED: "The document does not fit the schema.",
  OPERATION_RESOLUTION_FAILURE: "The document has several operations, or none, of the name that is asked for.",
  PERSISTED_QUERY_NOT_FOUND: "The hash is not known: send the text with it.",
  PERSISTED_QUERY_MISMATCH: "The hash is not the text's.",
  DOCUMENT_NOT_TRUSTED: "The operation is none of the manifests'.",
  NOT_ACCEPTABLE: "`accept` takes none of the forms that there are.",
  UNSUPPORTED_MEDIA_TYPE: "The body is not JSON, or is compressed.",
  CROSS_SITE_REQUEST: "A page of another site may not ask this.",
  UNAUTHENTICATED: "The key or token is missing, or no good.",
  FORBIDDEN: "The key or token lacks a scope.",
  SERVICE_UNAVAILABLE: "The store does not answer: try again after `Retry-After`.",
  SERVICE_STOPPING: "The service is stopping: connect again.",
  STORE_BUSY: "Another write does not come to an end. Nothing was changed: try again.",
  STORE_FULL: "The store has no room left. Nothing was changed; reading goes on.",
  STORE_READ_ONLY: "The store can only be read. Nothing was changed.",
  STORE_DAMAGED: "A part of the store cannot be read.",
  OUTCOME_UNKNOWN: "The store was lost while a write was being kept: send it again as it is, it is done once.",
  INTERNAL_SERVER_ERROR: "Something went wrong here: `requestId` finds it in the log.",
} as const;

export const ERROR_CODES: ReadonlySet<unknown> = new Set([
  ...Object.keys(ERROR_MEANINGS),
  ...Object.values(LIMITS).map(({ code }) => code),
]);
