import { ERROR_CODES } from "../../http/errors/errorCodes.ts";
import type { FuzzRequest } from "./requests.ts";
import type { FuzzResponse } from "./sendRequest.ts";

/** The faults of an answer to any request. Empty if the answer is correct. */
export function findFaults({ kind, path, bytes }: FuzzRequest, { status, type, text }: FuzzResponse): string[] {
  if (bytes) return [...text.matchAll(/HTTP\/1\.\d (5\d\d)/g)].map(([, found]) => `It was answered with ${found}.`);
  const faults: string[] = [];
  if (status >= 500 || status < 200) faults.push(`It was answered with ${status}.`);
  const isGraphql = /^\/(graphql|subgraph)(\?|$)/.test(path) && kind !== "page";
  // Headers that are too long are refused before `Accept` is read.
  if (!isGraphql || status === 304 || status === 431) return faults;
  if (type.startsWith("text/event-stream")) return [...faults, ...eventFaults(text)];
  if (type.startsWith("multipart/mixed")) return [...faults, ...answerFaults(/^\{.*$/m.exec(text)?.[0] ?? "")];
  if (/json/.test(type)) return [...faults, ...answerFaults(text)];
  // A client that accepts neither JSON nor events gets another type.
  if (![405, 406, 415].includes(status)) faults.push(`It was answered with ${status} and “${type}”.`);
  return faults;
}

function eventFaults(text: string): string[] {
  const data = text.split("\n\n").flatMap((event) => /^data: ?(\{.*\})$/m.exec(event)?.[1] ?? []);
  return data.flatMap(answerFaults);
}

function answerFaults(text: string): string[] {
  try {
    const answer: unknown = JSON.parse(text);
    return (Array.isArray(answer) ? answer : [answer]).flatMap(shapeFaults);
  } catch {
    return [`The answer is not JSON: ${text.slice(0, 200)}`];
  }
}

/** @see https://spec.graphql.org/October2021/#sec-Response */
function shapeFaults(answer: unknown): string[] {
  if (typeof answer !== "object" || answer === null) return ["An answer is not an object."];
  const { data, errors, extensions, ...rest } = answer as Record<string, unknown>;
  const faults = Object.keys(rest).map((name) => `An answer has “${name}”, which is not in the specification.`);
  if (data === undefined && errors === undefined && extensions === undefined) faults.push("An answer is empty.");
  if (errors === undefined) return faults;
  if (!Array.isArray(errors) || errors.length === 0)
    return [...faults, "The errors are not a list, or the list is empty."];
  for (const { message, extensions: { code } = { code: null } } of errors) {
    if (typeof message !== "string" || message === "") faults.push("An error has no message.");
    if (code === "INTERNAL_SERVER_ERROR") faults.push("The request failed unexpectedly.");
    if (!ERROR_CODES.has(code)) faults.push(`An error has the code ${JSON.stringify(code)}, which is not documented.`);
  }
  return faults;
}
