export { type BulkList, type BulkOptions, type BulkPage, bulk } from "./bulk.ts";
export { type Client, createClient } from "./client.ts";
export type { AnyPage, Connection, Page, PageVariables } from "./connection.ts";
export type { ResultOf, TypedDocument, VariablesOf } from "./document.ts";
export { ConflictGraphError, type ErrorCode, type GraphQLFault, isConflictGraphError } from "./errors.ts";
// The suffixes (`EventFields`, `EventResult`) avoid the names of browser globals, such as `Event`.
export type * from "./generated/types.ts";
export type { Arguments, ByIdOrSlug, CallOptions, ClientSettings, RequestHeaders } from "./request.ts";
export type { Subscription } from "./subscription.ts";
