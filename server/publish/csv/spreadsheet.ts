import type { Form } from "../forms.ts";
import { RefusedError } from "../query.ts";

/** The parameter of an address whose CSV is for a spreadsheet program. */
export const SPREADSHEET = ["spreadsheet", "true"] as const;
const [NAME] = SPREADSHEET;

/**
 * Reads the parameter and removes it, since it is no part of the question.
 * @throws RefusedError if it has another value, or the address is not one of a CSV file
 */
export function takeSpreadsheet(form: Form, parameters: URLSearchParams): boolean {
  const [value, ...others] = parameters.getAll(NAME);
  if (value === undefined) return false;
  if (form !== "csv") throw new RefusedError(`${NAME} is only for CSV; leave it out, or end the path in .csv`);
  if (others.length > 0) throw new RefusedError(`${NAME} is given ${others.length + 1} times; it takes one value`);
  if (value !== "true" && value !== "false")
    throw new RefusedError(`${NAME} is “${value.slice(0, 50)}”; it takes true or false`);
  parameters.delete(NAME);
  return value === "true";
}
