import { isConflictGraphError } from "@conflict-graph/sdk";
import { type Child, h } from "./dom.ts";

/** An error message with a button to try again. */
export function problemView(error: unknown, retry: () => void): Child[] {
  return [
    h("p", {}, h("b", {}, wordsFor(error))),
    h("p", {}, h("button", { type: "button", onclick: retry }, "Try again")),
  ];
}

function wordsFor(error: unknown): string {
  if (!isConflictGraphError(error))
    return `Something went wrong on this page: ${error instanceof Error ? error.message : error}`;
  const request = error.requestId === null ? "" : ` The request's id in the service's log is ${error.requestId}.`;
  if (error.code === "NETWORK") return "The service does not answer. Check that it is running and that you are online.";
  if (error.code === "BAD_RESPONSE") return "The answer did not come from the service. Check the address of this page.";
  return `The service could not answer: ${error.message}${request}`;
}
