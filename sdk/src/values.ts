/** The values of the enums that inputs take, and what each means: for forms, and to narrow what an answer holds. */
export * from "./generated/values.ts";
export { isOneOf } from "./isOneOf.ts";
