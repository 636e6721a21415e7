import type { ExecutionResult, GraphQLError } from "graphql";

/** A result whose data stays JSON text unless a plugin reads the data. */
export interface JsonResult extends ExecutionResult {
  readonly json: string;
  stringify(result: ExecutionResult): string;
}

/** Makes a result of data that is JSON text already. Each response needs its own, since plugins add `extensions` to it. */
export const jsonResult = (json: string, errors: readonly GraphQLError[] = []): JsonResult =>
  new TextResult(json, errors);

// A getter of an object literal would keep the text in memory until the next full garbage collection.
class TextResult implements JsonResult {
  readonly json: string;
  declare readonly errors?: readonly GraphQLError[];
  constructor(json: string, errors: readonly GraphQLError[]) {
    this.json = json;
    if (errors.length > 0) this.errors = errors;
  }
  get data() {
    return JSON.parse(this.json);
  }
  // Yoga calls it without the object.
  readonly stringify = ({ errors, extensions }: ExecutionResult): string => {
    const parts = [
      ...(errors ? [`"errors":${JSON.stringify(errors)}`] : []),
      `"data":${this.json}`,
      ...(extensions ? [`"extensions":${JSON.stringify(extensions)}`] : []),
    ];
    return `{${parts.join()}}`;
  };
}

/** The data of a result as JSON text. */
export const jsonOf = (result: ExecutionResult | JsonResult): string =>
  "json" in result ? result.json : JSON.stringify(result.data ?? null);

/** A whole result as JSON text. */
export const textOf = (result: ExecutionResult | JsonResult): string =>
  "json" in result ? result.stringify(result) : JSON.stringify(result);

/** Whether an operation was executed, even if errors left nothing of its data. A copy of a result may have only the text. */
export const wasExecuted = (result: ExecutionResult | JsonResult): boolean => "data" in result || "json" in result;
