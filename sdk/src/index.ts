export { type Client, createClient } from "./client.ts";
export type { AnyPage, Connection, Page, PageVariables } from "./connection.ts";
export type { ResultOf, TypedDocument, VariablesOf } from "./document.ts";
export { ConflictGraphError, type ErrorCode, type GraphQLFault, isConflictGraphError } from "./errors.ts";
// Fragments as `EventFields`, results as `EventResult`, and the schema's enums and inputs: no name of the browser's.
export type * from "./generated/types.ts";
export type { Arguments, ByIdOrSlug, CallOptions, ClientSettings, RequestHeaders } from "./request.ts";
export type { Subscription } from "./subscription.ts";
