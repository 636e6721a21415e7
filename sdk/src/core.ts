/** The smallest client: `createCore`, for the functions in `@conflict-graph/sdk/operations`. */
export { type AnyPage, type Connection, connection, type Page, type PageVariables } from "./connection.ts";
export type { ResultOf, TypedDocument, VariablesOf } from "./document.ts";
export { ConflictGraphError, type ErrorCode, type GraphQLFault, isConflictGraphError } from "./errors.ts";
export {
  type Arguments,
  type ByIdOrSlug,
  type CallOptions,
  type ClientSettings,
  type Core,
  createCore,
  type RequestHeaders,
} from "./request.ts";
export { type Subscription, subscribe } from "./subscription.ts";
