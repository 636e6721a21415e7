/** The values of each input enum and their descriptions, for forms and type checks. */
export * from "./generated/values.ts";
export { isOneOf } from "./isOneOf.ts";
