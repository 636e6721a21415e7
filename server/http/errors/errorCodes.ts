import { LIMITS } from "../../config/limits.ts";

/** What each error code means, except for the codes of limits. A test compares this with the table in docs/errors.md. */
export const ERROR_MEANINGS = {
  BAD_REQUEST: "The request cannot be read, or asks for something that does not exist.",
  BAD_USER_INPUT: "An argument's value is not valid: `argument` names it.",
  GRAPHQL_PARSE_FAILED: "The document is not valid GraphQL.",
  GRAPHQL_VALIDATION_FAILED: "The document does not match the schema.",
  OPERATION_RESOLUTION_FAILURE:
    "The document has several operations and the request names none, or names one that the document does not have.",
  PERSISTED_QUERY_NOT_FOUND: "The hash is unknown: send the query text with it.",
  PERSISTED_QUERY_MISMATCH: "The hash does not match the query text.",
  DOCUMENT_NOT_TRUSTED: "The operation is not in the service's manifests.",
  NOT_ACCEPTABLE: "None of the types in `Accept` is supported.",
  UNSUPPORTED_MEDIA_TYPE: "The body is not JSON, or is compressed.",
  CROSS_SITE_REQUEST: "A page of another site may not send this request.",
  HOST_NOT_ALLOWED: "The service does not answer at this host: its administrator can set `ALLOWED_HOSTS`.",
  UNAUTHENTICATED: "The key or token is missing or not valid.",
  FORBIDDEN: "The key or token lacks a required scope.",
  SERVICE_UNAVAILABLE: "The database is not responding: retry after `Retry-After` seconds.",
  SERVICE_STOPPING: "The service is stopping: connect again.",
  STORE_BUSY: "Another write did not finish in time. Nothing was changed: retry.",
  STORE_FULL: "The database has no room left. Nothing was changed; reading still works.",
  STORE_READ_ONLY: "The database is read-only. Nothing was changed.",
  STORE_DAMAGED: "The database, or a part of it, is missing or cannot be read. Nothing was changed.",
  OUTCOME_UNKNOWN:
    "The database connection was lost during the write. Retry the same request: it will not be applied twice.",
  INTERNAL_SERVER_ERROR: "Something went wrong on the server: `requestId` names the entry in its log.",
} as const;

/** All codes that an error can have. */
export const ERROR_CODES: ReadonlySet<unknown> = new Set([
  ...Object.keys(ERROR_MEANINGS),
  ...Object.values(LIMITS).map(({ code }) => code),
]);
