import type { ExecutionResult, GraphQLError } from "graphql";

/** A result whose data stays JSON text unless a plugin reads the data. */
export interface JsonResult extends ExecutionResult {
  readonly json: string;
  stringify(result: ExecutionResult): string;
}

/** Makes a result of data that is JSON text already. Each response needs its own, since plugins add `extensions` to it. */
export function jsonResult(json: string, errors: readonly GraphQLError[] = []): JsonResult {
  const result = {
    get data() {
      return JSON.parse(json);
    },
    ...(errors.length > 0 && { errors }),
    stringify: ({ errors: reported, extensions }: ExecutionResult): string => {
      const parts = [
        ...(reported ? [`"errors":${JSON.stringify(reported)}`] : []),
        `"data":${json}`,
        ...(extensions ? [`"extensions":${JSON.stringify(extensions)}`] : []),
      ];
      return `{${parts.join()}}`;
    },
  };
  return Object.defineProperty(result, "json", { value: json }) as unknown as JsonResult;
}

/** The data of a result as JSON text. */
export const jsonOf = (result: ExecutionResult | JsonResult): string =>
  "json" in result ? result.json : JSON.stringify(result.data ?? null);
